import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import type { KernelClient } from "../runtime/kernel-client.ts";
import type { FileChange, RunStatus } from "../shared/kernel.ts";
import type { LessonData } from "../shared/lesson.ts";
import type { FileStore, KeptFile } from "../storage/file-store.ts";
import type { StoredFile } from "../storage/schema.ts";
import { createAppReload } from "./app-reload.ts";
import type { CellList } from "./cell-list.ts";
import type { NotebookEffects } from "./effects.ts";
import { createFileEdits, type FileEdits } from "./file-edits.ts";
import { isToolFile, textOf } from "./file-text.ts";
import { createKeptFiles } from "./kept-files.ts";
import type { KernelFiles } from "./kernel-files.ts";
import type { KernelSession } from "./kernel-session.ts";
import type { LiveCell } from "./live-cell.ts";
import type { NotebookFile, NotebookFiles } from "./file-model.ts";
import type { CellId } from "./model.ts";
import type { Notices } from "./notices.ts";
import { createOwnFiles } from "./own-files.ts";

export interface NotebookFilesOptions {
  readonly list: CellList;
  readonly notices: Notices;
  readonly kernel: KernelClient;
  readonly kernelFiles: KernelFiles;
  readonly session: KernelSession;
  readonly data: readonly LessonData[];
  readonly store: FileStore;
  /** Key of the notebook's record. */
  readonly storeKey: string;
  readonly effects: NotebookEffects;
  /** The files of the record that the notebook was opened with. */
  readonly opened: readonly StoredFile[];
  readonly setSource: (id: CellId, text: string) => void;
  readonly deleteCell: (id: CellId) => void;
  readonly runCell: (id: CellId) => Promise<RunStatus>;
  /** The kernel's folder is about to get files of this notebook. */
  readonly onUse: () => void;
  /** Something that is to be stored changed. */
  readonly touch: () => void;
}

/** The files of a notebook, with what its other parts need of them. */
export interface LiveFiles extends NotebookFiles {
  readonly output: LiveCell;
  /** Brings the kernel's folder up to date: before each run. Rejects with a sentence. */
  sync(): Promise<void>;
  /** Code is about to run. */
  noteRun(): void;
  /** The own files as stored. */
  records(): readonly StoredFile[];
  apply(records: readonly StoredFile[]): void;
  /** Forgets the files that no record holds; the result puts them back. */
  drop(): () => void;
  /** False from a change of what no record holds until it is stored. */
  readonly stored: ReadonlySignal<boolean>;
  /** Stores, and brings to the kernel, what waits for it. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Id of the cell that runs files; no cell of a notebook has it. */
const FILE_RUN = "run-file";

/** Begins at once to restore what an earlier visit's programs wrote. */
export function createNotebookFiles(options: NotebookFilesOptions): LiveFiles {
  const { list, notices, kernel, kernelFiles, session, data, effects } = options;
  const own = createOwnFiles(() => effects.date().toISOString());
  const kept = createKeptFiles({
    store: options.store,
    key: options.storeKey,
    effects,
    onRefused: tellRefused,
  });
  own.apply(options.opened);
  const output = list.make({ id: FILE_RUN, kind: "python", after: null, afterCell: null });
  const ran = signal<string | null>(null);
  const cells = computed(() => {
    const files = list.cells.value.filter(({ kind }) => kind === "file");
    return new Map(files.map((cell) => [cell.file ?? "", cell]));
  });
  const dataPaths = new Set(data.map(({ path }) => path));
  const texts = new Map<string, ReadonlySignal<string>>();

  /** One signal a path, whatever holds the text: an editor goes on where a file changes its kind. */
  function textAt(path: string): ReadonlySignal<string> {
    let text = texts.get(path);
    if (text === undefined) {
      text = computed(() => {
        const cell = cells.value.get(path);
        if (cell !== undefined) return cell.source.value;
        const mine = own.list.value.find((file) => file.path === path);
        if (mine !== undefined) return mine.source.value;
        const file = kept.list.value.get(path);
        return file === undefined ? "" : (textOf(file.bytes) ?? "");
      });
      texts.set(path, text);
    }
    return text;
  }

  const files = computed(() => {
    const found = new Map<string, NotebookFile>();
    for (const [path, { bytes, own: isOwn }] of kept.list.value) {
      const text = textOf(bytes) === null ? null : textAt(path);
      found.set(path, { path, kind: isOwn ? "own" : "program", text, bytes: bytes.length });
    }
    for (const { path } of data) found.set(path, { path, kind: "data", text: null, bytes: null });
    for (const { path } of own.list.value) found.set(path, textFile(path, "own"));
    for (const [path, cell] of cells.value) {
      found.set(path, textFile(path, cell.own ? "own" : "lesson"));
    }
    return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  });

  function textFile(path: string, kind: "own" | "lesson"): NotebookFile {
    return { path, kind, text: textAt(path), bytes: null };
  }

  function tellRefused(paths: readonly string[]): void {
    if (paths.length === 0) return notices.remove("files-kept");
    const names = paths.slice(0, 3).join(", ") + (paths.length > 3 ? " …" : "");
    notices.add({
      level: "warning",
      topic: "files-kept",
      text: `Files of 25 MB in all are kept for the next visit. ${names} ${paths.length === 1 ? "is" : "are"} too large: download what you need before you close this page.`,
    });
  }

  async function restore(): Promise<void> {
    const isFree = (path: string) =>
      !cells.peek().has(path) && own.find(path) === undefined && !dataPaths.has(path);
    await putBack(await kept.restore(isFree));
  }

  async function putBack(back: readonly KeptFile[]): Promise<void> {
    if (back.length === 0) return;
    options.onUse();
    await kernel.restoreFiles(back.map(({ path, bytes }) => ({ path, bytes })));
  }

  const restored = restore().catch(() => {
    // The kernel died or did not start: the page's copy fills the next one.
  });

  async function sync(): Promise<void> {
    await restored;
    const cellTexts = [...cells.peek()].map(([path, cell]) => ({
      path,
      text: cell.source.peek(),
    }));
    const ownTexts = own.list.peek().map(({ path, source }) => ({ path, text: source.peek() }));
    if (cellTexts.length + ownTexts.length + data.length > 0) options.onUse();
    await kernelFiles.sync(session.life, [...cellTexts, ...ownTexts]);
  }

  const reload = createAppReload({ kernel, session, sync, effects });

  /** Takes a path out of the kernel's folder. */
  function dropFromKernel(path: string): void {
    kernelFiles.forget(path);
    // A kernel that dies meanwhile is filled from the page's copy, which lacks the file by then.
    kernel.removeFiles([path]).catch(() => {});
    reload.touch();
  }

  const edits: FileEdits = createFileEdits({
    own,
    kept,
    notices,
    cellAt: (path) => cells.peek().get(path),
    swapCell(cell, path, language) {
      const { id, kind } = cell;
      if (kind !== "file") return;
      const place = { after: null, afterCell: null };
      const moved = list.make({ id, kind, ...place, file: path, language });
      moved.source.value = cell.source.peek();
      moved.editedAt.value = effects.date().toISOString();
      list.swap(id, moved);
    },
    all: () => files.peek(),
    setSource: options.setSource,
    deleteCell: options.deleteCell,
    dropFromKernel,
    putBack: (file) => void putBack([file]).catch(() => {}),
    touch: options.touch,
  });

  /** What the learner's program did to the folder. */
  function take(changes: readonly FileChange[]): void {
    batch(() => {
      for (const { path, bytes } of changes) {
        if (dataPaths.has(path) || isToolFile(path)) continue;
        kernelFiles.forget(path);
        if (bytes === null) edits.programRemoved(path);
        else edits.programWrote(path, bytes);
      }
    });
  }

  const unlisten = kernel.listen((event) => {
    if (event.type === "files") take(event.changed);
  });
  let first = true;
  const unfollow = effect(() => {
    for (const cell of cells.value.values()) void cell.source.value;
    for (const file of own.list.value) void file.source.value;
    if (!first) reload.touch();
    first = false;
  });

  return {
    list: files,
    reload: reload.state,
    ran,
    stored: kept.stored,
    output,
    write: edits.write,
    upload: edits.upload,
    remove: edits.remove,
    rename: edits.rename,
    async read(path) {
      const file = files.peek().find((other) => other.path === path);
      if (file === undefined) throw new Error(`There is no file ${path} any more.`);
      if (file.kind === "data") return kernelFiles.data(path);
      const bytes = kept.list.peek().get(path)?.bytes;
      return bytes ?? new TextEncoder().encode(textAt(path).peek());
    },
    run(path) {
      ran.value = path;
      output.source.value = `%run ${/^[\w./-]+$/.test(path) ? path : JSON.stringify(path)}`;
      return options.runCell(FILE_RUN);
    },
    sync,
    noteRun: () => reload.ran(),
    records: () => own.records(),
    apply(records) {
      for (const path of own.apply(records)) dropFromKernel(path);
    },
    drop() {
      const dropped = [...kept.list.peek().values()];
      for (const { path } of dropped) {
        kept.take(path);
        dropFromKernel(path);
      }
      return () => {
        for (const file of dropped) kept.put(file);
        void putBack(dropped).catch(() => {});
      };
    },
    async flush() {
      void reload.now();
      await kept.flush();
    },
    async close() {
      unfollow();
      unlisten();
      reload.close();
      await kept.flush();
      kept.close();
    },
  };
}
