import { computed, type Signal, signal } from "@preact/signals-core";
import { hashSource, type SourceHash } from "../shared/hash.ts";
import type { Prose } from "../shared/lesson.ts";
import type { CheckReport, ExercisePart } from "./model.ts";

/** What the lesson says of an exercise. */
export interface ExerciseSpec {
  readonly id: string;
  /** Null in a lesson with problems: then it cannot be checked. */
  readonly check: string | null;
  readonly solution: string | null;
  readonly hints: readonly Prose[];
}

/** An exercise with its signals open for writing. */
export interface LiveExercise extends ExercisePart {
  readonly check: string | null;
  /** ISO time of the first passed check. */
  readonly passedAt: Signal<string | null>;
  /** Hash of the check that was passed last; null where nobody knows. */
  readonly passedCheck: Signal<SourceHash | null>;
  /** Hash of the lesson's check. */
  readonly checkHash: SourceHash | null;
  readonly tries: Signal<number>;
  readonly report: Signal<CheckReport | null>;
  readonly hintsShown: Signal<number>;
  readonly solutionShown: Signal<boolean>;
}

/** An exercise nobody has tried yet. */
export function createLiveExercise(spec: ExerciseSpec): LiveExercise {
  const passedAt = signal<string | null>(null);
  const passedCheck = signal<SourceHash | null>(null);
  const checkHash = spec.check === null ? null : hashSource(spec.check);
  const tries = signal(0);
  return {
    ...spec,
    passedAt,
    passedCheck,
    checkHash,
    checkChanged: computed(
      () =>
        passedAt.value !== null && passedCheck.value !== null && passedCheck.value !== checkHash,
    ),
    tries,
    passed: computed(() => passedAt.value !== null),
    report: signal<CheckReport | null>(null),
    hintsShown: signal(0),
    solutionAllowed: computed(() => spec.solution !== null && tries.value > 0),
    solutionShown: signal(false),
  };
}
