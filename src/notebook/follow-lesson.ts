import { hashSource } from "../shared/hash.ts";
import type { Lesson, LessonBlock } from "../shared/lesson.ts";
import { same } from "../storage/same.ts";
import type { CellRecord, GoneCell, NotebookRecord, StarterNote } from "../storage/schema.ts";
import { type FormerCell, matchCells, type PresentCell } from "./match-cells.ts";

/** A lesson's cells as far as progress needs to know them. */
export interface LessonCells {
  /** As a record keeps them, to find the cells again in another version of the lesson. */
  readonly notes: readonly StarterNote[];
  /** The record with everything at the cells that it belongs to in this version of the lesson. */
  follow(record: NotebookRecord): NotebookRecord;
}

/** What a lesson's cells are like; a scratch notebook has no lesson, and nothing to follow. */
export function lessonCells(lesson: Lesson | null): LessonCells {
  const present = (lesson?.blocks ?? []).flatMap(presentCell);
  const ids = new Set(present.map(({ id }) => id));
  const notes = present.map(({ id, hash, file, http }): StarterNote => ({
    id,
    hash,
    ...(file !== undefined && { file }),
    ...(http === true && { http }),
  }));
  return {
    notes,
    follow(record) {
      if (lesson === null || same(record.starters, notes)) return record;
      const found = moved(record, ids, matchCells(formerCells(record), present));
      // Without notes a record is an earlier build's, which is to be told from one that has none.
      return record.starters === undefined ? found : { ...found, starters: notes };
    },
  };
}

function presentCell(block: LessonBlock): readonly PresentCell[] {
  if (!("id" in block)) return [];
  const { id, kind, source } = block;
  const named = kind === "exercise" || kind === "file";
  const cell = { id, hash: hashSource(source), text: source, named };
  if (kind === "http") return [{ ...cell, http: true }];
  return [kind === "file" ? { ...cell, file: block.file } : cell];
}

/** The cells that a record tells of: those of the version it was written in, and what was gone then. */
function formerCells({ cells, own, starters = [] }: NotebookRecord): readonly FormerCell[] {
  const noted = new Set(starters.map(({ id }) => id));
  const ownIds = new Set(own.map(({ id }) => id));
  const gone = Object.entries(cells).flatMap(([id, cell]): readonly StarterNote[] =>
    noted.has(id) || ownIds.has(id) ? [] : [{ id, hash: originOf(cell)?.base ?? "" }],
  );
  // An edit that waits for a choice was made from a version before that; it is like it all the same.
  const former = (note: StarterNote, isGone: boolean): FormerCell => ({
    ...note,
    text: originOf(cells[note.id] ?? {})?.from ?? null,
    isGone,
  });
  return [
    ...starters.map((note) => former(note, false)),
    ...gone.map((note) => former(note, true)),
  ];
}

/** The edit that tells which text of the lesson's a cell had. */
function originOf({ edit, rival, kept }: CellRecord): CellRecord["edit"] {
  return edit ?? rival ?? kept?.at(-1);
}

/** The record with its cells under other ids: nothing stays at an id that names another cell now. */
function moved(
  record: NotebookRecord,
  present: ReadonlySet<string>,
  ids: ReadonlyMap<string, string>,
): NotebookRecord {
  const cells = new Map<string, CellRecord>();
  const kinds = new Map((record.starters ?? []).map((note) => [note.id, kindOf(note)]));
  for (const [id, cell] of Object.entries(record.cells)) {
    const found = ids.get(id);
    const gone = () => withKind(cell, kinds.get(id));
    if (found !== undefined) cells.set(found, cell);
    else if (!present.has(id)) cells.set(id, gone());
    else if (holdsText(cell)) cells.set(freeId(id, record), gone());
  }
  const at = (key: string | null) => (key === null ? null : (ids.get(key) ?? key));
  return {
    ...record,
    cells: Object.fromEntries(cells),
    own: record.own.map((cell) => ({
      ...cell,
      after: at(cell.after),
      afterCell: at(cell.afterCell),
    })),
    position: { ...record.position, cell: at(record.position.cell) },
  };
}

/** What a cell was; undefined for one of Python. */
function kindOf({ file, http }: StarterNote): GoneCell | undefined {
  if (file !== undefined) return { kind: "file", file };
  return http === true ? { kind: "http" } : undefined;
}

/** The texts of a cell that is gone, with what it was, so that it can be shown as that again. */
function withKind(cell: CellRecord, was: GoneCell | undefined): CellRecord {
  if (was === undefined) return cell;
  const { edit, rival, kept } = cell;
  return {
    ...cell,
    ...(edit && { edit: { ...edit, was } }),
    ...(rival && { rival: { ...rival, was } }),
    ...(kept && { kept: kept.map((text) => ({ ...text, was })) }),
  };
}

/** True where a cell's record has a text of the learner's. */
function holdsText({ edit, rival, kept }: CellRecord): boolean {
  return edit !== undefined || rival !== undefined || kept !== undefined;
}

/** An id for a text whose cell is gone; "~" is in no id of a lesson. */
function freeId(id: string, { cells }: NotebookRecord): string {
  let number = 1;
  while (`${id}~${number}` in cells) number++;
  return `${id}~${number}`;
}
