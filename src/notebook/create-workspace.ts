import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { KernelClient } from "../runtime/kernel-client.ts";
import { messageOf } from "../runtime/errors.ts";
import type { Catalogue, LessonModule } from "../shared/lesson.ts";
import { lessonKey, scratchKey } from "../storage/keys.ts";
import type { ProgressStore } from "../storage/progress-store.ts";
import { EMPTY_RECORD } from "../storage/schema.ts";
import type { StorageTrouble } from "../storage/storage-trouble.ts";
import type { TouchedKeys } from "../storage/touched-keys.ts";
import { type NotebookEffects, PAGE_EFFECTS } from "./effects.ts";
import type { Notebook } from "./model.ts";
import type { NotebookOptions } from "./open-notebook.ts";
import { createProgress } from "./progress.ts";
import { createProgressTransfer } from "./progress-transfer.ts";
import type { ReadNotebook } from "./read-notebook.ts";
import { pruneScratches, scratchRecord, scratchSummaries } from "./scratch.ts";
import { createSettings } from "./settings.ts";
import type { NotebookFormat, Opening, Workspace } from "./workspace.ts";

export interface WorkspaceOptions {
  readonly catalogue: Catalogue;
  readonly loadLesson: (path: string) => Promise<LessonModule>;
  readonly kernel: KernelClient;
  readonly store: ProgressStore;
  /** Whose text is not to be shown before its record is read; by default nobody's. */
  readonly touched?: TouchedKeys;
  readonly storageTrouble: ReadonlySignal<StorageTrouble | null>;
  readonly readNotebook?: (text: string, format: NotebookFormat) => Promise<ReadNotebook>;
  readonly effects?: NotebookEffects;
}

/** A later call opened another notebook before this one was there. */
export class OvertakenError extends Error {
  override readonly name = "OvertakenError";
}

const SCRATCH = "scratch";
const SCRATCH_TITLE = "Scratch notebook";

/** Notebooks are read seldom: the code for it comes when one is. */
async function readText(text: string, format: NotebookFormat): Promise<ReadNotebook> {
  const { readNotebook } = await import("./read-notebook.ts");
  return readNotebook(text, format);
}

/** All that a notebook needs to be alive: apart, for the page shows the lesson's text before. */
async function loadNotebookCode() {
  try {
    return await import("./open-notebook.ts");
  } catch (cause) {
    const message = "The notebook's code did not load. Check the connection, then reload the page.";
    throw new Error(message, { cause });
  }
}

type NotebookSource = Pick<NotebookOptions, "key" | "storeKey" | "lesson" | "data" | "problems">;

/** The workspace of a page; there is one. Returns at once, stored things come in by signals. */
export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { catalogue, kernel, store } = options;
  const effects = options.effects ?? PAGE_EFFECTS;
  const read = options.readNotebook ?? readText;
  const settings = createSettings(store);
  const progress = createProgress(store, catalogue);
  const opening = signal<Opening>({ kind: "none" });
  const notebook = computed(() => (opening.value.kind === "open" ? opening.value.notebook : null));
  const lessons = catalogue.flatMap((course) => course.lessons);
  const titles = new Map(lessons.map(({ path, title }) => [path, title]));
  const appOrigin = signal<string | null>(null);
  store.subscribe((change) => {
    if (change.kind === "record") options.touched?.note(change.key, change.record);
  });
  let kernelUsed = false;
  let turn = 0;
  let pending: { readonly key: string; readonly opened: Promise<Notebook> } | null = null;
  let reopen: () => Promise<Notebook> = openScratch;

  /** Opens a notebook; one that is open, or about to be, is not opened twice. */
  function open(key: string, title: string | null, load: () => Promise<NotebookSource>) {
    const current = notebook.peek();
    if (current?.key === key) return Promise.resolve(current);
    if (pending?.key === key) return pending.opened;
    return replace(key, title, load);
  }

  /** Closes what is open and puts the new notebook in its place, unless a later call does. */
  function replace(key: string, title: string | null, load: () => Promise<NotebookSource>) {
    const opened = replaceNow(++turn, title, load);
    const mine = { key, opened };
    pending = mine;
    const settled = () => {
      if (pending === mine) pending = null;
    };
    opened.then(settled, settled);
    return opened;
  }

  async function replaceNow(
    mine: number,
    title: string | null,
    load: () => Promise<NotebookSource>,
  ): Promise<Notebook> {
    const stillMine = () => {
      if (mine !== turn) throw new OvertakenError("Another notebook was opened meanwhile.");
    };
    const former = notebook.peek();
    opening.value = { kind: "opening", title, lesson: null };
    // Beside the lesson itself; where it fails, opening the notebook says so.
    const code = loadNotebookCode();
    code.catch(() => {});
    await former?.close();
    try {
      stillMine();
      const source = await load();
      stillMine();
      const { lesson, storeKey } = source;
      if (lesson !== null) {
        // Neither text nor Python waits for the store.
        if (options.touched?.has(storeKey) !== true) {
          opening.value = { kind: "opening", title, lesson };
        }
        // How the start ended is told to the notebook, which asks for it too.
        if (!kernelUsed) kernel.start(lesson.packages).catch(() => {});
      }
      const { openNotebook } = await code;
      stillMine();
      const freshKernel = kernelUsed;
      kernelUsed = false;
      const opened = await openNotebook({
        ...source,
        kernel,
        freshKernel,
        store,
        settings,
        appOrigin: () => appOrigin.peek(),
        effects,
        onRun() {
          kernelUsed = true;
        },
      });
      if (mine !== turn) await opened.close();
      stillMine();
      opening.value = { kind: "open", notebook: opened };
      return opened;
    } catch (error) {
      if (mine === turn) opening.value = { kind: "failed", message: messageOf(error) };
      throw error;
    }
  }

  async function openLesson(path: string): Promise<Notebook> {
    const key = lessonKey(path);
    reopen = () => openLesson(path);
    return open(key, titles.get(path) ?? null, async () => {
      if (!titles.has(path)) {
        throw new Error(`There is no lesson "${path}" here. Choose one from the catalogue.`);
      }
      return { key, storeKey: key, ...(await options.loadLesson(path)), problems: [] };
    });
  }

  async function scratchSource(id: string, problems: readonly string[]): Promise<NotebookSource> {
    await store.writeCurrentScratch(id);
    await pruneScratches(store, id);
    return { key: SCRATCH, storeKey: scratchKey(id), lesson: null, data: [], problems };
  }

  async function openScratch(): Promise<Notebook> {
    reopen = openScratch;
    return open(SCRATCH, SCRATCH_TITLE, async () => {
      const id = (await store.readCurrentScratch()) ?? effects.newId();
      return scratchSource(id, []);
    });
  }

  async function openScratchOf(id: string, problems: readonly string[] = []): Promise<Notebook> {
    reopen = openScratch;
    return replace(SCRATCH, SCRATCH_TITLE, () => scratchSource(id, problems));
  }

  async function closeNotebook(): Promise<void> {
    turn++;
    pending = null;
    const former = notebook.peek();
    opening.value = { kind: "none" };
    await former?.close();
  }

  async function flush(): Promise<void> {
    await notebook.peek()?.flush();
  }

  /** Changes the store behind the open notebook's back, and opens it again as it is then. */
  async function behindNotebook<Result>(change: () => Promise<Result>): Promise<Result> {
    const wasOpen = notebook.peek() !== null;
    await closeNotebook();
    try {
      return await change();
    } finally {
      await settings.reload();
      if (wasOpen) await reopen();
    }
  }

  return {
    opening,
    notebook,
    settings,
    app: kernel,
    appOrigin,
    progress: progress.lessons,
    latestLesson: progress.latest,
    storageTrouble: options.storageTrouble,
    openLesson,
    openScratch,
    newScratch: () => openScratchOf(effects.newId()),
    async importNotebook(text, format) {
      const imported = await read(text, format);
      await flush();
      const id = effects.newId();
      const record = scratchRecord(imported, effects.date().toISOString());
      await store.save(scratchKey(id), EMPTY_RECORD, record);
      return openScratchOf(id, imported.problems);
    },
    async recentScratches() {
      await flush();
      return scratchSummaries(await store.list(), await store.readCurrentScratch());
    },
    openRecentScratch: (id) => openScratchOf(id),
    closeNotebook,
    flush,
    ...createProgressTransfer({ store, notebook, effects, flush, behindNotebook }),
  };
}
