import { joinRecords } from "./merge-records.ts";
import { type ReadProgressFile, readProgressFile } from "./progress-file.ts";
import { scratchId } from "./keys.ts";
import type { ProgressStore } from "./progress-store.ts";
import type { NotebookRecord } from "./schema.ts";

/** `merge` keeps what is here and adds; `replace` forgets what is here first. */
export type ImportMode = "merge" | "replace";

/** What an import brought. */
export interface ImportReport {
  readonly lessons: number;
  readonly scratches: number;
  /** Exercises that count as passed now and did not before. */
  readonly newlyPassed: number;
  /** Entries of the file that made no sense. */
  readonly refused: number;
  /** All that in a sentence for the learner. */
  readonly message: string;
}

/**
 * Brings a progress file's content into the store. Throws `ProgressFileError`, with nothing
 * changed, where the text is no progress file.
 */
export async function importProgress(
  store: ProgressStore,
  text: string,
  mode: ImportMode,
): Promise<ImportReport> {
  const file = readProgressFile(text);
  const before = await store.list();
  if (mode === "replace") await store.clear();
  const after = new Map<string, NotebookRecord>();
  for (const [key, record] of file.notebooks) {
    const here = before.get(key);
    // Whoever made the file is not the reader: for them, nobody agrees to open a link.
    const { agreed: _theirs, ...read } = record;
    const kept = mode === "merge" && here !== undefined ? joinRecords(here, read) : read;
    // Above any revision a tab may know, so that open tabs see that the record changed.
    const revision = Math.max(here?.revision ?? 0, record.revision) + 1;
    after.set(key, { ...kept, revision });
  }
  await store.put(after);
  if (mode === "replace" && file.settings !== null) await store.writeSettings(file.settings);
  const here = mode === "merge" ? await store.readCurrentScratch() : null;
  if (here === null && file.currentScratch !== null) {
    await store.writeCurrentScratch(file.currentScratch);
  }
  return reportOf(file, before, after);
}

function reportOf(
  file: ReadProgressFile,
  before: ReadonlyMap<string, NotebookRecord>,
  after: ReadonlyMap<string, NotebookRecord>,
): ImportReport {
  const keys = [...file.notebooks.keys()];
  const scratches = keys.filter((key) => scratchId(key) !== null).length;
  const lessons = keys.length - scratches;
  let newlyPassed = 0;
  for (const [key, record] of after) {
    for (const [id, cell] of Object.entries(record.cells)) {
      if (cell.passedAt === undefined) continue;
      if (before.get(key)?.cells[id]?.passedAt === undefined) newlyPassed++;
    }
  }
  const refused = file.refused.length;
  const parts = [
    `Imported ${count(lessons, "lesson")} and ${count(scratches, "scratch notebook")}`,
    newlyPassed > 0 ? `, with ${count(newlyPassed, "exercise")} newly passed` : "",
    ". ",
    refused > 0 ? `${count(refused, "entry", "entries")} made no sense and stayed out.` : "",
  ];
  return { lessons, scratches, newlyPassed, refused, message: parts.join("").trim() };
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
