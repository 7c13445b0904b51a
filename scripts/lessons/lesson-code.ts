import { cellsBefore } from "../../src/lesson/replay.ts";
import type { CellCode } from "../../src/shared/kernel.ts";
import type { Lesson, LessonBlock } from "../../src/shared/lesson.ts";

/** Code of a lesson that is run, with the line in the file before its first one. */
export interface LessonCode extends CellCode {
  /** The fence's line in the file: its code begins in the next. */
  readonly line: number;
}

/** A cell that runs, and what it raises on purpose. */
export interface LessonCell extends LessonCode {
  readonly raises: string | null;
}

/** An exercise with the cells that run before it. */
export interface LessonExercise {
  readonly id: string;
  readonly before: readonly LessonCell[];
  readonly starter: LessonCode;
  readonly check: LessonCode;
  /** Null where the lesson has none. */
  readonly solution: LessonCode | null;
}

/** A request that the lesson's reader sends. */
export interface LessonRequest {
  /** The fence's line in the file. */
  readonly line: number;
  readonly source: string;
  readonly client: string;
  /** The status that the author expects; null for any below 500. */
  readonly status: number | null;
}

/** What a reader does with the lesson, who solves its exercises. */
export type LessonStep =
  | { readonly kind: "cell"; readonly code: LessonCell }
  | { readonly kind: "solution"; readonly code: LessonCode }
  | { readonly kind: "request"; readonly request: LessonRequest };

/** What of a lesson is run, and in which order: setup first, then cells as they stand. */
export interface LessonProgram {
  readonly cells: readonly LessonCell[];
  readonly exercises: readonly LessonExercise[];
  /** Cells, solutions and requests in the order in which a reader comes to them. */
  readonly steps: readonly LessonStep[];
}

/** Takes the code out of a lesson without problems. */
export function programOf({ blocks }: Lesson): LessonProgram {
  const codes = new Map<LessonBlock, LessonCell>();
  for (const block of blocks) {
    if (block.kind === "setup" || block.kind === "python") codes.set(block, cellOf(block));
  }
  const codesOf = (some: readonly LessonBlock[]) => some.flatMap((one) => codes.get(one) ?? []);
  const cells = codesOf(blocks.filter(({ kind }) => kind === "setup"));
  const steps: LessonStep[] = cells.map((code) => ({ kind: "cell", code }));
  const exercises: LessonExercise[] = [];
  for (const block of blocks) {
    if (block.kind === "python") {
      const python = codesOf([block]);
      cells.push(...python);
      steps.push(...python.map((code) => ({ kind: "cell", code }) as const));
    }
    if (block.kind === "http") steps.push({ kind: "request", request: block });
    if (block.kind !== "exercise" || block.check === null) continue;
    const { id, check, solution } = block;
    const part = (
      name: string,
      { line, source }: { line: number; source: string },
    ): LessonCode => ({
      cell: `${id}:${name}`,
      label: `the ${name} of "${id}"`,
      line,
      code: source,
    });
    const solved = solution === null ? null : part("solution", solution);
    if (solved !== null) steps.push({ kind: "solution", code: solved });
    exercises.push({
      id,
      before: codesOf(cellsBefore<LessonBlock>(block, blocks)),
      starter: part("starter", block),
      check: part("check", check),
      solution: solved,
    });
  }
  return { cells, exercises, steps };
}

function cellOf(block: Extract<LessonBlock, { readonly raises?: string }>): LessonCell {
  const { id, line, source, raises = null } = block;
  return { cell: id, label: `cell "${id}"`, line, code: source, raises };
}
