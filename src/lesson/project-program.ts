import type { Lesson, LessonBlock } from "../shared/lesson.ts";

/** Code of a lesson that runs by itself. */
export interface ProgramCell {
  readonly id: string;
  readonly source: string;
}

/** An exercise with the numbers of the cells that run before it. */
export interface ProgramExercise {
  readonly id: string;
  readonly source: string;
  /** Null in a lesson with problems: then there is nothing to test. */
  readonly check: string | null;
  readonly solution: string | null;
  /** Indexes of `cells`. */
  readonly before: readonly number[];
}

/** What of a lesson is code, in the order in which it runs. */
export interface Program {
  /** Setup first, then the cells as they stand; none that raise on purpose. */
  readonly cells: readonly ProgramCell[];
  readonly exercises: readonly ProgramExercise[];
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Takes the code out of a lesson, as its checks run it (lessons/README.md, "Exercises"). */
export function projectProgram({ blocks }: Pick<Lesson, "blocks">): Program {
  const setup = blocks.filter((block): block is Runnable => isRun(block, "setup"));
  const cells: ProgramCell[] = setup.map(cellOf);
  const exercises: ProgramExercise[] = [];
  const files: { path: string; text: string }[] = [];
  for (const block of blocks) {
    if (isRun(block, "python")) cells.push(cellOf(block));
    if (block.kind === "file") files.push({ path: block.file, text: withEnd(block.source) });
    if (block.kind !== "exercise") continue;
    const { id, source, check, solution } = block;
    exercises.push({
      id,
      source,
      check: check?.source ?? null,
      solution: solution?.source ?? null,
      before: cells.map((_cell, index) => index),
    });
  }
  return { cells, exercises, files };
}

/** A text as a file has it: with a line end. */
export function withEnd(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

type Runnable = Extract<LessonBlock, { readonly kind: "python" | "setup" }>;

function isRun(block: LessonBlock, kind: "python" | "setup"): block is Runnable {
  return block.kind === kind && !("raises" in block && block.raises !== undefined);
}

function cellOf({ id, source }: Runnable): ProgramCell {
  return { id, source };
}
