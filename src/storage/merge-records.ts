import {
  type CellRecord,
  EMPTY_RECORD,
  type NotebookRecord,
  type OwnCellRecord,
} from "./schema.ts";
import { type CellSides, joinKept, mergeEdits, sharedStarters } from "./merge-edits.ts";
import { joinFiles, mergeFiles } from "./merge-files.ts";
import { joinQuizzes, mergeQuizzes } from "./merge-quizzes.ts";
import { same } from "./same.ts";

/**
 * Joins two records that grew from one `base`: what only one side changed is taken from that side,
 * cell by cell. Where both changed a cell's text, mine stays and theirs is kept beside it as the
 * cell's `rival`. Pure; the revision is one more than theirs.
 */
export function mergeRecords(
  base: NotebookRecord,
  mine: NotebookRecord,
  theirs: NotebookRecord,
): NotebookRecord {
  const cells: [string, CellRecord][] = [];
  const isOld = theirs.starters === undefined;
  for (const id of new Set([...Object.keys(theirs.cells), ...Object.keys(mine.cells)])) {
    const [before, here, there] = [base.cells[id], mine.cells[id], theirs.cells[id]];
    const sides = { base: before ?? {}, mine: here ?? {}, theirs: there ?? {} };
    const cell = mergeCell(sides, isOld);
    if (Object.keys(cell).length > 0) cells.push([id, cell]);
  }
  const { starters: _mine, quizzes: _answered, ...rest } = mine;
  return {
    ...rest,
    ...startersOf(mine, theirs),
    ...mergeQuizzes(base, mine, theirs),
    revision: theirs.revision + 1,
    updated: later(mine.updated, theirs.updated),
    visited: laterOrNull(mine.visited, theirs.visited),
    title: pick(base.title, mine.title, theirs.title),
    packages: pick(base.packages, mine.packages, theirs.packages),
    cells: Object.fromEntries(cells),
    own: mergeOwn(base.own, mine.own, theirs.own),
    files: mergeFiles(base.files, mine.files, theirs.files),
  };
}

/**
 * Joins an imported record with the one here, which have no common base: passed exercises and tries
 * of both count, of two texts of a cell the later one is taken.
 */
export function joinRecords(here: NotebookRecord, file: NotebookRecord): NotebookRecord {
  const cells: [string, CellRecord][] = [];
  for (const id of new Set([...Object.keys(here.cells), ...Object.keys(file.cells)])) {
    cells.push([id, joinCells(here.cells[id] ?? {}, file.cells[id] ?? {})]);
  }
  const { starters: _here, quizzes: _answered, ...rest } = here;
  return {
    ...rest,
    ...startersOf(here, file),
    ...joinQuizzes(here, file),
    revision: here.revision + 1,
    updated: later(here.updated, file.updated),
    visited: laterOrNull(here.visited, file.visited),
    ...(here.foreign === undefined && file.foreign !== undefined && { foreign: file.foreign }),
    title: here.title ?? file.title,
    packages: here.packages.length > 0 ? here.packages : file.packages,
    cells: Object.fromEntries(cells),
    own: mergeOwn([], here.own, file.own),
    files: joinFiles(here.files, file.files),
  };
}

function startersOf(
  mine: NotebookRecord,
  theirs: NotebookRecord,
): Pick<NotebookRecord, "starters"> {
  const starters = sharedStarters(mine, theirs);
  return starters === undefined ? {} : { starters };
}

function mergeCell(sides: CellSides, isOld: boolean): CellRecord {
  const { base, mine, theirs } = sides;
  const merged: { -readonly [Key in keyof CellRecord]: CellRecord[Key] } = mergeEdits(sides, isOld);
  const { run, outputs, report } = mergeRun(base, mine, theirs);
  if (run !== undefined) merged.run = run;
  if (outputs !== undefined) merged.outputs = outputs;
  if (report !== undefined) merged.report = report;
  const passedAt = pickPassed(base, mine, theirs);
  if (passedAt !== undefined) merged.passedAt = passedAt;
  const passedCheck = pick(base.passedCheck, mine.passedCheck, theirs.passedCheck);
  if (passedCheck !== undefined && passedAt !== undefined) merged.passedCheck = passedCheck;
  const tries = pickCount(base.tries, mine.tries, theirs.tries);
  if (tries !== undefined) merged.tries = tries;
  const hintsShown = pickCount(base.hintsShown, mine.hintsShown, theirs.hintsShown);
  if (hintsShown !== undefined) merged.hintsShown = hintsShown;
  const shown = pick(base.solutionShown, mine.solutionShown, theirs.solutionShown);
  if (shown !== undefined) merged.solutionShown = shown;
  return merged;
}

/** A run, its outputs and its report belong together: they are never mixed from two tabs. */
function mergeRun(
  base: CellRecord,
  mine: CellRecord,
  theirs: CellRecord,
): Pick<CellRecord, "run" | "outputs" | "report"> {
  const parts = (cell: CellRecord) => [cell.run, cell.outputs, cell.report];
  return same(parts(base), parts(mine)) ? theirs : mine;
}

function joinCells(here: CellRecord, file: CellRecord): CellRecord {
  const edit = laterOf(here.edit, file.edit);
  const ran = laterOf(here.run, file.run) === here.run ? here : file;
  const { run, outputs, report } = ran;
  const passedAt = earlier(here.passedAt, file.passedAt);
  const passedCheck = here.passedAt === undefined ? file.passedCheck : here.passedCheck;
  const tries = Math.max(here.tries ?? 0, file.tries ?? 0);
  const hintsShown = Math.max(here.hintsShown ?? 0, file.hintsShown ?? 0);
  return {
    ...(edit && { edit }),
    ...(here.rival && { rival: here.rival }),
    ...joinKept(here, file),
    ...(run && { run }),
    ...(outputs && { outputs }),
    ...(report !== undefined && { report }),
    ...(passedAt !== undefined && { passedAt }),
    ...(passedCheck !== undefined && { passedCheck }),
    ...(tries > 0 && { tries }),
    ...(hintsShown > 0 && { hintsShown }),
    ...((here.solutionShown ?? file.solutionShown) && { solutionShown: true }),
  };
}

/** My order; their new cells follow the cell they follow there; what one side deleted is gone. */
function mergeOwn(
  base: readonly OwnCellRecord[],
  mine: readonly OwnCellRecord[],
  theirs: readonly OwnCellRecord[],
): readonly OwnCellRecord[] {
  if (same(base, theirs)) return mine;
  if (same(base, mine)) return theirs;
  const inBase = new Set(base.map((cell) => cell.id));
  const inTheirs = new Map(theirs.map((cell) => [cell.id, cell]));
  const baseById = new Map(base.map((cell) => [cell.id, cell]));
  const merged = mine
    .filter((cell) => !inBase.has(cell.id) || inTheirs.has(cell.id))
    .map((cell) => pick(baseById.get(cell.id) ?? cell, cell, inTheirs.get(cell.id) ?? cell));
  for (const [index, cell] of theirs.entries()) {
    if (inBase.has(cell.id) || merged.some(({ id }) => id === cell.id)) continue;
    const before = theirs[index - 1]?.id;
    const place = merged.findIndex(({ id }) => id === before);
    merged.splice(before === undefined ? 0 : place < 0 ? merged.length : place + 1, 0, cell);
  }
  return merged;
}

function pick<Type>(base: Type, mine: Type, theirs: Type): Type {
  return same(base, mine) ? theirs : mine;
}

function pickCount(
  base: number | undefined,
  mine: number | undefined,
  theirs: number | undefined,
): number | undefined {
  const bothChanged = base !== mine && base !== theirs;
  return bothChanged ? Math.max(mine ?? 0, theirs ?? 0) : pick(base, mine, theirs);
}

function pickPassed(base: CellRecord, mine: CellRecord, theirs: CellRecord): string | undefined {
  if (base.passedAt === undefined) return earlier(mine.passedAt, theirs.passedAt);
  return pick(base.passedAt, mine.passedAt, theirs.passedAt);
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function laterOrNull(a: string | null, b: string | null): string | null {
  return later(a ?? "", b ?? "") || null;
}

function laterOf<Type extends { readonly at: string }>(
  a: Type | undefined,
  b: Type | undefined,
): Type | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return b.at > a.at ? b : a;
}

/** True where the two records hold the same progress; revision, times and position do not count. */
export function sameProgress(a: NotebookRecord, b: NotebookRecord): boolean {
  const parts = ({ cells, own, files, quizzes = {}, title, packages }: NotebookRecord) =>
    [cells, own, files, quizzes, title, packages] as const;
  return same(parts(a), parts(b));
}

/** The record another tab's removal leaves behind, as the third side of a merge. */
export function removedRecord(revision: number): NotebookRecord {
  return { ...EMPTY_RECORD, revision, starters: [], quizzes: {} };
}
