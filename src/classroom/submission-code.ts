import { cellsBefore } from "../lesson/replay.ts";
import type { CellCode, KernelFile } from "../shared/kernel.ts";
import type { Lesson } from "../shared/lesson.ts";
import type { ResultFile, ResultOwnCell } from "./result-file.ts";

/** One exercise of a submission, ready to be checked. */
export interface ExerciseCode {
  readonly id: string;
  /** Setup and the cells above it, as the learner had them. */
  readonly before: readonly CellCode[];
  /** The learner's code, or the starter where it was left. */
  readonly code: CellCode;
  /** The site's check; null in a lesson with problems. */
  readonly check: string | null;
  /** True where the learner wrote code, tried the check, or claims to have passed. */
  readonly tried: boolean;
  /** Cells among `before` that are not as the lesson has them: "cell 3". */
  readonly changed: readonly string[];
}

/** What of a submission is run. */
export interface SubmissionCode {
  readonly exercises: readonly ExerciseCode[];
  /** Text files of the lesson as the learner has them, and the learner's own. */
  readonly files: readonly KernelFile[];
}

/** A cell in its place, with the learner's text. */
interface PlacedCell {
  readonly id: string;
  readonly kind: string;
  readonly raises: string | null;
  readonly source: string;
  readonly changed: boolean;
}

/**
 * Joins the site's lesson with a learner's work. Which cells there are, their checks and what raises
 * on purpose comes from the lesson, never from the file; texts and added cells come from the file.
 */
export function submissionCode(lesson: Lesson, result: ResultFile): SubmissionCode {
  const cells = placedCells(lesson, result);
  const labels = labelsOf(cells);
  const codeOf = (cell: PlacedCell): CellCode => ({
    cell: cell.id,
    label: labels.get(cell) ?? cell.id,
    code: cell.source,
  });
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const claims = new Map(result.exercises.map((exercise) => [exercise.id, exercise]));
  const exercises = lesson.blocks.flatMap((block): readonly ExerciseCode[] => {
    const cell = block.kind === "exercise" ? byId.get(block.id) : undefined;
    if (block.kind !== "exercise" || cell === undefined) return [];
    const claim = claims.get(block.id);
    const before = cellsBefore(cell, cells);
    return [
      {
        id: block.id,
        before: before.map(codeOf),
        code: codeOf(cell),
        check: block.check?.source ?? null,
        tried:
          cell.changed || (claim !== undefined && (claim.tries > 0 || claim.passedAt !== null)),
        changed: before.filter(({ changed }) => changed).map((one) => codeOf(one).label),
      },
    ];
  });
  return { exercises, files: filesOf(lesson, byId, result) };
}

function placedCells(lesson: Lesson, result: ResultFile): readonly PlacedCell[] {
  const texts = new Map<string, string>();
  for (const { id, source } of [...result.cells, ...result.exercises]) {
    if (source !== null) texts.set(id, source);
  }
  const blocks = lesson.blocks.filter((block) => "id" in block);
  const ids = new Set(blocks.map(({ id }) => id));
  const own = result.own.map((cell, index) => ({ cell: ownCell(cell, index), after: cell.after }));
  const ownAfter = (id: string | null) => own.flatMap((o) => (o.after === id ? [o.cell] : []));
  const lost = own.filter(({ after }) => after !== null && !ids.has(after));
  return [
    ...ownAfter(null),
    ...blocks.flatMap((block) => {
      const source = texts.get(block.id) ?? block.source;
      const raises = ("raises" in block ? block.raises : null) ?? null;
      const { id, kind } = block;
      return [{ id, kind, raises, source, changed: source !== block.source }, ...ownAfter(id)];
    }),
    // What stood below a cell that is gone goes to the end, as in the notebook.
    ...lost.map(({ cell }) => cell),
  ];
}

function ownCell({ kind, source }: ResultOwnCell, index: number): PlacedCell {
  return { id: `own ${index + 1}`, kind, raises: null, source, changed: true };
}

/** "cell 3": the position among the code cells, which is what the learner saw. */
function labelsOf(cells: readonly PlacedCell[]): ReadonlyMap<PlacedCell, string> {
  const code = cells.filter(({ kind }) => CODE.has(kind));
  return new Map(code.map((cell, index) => [cell, `cell ${index + 1}`]));
}

const CODE: ReadonlySet<string> = new Set(["python", "setup", "exercise"]);

function filesOf(
  { blocks }: Lesson,
  byId: ReadonlyMap<string, PlacedCell>,
  { files }: ResultFile,
): readonly KernelFile[] {
  const encoder = new TextEncoder();
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  for (const block of blocks) {
    if (block.kind === "file") texts.set(block.file, byId.get(block.id)?.source ?? block.source);
  }
  return [...texts].map(([path, text]) => ({ path, bytes: encoder.encode(text) }));
}
