import type { ReadonlySignal } from "@preact/signals-core";
import { type LinkOptions, NO_OPTIONS } from "../lesson/link/shared-lesson.ts";
import type { ProjectParts, ProjectSource } from "../lesson/project-files.ts";
import type { LessonModule } from "../shared/lesson.ts";
import { scratchKey } from "../storage/keys.ts";
import type { ProgressStore } from "../storage/progress-store.ts";
import { EMPTY_RECORD, type NotebookRecord } from "../storage/schema.ts";
import type { NotebookEffects } from "./effects.ts";
import { exportNotebook } from "./export-notebook.ts";
import type { ForeignLesson } from "./foreign-lesson.ts";
import type { Notebook } from "./model.ts";
import type { ExportedFile, ExportFormat } from "./workspace.ts";

/** What the workspace's export needs. */
export interface NotebookExportOptions {
  readonly store: ProgressStore;
  readonly notebook: ReadonlySignal<Notebook | null>;
  /** What a link brought, where the open notebook is that. */
  readonly foreign: ReadonlySignal<ForeignLesson | null>;
  readonly effects: Pick<NotebookEffects, "fetchBytes">;
  readonly flush: () => Promise<void>;
  readonly loadLesson: (path: string) => Promise<LessonModule>;
  /** A lesson's Markdown. */
  readonly loadLessonText: (path: string) => Promise<string>;
  readonly loadProjectParts: () => Promise<ProjectParts>;
}

const LESSON = "lesson:";

/** The open notebook as a file; what `Workspace.exportNotebook` does. */
export async function exportOpenNotebook(
  options: NotebookExportOptions,
  format: ExportFormat,
): Promise<ExportedFile> {
  const { key, record, lesson, catalogued, title, packages } = await readOpenNotebook(options);
  return exportNotebook(
    {
      record,
      title,
      packages,
      lesson,
      data: () => dataOf(options, catalogued, key),
      parts: options.loadProjectParts,
    },
    format,
  );
}

/** The open notebook as it is stored, with the text that it began as. */
export interface StoredNotebook {
  readonly key: string;
  readonly record: NotebookRecord;
  readonly title: string;
  readonly packages: readonly string[];
  /** Null for a notebook that is no lesson. */
  readonly lesson: { readonly path: string; readonly text: string } | null;
  /** Path of the catalogue lesson that it began as, where this site has it. */
  readonly catalogued: string | null;
  /** The same, also where only another site has it. */
  readonly origin: string | null;
  /** What the link said that brought it. */
  readonly options: LinkOptions;
}

/** Stores what is open, and reads it. Rejects with a sentence where nothing is open. */
export async function readOpenNotebook(
  options: Pick<
    NotebookExportOptions,
    "store" | "notebook" | "foreign" | "flush" | "loadLessonText"
  >,
): Promise<StoredNotebook> {
  const { store, notebook, foreign, flush } = options;
  const open = notebook.peek();
  if (open === null) throw new Error("No notebook is open. Open one first.");
  await flush();
  const path = open.key.startsWith(LESSON) ? open.key.slice(LESSON.length) : null;
  const brought = foreign.peek()?.shared ?? null;
  const scratch = open.key === "scratch" ? await store.readCurrentScratch() : null;
  const key = open.key === "scratch" ? scratchKey(scratch ?? "") : open.key;
  const [record, text] = await Promise.all([
    store.read(key),
    path === null ? null : options.loadLessonText(path),
  ]);
  const title = open.title.peek();
  const lesson =
    path !== null && text !== null
      ? { path, text }
      : brought?.form === "lesson"
        ? { path: title, text: brought.text }
        : null;
  const from = brought?.from ?? null;
  const origin = path ?? from?.path ?? null;
  return {
    key,
    record: record ?? EMPTY_RECORD,
    title,
    packages: open.lesson?.packages ?? record?.packages ?? [],
    lesson,
    catalogued: from?.kind === "whole" && !from.here ? null : origin,
    origin,
    options: brought?.options ?? NO_OPTIONS,
  };
}

async function dataOf(
  { store, effects, loadLesson }: NotebookExportOptions,
  path: string | null,
  key: string,
): Promise<ProjectSource["data"]> {
  const data = path === null ? [] : (await loadLesson(path)).data;
  const mounted = data.map(async ({ path: name, url }) => ({
    path: name,
    bytes: await effects.fetchBytes(url),
  }));
  // What programs wrote is made again by running them.
  const kept = (await store.files.read(key)).filter(({ own }) => own);
  return [...(await Promise.all(mounted)), ...kept];
}
