import { signal } from "@preact/signals-core";
import type { NotebookEffects } from "../../../src/notebook/effects.ts";
import type { Cell, Notebook } from "../../../src/notebook/model.ts";
import { openNotebook } from "../../../src/notebook/open-notebook.ts";
import { parseLesson } from "../../../src/lesson/parse-lesson.ts";
import type { Lesson, LessonData } from "../../../src/shared/lesson.ts";
import { createMemoryStore } from "../../../src/storage/memory-store.ts";
import { createProgressStore, type ProgressStore } from "../../../src/storage/progress-store.ts";
import { createLeaveJournal, type NoteStorage } from "../../../src/storage/leave-journal.ts";
import type { TabChannel } from "../../../src/storage/tab-channel.ts";
import { FakeKernel } from "./fake-kernel.ts";

/** Effects of a page whose clocks stand still unless they are moved. */
export class FakePage implements NotebookEffects {
  time = 1000;
  persisted = 0;
  readonly fetched: string[] = [];
  /** Addresses that cannot be had. */
  readonly missing = new Set<string>();
  #ids = 0;
  #timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  #hide = new Set<() => void>();

  readonly now = () => this.time;
  readonly date = () => new Date(Date.UTC(2026, 10, 22) + this.time);
  readonly newId = () => `new-${++this.#ids}`;
  readonly renderMarkdown = async (text: string) => `<p>${text}</p>`;
  readonly painted = async () => {};
  readonly persistStorage = () => {
    this.persisted++;
  };
  readonly fetchBytes = async (url: string) => {
    this.fetched.push(url);
    if (this.missing.has(url)) throw new Error("offline");
    return new TextEncoder().encode(`content of ${url}`);
  };
  readonly setTimer = (callback: () => void, ms: number) => {
    const timer = { at: this.time + ms, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };
  readonly onHide = (listener: () => void) => {
    this.#hide.add(listener);
    return () => this.#hide.delete(listener);
  };

  /** Moves the clocks on; timers that are due go off. */
  async pass(ms: number): Promise<void> {
    this.time += ms;
    for (const timer of this.#timers) {
      if (timer.at > this.time) continue;
      this.#timers.delete(timer);
      timer.callback();
    }
    await settle();
  }

  /** The tab goes to the background. */
  async hide(): Promise<void> {
    for (const listener of this.#hide) listener();
    await settle();
  }
}

/** Lets everything that waits for nothing but promises happen. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 3; round++) await new Promise((resolve) => setTimeout(resolve, 0));
}

/** Channels of tabs that hear each other. */
export function tabs(): () => TabChannel {
  const all = new Set<{ readonly listeners: ((key: string) => void)[] }>();
  return () => {
    const mine = { listeners: [] as ((key: string) => void)[] };
    all.add(mine);
    return {
      post(key) {
        for (const tab of all) {
          if (tab !== mine) for (const listener of tab.listeners) listener(key);
        }
      },
      listen: (listener) => void mine.listeners.push(listener),
    };
  };
}

/** A store of its own, in memory. */
export function memoryProgress(): ProgressStore {
  return createProgressStore(createMemoryStore(), tabs()(), journal());
}

/** The notes of a page; pages that share `storage` find each other's. */
export function journal(storage: NoteStorage | null = null, page = "page") {
  return createLeaveJournal(storage, "test", page);
}

/** localStorage, in memory. */
export function noteStorage(): NoteStorage {
  const notes = new Map<string, string>();
  return {
    get length() {
      return notes.size;
    },
    key: (index) => [...notes.keys()][index] ?? null,
    getItem: (name) => notes.get(name) ?? null,
    setItem: (name, text) => void notes.set(name, text),
    removeItem: (name) => void notes.delete(name),
  };
}

/** A lesson of this Markdown below a title. */
export function lessonOf(markdown: string): Lesson {
  return parseLesson(`---\ntitle: A lesson\npackages: [flask]\n---\n\n${markdown}`);
}

export interface Bench {
  readonly notebook: Notebook;
  readonly kernel: FakeKernel;
  readonly page: FakePage;
  readonly store: ProgressStore;
}

export interface BenchOptions {
  readonly markdown?: string | null;
  readonly data?: readonly LessonData[];
  readonly kernel?: FakeKernel;
  readonly page?: FakePage;
  readonly store?: ProgressStore;
}

/** An open notebook over a fake kernel; without Markdown a scratch notebook. */
export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  const { markdown = null, data = [] } = options;
  const kernel = options.kernel ?? new FakeKernel();
  const page = options.page ?? new FakePage();
  const store = options.store ?? memoryProgress();
  const key = markdown === null ? "scratch" : "lesson:course/lesson";
  const notebook = await openNotebook({
    key,
    storeKey: markdown === null ? "scratch:one" : key,
    lesson: markdown === null ? null : lessonOf(markdown),
    data,
    problems: [],
    kernel,
    freshKernel: false,
    onRun: () => {},
    store,
    settings: { timeLimit: signal<number | null>(60) },
    appOrigin: () => null,
    effects: page,
  });
  await settle();
  return { notebook, kernel, page, store };
}

/** The nth code or file cell, from 1. */
export function cellAt(notebook: Notebook, position: number): Cell {
  const cell = notebook.cells.peek()[position - 1];
  if (cell === undefined) throw new Error(`There is no cell ${position}.`);
  return cell;
}

/** What a cell shows, in one line an output. */
export function shown(cell: Cell): readonly string[] {
  return cell.outputs.peek().map((output) => {
    switch (output.kind) {
      case "stream":
        return `${output.name}: ${output.text}`;
      case "display":
        return `display: ${JSON.stringify(output.bundle["text/plain"])}`;
      case "error":
        return `error: ${output.error.type}`;
      case "notice":
        return `notice: ${output.text}`;
      case "skipped":
        return `skipped: ${output.characters}`;
      case "dropped":
        return `dropped: ${output.description}`;
    }
  });
}

/** The texts of the notices above a notebook. */
export function noticed(notebook: Notebook): readonly string[] {
  return notebook.notices.peek().map(({ text }) => text);
}

/** Presses the button of the notice that has this label. */
export function act(notebook: Notebook, label: string): void {
  const notice = notebook.notices.peek().findLast(({ action }) => action?.label === label);
  if (notice?.action === undefined || notice.action === null) {
    throw new Error(`No notice offers "${label}".`);
  }
  notice.action.run();
}
