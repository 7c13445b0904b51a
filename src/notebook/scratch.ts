import { scratchId, scratchKey } from "../storage/keys.ts";
import type { ProgressStore } from "../storage/progress-store.ts";
import { type CellRecord, EMPTY_RECORD, type NotebookRecord } from "../storage/schema.ts";
import { byPath } from "../storage/merge-files.ts";
import type { ReadNotebook } from "./read-notebook.ts";
import type { ScratchSummary } from "./workspace.ts";

/** So many scratch notebooks are kept, the current one among them. */
const SCRATCHES_KEPT = 20;

/** The record of a scratch notebook with what was read from a text. */
export function scratchRecord(read: ReadNotebook, now: string): NotebookRecord {
  const cells = read.cells.map(({ id, source, outputs }): [string, CellRecord] => [
    id,
    {
      edit: { source, base: "", at: now },
      ...(outputs !== undefined && { outputs }),
    },
  ]);
  const files = new Map(read.files?.map(({ path, text }) => [path, { path, text, at: now }]));
  return {
    ...EMPTY_RECORD,
    updated: now,
    title: read.title,
    packages: read.packages,
    cells: Object.fromEntries(cells),
    own: read.cells.map(({ source: _inItsEdit, outputs: _besideIt, ...cell }) => ({
      ...cell,
      after: null,
      afterCell: null,
    })),
    files: byPath(files),
    ...(read.foreign !== undefined && { foreign: read.foreign }),
  };
}

/** The scratch notebooks of a store, newest first; `current` is the id of the one that opens. */
export function scratchSummaries(
  records: ReadonlyMap<string, NotebookRecord>,
  current: string | null,
): readonly ScratchSummary[] {
  const summaries = [...records].flatMap(([key, record]): readonly ScratchSummary[] => {
    const id = scratchId(key);
    if (id === null) return [];
    const { updated } = record;
    const cells = record.own.length;
    return [{ id, title: titleOf(record), cells, updated, current: id === current }];
  });
  return summaries.sort((a, b) => (a.updated < b.updated ? 1 : -1));
}

/** Forgets empty scratch notebooks and the oldest beyond the bound, never the current one. */
export async function pruneScratches(store: ProgressStore, current: string): Promise<void> {
  const records = await store.list();
  const others = scratchSummaries(records, current).filter((scratch) => !scratch.current);
  const full = others.filter(({ id }) => !isBlank(records.get(scratchKey(id))));
  const kept = new Set(full.slice(0, SCRATCHES_KEPT - 1));
  for (const scratch of others) {
    if (!kept.has(scratch)) await store.remove(scratchKey(scratch.id));
  }
}

function isBlank(record: NotebookRecord | undefined): boolean {
  const cells = Object.values(record?.cells ?? {});
  const noFiles = record === undefined || record.files.length === 0;
  return noFiles && cells.every(({ edit }) => edit === undefined || edit.source.trim() === "");
}

function titleOf(record: NotebookRecord): string {
  if (record.title !== null && record.title !== "Scratch notebook") return record.title;
  const sources = record.own.map(({ id }) => record.cells[id]?.edit?.source ?? "");
  const line = sources
    .join("\n")
    .split("\n")
    .find((text) => text.trim() !== "");
  return line?.trim().slice(0, 80) ?? record.files[0]?.path ?? "Empty notebook";
}
