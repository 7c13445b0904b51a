import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { KernelClient } from "../runtime/kernel-client.ts";
import type { BaseText } from "../lesson/link/shared-lesson.ts";
import { messageOf } from "../runtime/errors.ts";
import type { ProjectParts } from "../lesson/project-files.ts";
import type { Catalogue, LessonModule } from "../shared/lesson.ts";
import { lessonKey } from "../storage/keys.ts";
import type { ProgressStore } from "../storage/progress-store.ts";
import { EMPTY_RECORD } from "../storage/schema.ts";
import type { StorageTrouble } from "../storage/storage-trouble.ts";
import type { TouchedKeys } from "../storage/touched-keys.ts";
import { type NotebookEffects, PAGE_EFFECTS } from "./effects.ts";
import { createLinkOpening } from "./link-opening.ts";
import type { Notebook } from "./model.ts";
import type { NotebookSource } from "./open-notebook.ts";
import { createProgress } from "./progress.ts";
import { createProgressTransfer } from "./progress-transfer.ts";
import { readNotebookContent, type ReadText, readText } from "./read-content.ts";
import { createScratchOpening, SCRATCH } from "./scratch-opening.ts";
import { createSettings } from "./settings.ts";
import type { NotebookContent, Opening, Workspace } from "./workspace.ts";

export interface WorkspaceOptions {
  readonly catalogue: Catalogue;
  readonly loadLesson: (path: string) => Promise<LessonModule>;
  /** A lesson's Markdown, for exports; by default no lesson can be exported. */
  readonly loadLessonText?: (path: string) => Promise<string>;
  /** What a project for CPython is made with; by default none can be made. */
  readonly loadProjectParts?: () => Promise<ProjectParts>;
  readonly kernel: KernelClient;
  readonly store: ProgressStore;
  /** Whose text is not to be shown before its record is read; by default nobody's. */
  readonly touched?: TouchedKeys;
  readonly storageTrouble: ReadonlySignal<StorageTrouble | null>;
  readonly readNotebook?: ReadText;
  readonly effects?: NotebookEffects;
}

/** A later call opened another notebook before this one was there. */
export class OvertakenError extends Error {
  override readonly name = "OvertakenError";
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

function notHere(): Promise<never> {
  return Promise.reject(new Error("This page cannot export that."));
}

/** The workspace of a page; there is one. Returns at once, stored things come in by signals. */
export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { catalogue, kernel, store } = options;
  const effects = options.effects ?? PAGE_EFFECTS;
  const read = options.readNotebook ?? readText;
  const readContent = (content: NotebookContent) => readNotebookContent(content, read);
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
  let reopen: () => Promise<unknown> = () => openScratch();
  const baseText: BaseText = async (path) =>
    titles.has(path) ? ((await options.loadLessonText?.(path)) ?? null) : null;

  /** Opens a notebook; one that is open, or about to be, is not opened twice. */
  function open(key: string, title: string | null, load: () => Promise<NotebookSource>) {
    const current = notebook.peek();
    if (current?.key === key) return Promise.resolve(current);
    if (pending?.key === key) return pending.opened;
    return replace(key, title, load);
  }

  /** Closes what is open and puts the new notebook in its place, unless a later call does. */
  function replace(key: string, title: string | null, load: () => Promise<NotebookSource>) {
    const opened = replaceNow(++turn, key, title, load);
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
    key: string,
    title: string | null,
    load: () => Promise<NotebookSource>,
  ): Promise<Notebook> {
    const stillMine = () => {
      if (mine !== turn) throw new OvertakenError("Another notebook was opened meanwhile.");
    };
    const former = notebook.peek();
    opening.value = { kind: "opening", title, lesson: null };
    // A notebook without a lesson has no text that should be seen before.
    const code = key === SCRATCH ? loadNotebookCode() : null;
    code?.catch(() => {});
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
        // The text is there to be read before the notebook's code has the browser's attention.
        await effects.painted();
      }
      const { openNotebook } = await (code ?? loadNotebookCode());
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

  /** Overtakes none; the result tells whether none came after. */
  function isStill(): () => boolean {
    const mine = turn;
    return () => mine === turn;
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

  const { foreign, openLink, agree } = createLinkOpening({
    opening,
    notebook,
    store,
    effects,
    baseText,
    loadLesson: options.loadLesson,
    overtake() {
      pending = null;
      const mine = ++turn;
      return () => mine === turn;
    },
    isStill,
    replace,
    onOpen(link) {
      reopen = () => openLink(link);
    },
  });

  const { openScratch, openScratchOf, openImported, recentScratches } = createScratchOpening({
    store,
    effects,
    flush,
    open,
    replace,
    onOpen() {
      reopen = openScratch;
    },
  });

  /** Shows what another host sent; it takes the place of what is there once it could be read. */
  async function showFetched(content: NotebookContent, host: string): Promise<void> {
    const isMine = isStill();
    const { readFetched } = await import("./read-fetched.ts");
    const fetched = await readFetched(content, host, readContent);
    if (!isMine()) throw new OvertakenError("Another notebook was opened meanwhile.");
    const closed = closeNotebook();
    const isStillMine = isStill();
    await closed;
    if (!isStillMine()) throw new OvertakenError("Another notebook was opened meanwhile.");
    reopen = openScratch;
    opening.value = fetched;
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
    const wasOpen = ["open", "foreign", "fetched"].includes(opening.peek().kind);
    await closeNotebook();
    try {
      return await change();
    } finally {
      await settings.reload();
      if (wasOpen) await reopen();
    }
  }

  /** The open notebook as it is stored, with the code that makes links. */
  async function openStored() {
    const [code, { readOpenNotebook }] = await Promise.all([
      import("./share-notebook.ts"),
      import("./notebook-export.ts"),
    ]);
    const { loadLessonText = notHere } = options;
    const parts = { store, notebook, foreign, flush, loadLessonText };
    return [code, await readOpenNotebook(parts)] as const;
  }

  return {
    opening,
    notebook,
    foreign,
    settings,
    app: kernel,
    appOrigin,
    progress: progress.lessons,
    latestLesson: progress.latest,
    storageTrouble: options.storageTrouble,
    openLesson,
    openLink,
    async agree() {
      const fetched = opening.peek();
      return fetched.kind === "fetched" ? openImported(fetched.notebook) : agree();
    },
    showFetched,
    openScratch,
    newScratch: () => openScratchOf(effects.newId()),
    importNotebook: async (text, format) => openImported(await read(text, format)),
    importFile: async (content) => openImported(await readContent(content)),
    recentScratches,
    openRecentScratch: (id) => openScratchOf(id),
    closeNotebook,
    flush,
    async lessonRecord() {
      const open = notebook.peek();
      if (open === null || open.lesson === null) return null;
      await open.flush();
      return (await store.read(open.key)) ?? EMPTY_RECORD;
    },
    async exportNotebook(format) {
      const { exportOpenNotebook } = await import("./notebook-export.ts");
      const { loadLesson, loadLessonText = notHere, loadProjectParts = notHere } = options;
      const parts = { store, notebook, foreign, effects, flush };
      return exportOpenNotebook({ ...parts, loadLesson, loadLessonText, loadProjectParts }, format);
    },
    async shareable() {
      const [{ readShareable }, stored] = await openStored();
      return readShareable(stored, baseText);
    },
    async share(wish) {
      const [{ shareNotebook }, stored] = await openStored();
      return shareNotebook(stored, wish, baseText);
    },
    ...createProgressTransfer({ store, notebook, effects, flush, behindNotebook }),
  };
}
