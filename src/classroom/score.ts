import type { Lesson } from "../shared/lesson.ts";
import type { Outcome } from "./outcome.ts";

/** What a learner reached in a lesson, by the checks that were run again. */
export interface Score {
  readonly passed: number;
  /** Exercises of the site's lesson that have a check. */
  readonly total: number;
  /** From 0 to 100, with two decimals at most; null for a lesson without exercises. */
  readonly percent: number | null;
}

/** The exercises that count: those with a check, in the lesson's order. */
export function countedExercises({ blocks }: Lesson): readonly string[] {
  return blocks.flatMap((block) =>
    block.kind === "exercise" && block.check !== null ? [block.id] : [],
  );
}

/**
 * The score by the outcomes of the re-run, never by what a file claims. Null as long as an exercise
 * was not run: half a score would look like a bad one.
 */
export function scoreOf(
  exercises: readonly string[],
  outcomes: ReadonlyMap<string, Outcome>,
): Score | null {
  const kinds = exercises.map((id) => outcomes.get(id)?.kind);
  if (kinds.some((kind) => kind === undefined || kind === "stopped" || kind === "not-run")) {
    return null;
  }
  const total = exercises.length;
  const passed = kinds.filter((kind) => kind === "passed").length;
  const percent = total === 0 ? null : Math.round((passed / total) * 10_000) / 100;
  return { passed, total, percent };
}
