import { batch, computed, effect, signal } from "@preact/signals-core";
import type { KernelClient } from "../runtime/kernel-client.ts";
import type { Lesson, LessonData } from "../shared/lesson.ts";
import type { ProgressStore } from "../storage/progress-store.ts";
import { same } from "../storage/same.ts";
import { EMPTY_RECORD, type NotebookRecord } from "../storage/schema.ts";
import { createCellEdits, emptyScratch } from "./cell-edits.ts";
import { createCellList } from "./cell-list.ts";
import type { NotebookEffects } from "./effects.ts";
import { type LessonCells, lessonCells } from "./follow-lesson.ts";
import { createKernelFiles } from "./kernel-files.ts";
import { createKernelSession } from "./kernel-session.ts";
import { createKeptTexts } from "./kept-texts.ts";
import type { LiveCell } from "./live-cell.ts";
import type { CellId, Notebook } from "./model.ts";
import { createNotebookFiles, type LiveFiles } from "./notebook-files.ts";
import { createNotebookQuizzes } from "./notebook-quizzes.ts";
import { createNotices, type Notices } from "./notices.ts";
import { hintsOf } from "./own-cell.ts";
import { problemsNotice } from "./problems-notice.ts";
import { createRunner } from "./runner.ts";
import { createRuns } from "./runs.ts";
import { createSaver } from "./saver.ts";
import type { Settings } from "./settings.ts";
import { snapshotOf } from "./snapshot.ts";
import { createVersionChoices } from "./version-choices.ts";

export interface NotebookOptions {
  /** "lesson:flask-routing/01-first-route", "scratch" or "shared:…". */
  readonly key: string;
  /** Key of its record in the store. */
  readonly storeKey: string;
  /** Null for a scratch notebook. */
  readonly lesson: Lesson | null;
  readonly data: readonly LessonData[];
  /** What was wrong with the text it was just made from, for a notice; a lesson shows its own. */
  readonly problems: readonly string[];
  /** What could not be had besides, in a sentence for a notice. */
  readonly missing?: string;
  /** What it begins with, and begins anew with, where that is not all empty. */
  readonly beginning?: NotebookRecord;
  readonly kernel: KernelClient;
  /** True where the kernel may hold another notebook's state, which must go. */
  readonly freshKernel: boolean;
  /** Called when code is about to run: from then on the kernel has a state. */
  readonly onRun: () => void;
  readonly store: ProgressStore;
  readonly settings: Pick<Settings, "timeLimit">;
  /** Where the learner's app is; null where nobody said so. */
  readonly appOrigin: () => string | null;
  readonly effects: NotebookEffects;
}

/** What is opened, without what all notebooks of a page have in common. */
export type NotebookSource = Pick<
  NotebookOptions,
  "key" | "storeKey" | "lesson" | "data" | "problems" | "missing" | "beginning"
>;

/**
 * Opens a notebook with its progress, and begins to start the kernel without waiting for it. Never
 * rejects: trouble with Python shows in the kernel's state, trouble with the store elsewhere.
 */
export async function openNotebook(options: NotebookOptions): Promise<Notebook> {
  const { lesson, store, storeKey, effects } = options;
  const stored = await store.read(storeKey);
  const cells = lessonCells(lesson);
  const record = cells.follow(
    stored ?? options.beginning ?? (lesson === null ? emptyScratch() : EMPTY_RECORD),
  );
  const hints = new Map<string, string>();
  for (const hint of hintsOf(record.own)) hints.set(hint, await effects.renderMarkdown(hint));
  const hintHtml = (hint: string) => hints.get(hint) ?? escapeHtml(hint);
  return createNotebook(options, record, cells, hintHtml);
}

/** Joins the parts of a notebook; each part is a module of its own. */
function createNotebook(
  options: NotebookOptions,
  opened: NotebookRecord,
  versions: LessonCells,
  hintHtml: (markdown: string) => string,
): Notebook {
  const { kernel, lesson, store, effects, settings } = options;
  const now = () => effects.date().toISOString();
  const visited = now();
  const notices: Notices = createNotices();
  const list = createCellList(lesson, { hintHtml, now, touch });
  const quizzes = createNotebookQuizzes(list.items.peek());
  const title = signal(lesson?.title ?? opened.title ?? "Scratch notebook");
  const selected = signal<CellId | null>(opened.position.cell);
  const scroll = signal(opened.position.scroll);
  const typed = signal("");
  let { packages, foreign } = opened;
  const { agreed } = opened;

  const keptTexts = createKeptTexts({ list, notices, newId: effects.newId, now, touch });

  function snapshot(): NotebookRecord {
    return snapshotOf({
      cells: list.cells.peek(),
      own: list.ownRecords(),
      files: files.records(),
      orphans: keptTexts.orphans,
      quizzes: quizzes.records(),
      starters: lesson === null ? null : versions.notes,
      title: lesson === null ? title.peek() : null,
      packages,
      foreign,
      agreed,
      visited,
      position: { cell: selected.peek(), scroll: scroll.peek() },
      now: now(),
    });
  }

  /** Brings the notebook to a record; cells that are the same in it are left alone. */
  function adopt(record: NotebookRecord): void {
    const before = snapshot();
    batch(() => {
      list.apply(record, (id) => !same(before.cells[id], record.cells[id]));
      if (lesson === null && record.title !== null) title.value = record.title;
      ({ packages, foreign } = record);
      files.apply(record.files);
      quizzes.apply(record);
      keptTexts.follow(record);
    });
    void renderTexts();
  }

  async function render(cell: LiveCell): Promise<void> {
    if (cell.html === null) return;
    cell.html.value = await effects.renderMarkdown(cell.source.peek());
  }

  async function renderTexts(): Promise<void> {
    await Promise.all(list.cells.peek().map(render));
  }

  const saver = createSaver({
    store,
    key: options.storeKey,
    base: opened,
    snapshot,
    effects,
    view: versions.follow,
    adopt(record) {
      adopt(record);
      notices.add({
        level: "info",
        topic: "other-tab",
        text: "Another tab changed this notebook; its changes are shown here too.",
      });
    },
  });

  function touch(): void {
    saver.touch();
  }

  const session = createKernelSession({
    kernel,
    packages: lesson?.packages ?? [],
    wanted: lesson === null ? packages : [],
    onMissing: (text) => notices.add({ level: "warning", topic: "packages", text }),
    fresh: options.freshKernel,
    now: effects.now,
    onLife(life) {
      list.life.value = life;
    },
    onDeath: (message, givenUp) => runs.onDeath(message, givenUp),
  });
  list.apply(opened, () => true);
  quizzes.apply(opened);
  const files: LiveFiles = createNotebookFiles({
    list,
    notices,
    kernel,
    kernelFiles: createKernelFiles(kernel, options.data, effects.fetchBytes),
    session,
    data: options.data,
    store: store.files,
    storeKey: options.storeKey,
    effects,
    opened: opened.files,
    setSource: (id, text) => edits.setSource(id, text),
    deleteCell: (id) => edits.deleteCell(id),
    runCell: (id) => runs.run(id),
    onUse: options.onRun,
    touch,
  });
  const runner = createRunner({
    kernel,
    session,
    syncFiles: files.sync,
    cells: () => list.cells.peek(),
    timeLimit: () => settings.timeLimit.peek(),
    typed: () => (typed.peek() === "" ? [] : typed.peek().replace(/\n$/u, "").split("\n")),
    effects,
    appOrigin: options.appOrigin,
    onRun() {
      files.noteRun();
      options.onRun();
    },
    onChange: touch,
    onNotice: (text) => notices.add({ level: "info", text }),
    onFirstPass: effects.persistStorage,
  });
  const aside = [files.output];
  const runs = createRuns({ kernel, list, aside, notices, session, runner, render });
  const release = (id: CellId) => runs.release(id);
  const edits = createCellEdits({
    list,
    notices,
    effects,
    snapshot,
    adopt,
    touch,
    render,
    release,
    dropFiles: files.drop,
    empty: () => options.beginning ?? (lesson === null ? emptyScratch(title.peek()) : EMPTY_RECORD),
  });
  const choices = createVersionChoices({ list, notices, effects, snapshot, adopt, touch, release });

  keptTexts.follow(opened);
  void renderTexts();
  if (options.problems.length > 0) {
    notices.add({ level: "warning", topic: "problems", text: problemsNotice(options.problems) });
  }
  if (options.missing !== undefined) {
    notices.add({ level: "warning", topic: "missing", text: options.missing });
  }
  const stopFollowing = effect(() => {
    void [selected.value, scroll.value];
    saver.touchLater();
  });

  function clear(cell: LiveCell): void {
    if (cell.state.peek().kind === "running") return;
    cell.outputs.value = [];
    cell.lastRun.value = null;
    cell.stamp.value = null;
    cell.ranAt.value = null;
    if (cell.exercise !== null) cell.exercise.report.value = null;
  }

  async function flushAll(): Promise<void> {
    await Promise.all([saver.flush(), files.flush()]);
  }

  return {
    key: options.key,
    lesson,
    agreed: agreed ?? null,
    title,
    items: list.items,
    cells: list.cells,
    selected,
    kernel: session.state,
    files,
    notices: notices.list,
    timeLimit: settings.timeLimit,
    typed,
    scroll,
    saved: computed(() => saver.saved.value && files.stored.value),
    cell: (id) => list.find(id),
    ...edits,
    ...choices,
    run: runs.run,
    runAll: runs.runAll,
    runAbove: runs.runAbove,
    check: runs.check,
    interrupt: runs.interrupt,
    restart: runs.restart,
    restartAndRunAll: runs.restartAndRunAll,
    answer: runs.answer,
    clearOutputs(id) {
      const cells = list.cells.peek();
      batch(() => cells.filter((cell) => id === null || cell.id === id).forEach(clear));
      touch();
    },
    showHint(id) {
      const exercise = list.find(id)?.exercise ?? null;
      if (exercise === null) return;
      const { hintsShown, hints } = exercise;
      hintsShown.value = Math.min(hintsShown.peek() + 1, hints.length);
      touch();
    },
    showSolution(id) {
      const exercise = list.find(id)?.exercise;
      if (exercise?.solutionAllowed.peek() !== true) return;
      exercise.solutionShown.value = true;
      touch();
    },
    dismissNotice: (id) => notices.dismiss(id),
    grid: (query) => session.ready().then(() => kernel.grid(query)),
    gridCsv: (query) => session.ready().then(() => kernel.gridCsv(query)),
    packFiles: () => kernel.packFiles().catch(() => []),
    flush: flushAll,
    async close() {
      stopFollowing();
      // A loop without end would go on behind the next page.
      void runs.interrupt();
      await saver.flush();
      await files.close();
      saver.close();
      runner.close();
      session.close();
    },
  };
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
