import type { ReadonlySignal } from "@preact/signals-core";
import type { Prose, QuizAnswer } from "../shared/lesson.ts";

/** What a quiz is made of, before anything was answered. */
export interface QuizSpec {
  /** Unique in the lesson: "routes-quiz-1". */
  readonly id: string;
  readonly question: Prose;
  readonly answers: readonly QuizAnswer[];
  /** True where several answers are right: then several can be marked. */
  readonly several: boolean;
}

/** A quiz of the open notebook. Answers are counted from 0, in the lesson's order. */
export interface Quiz extends QuizSpec {
  /** The answers that are marked, in order; not checked yet, or those of {@link Quiz.verdict}. */
  readonly marked: ReadonlySignal<readonly number[]>;
  /** What is to be said of what is marked; null before it was checked. */
  readonly verdict: ReadonlySignal<"right" | "wrong" | null>;
  /** Checks in this and earlier visits. */
  readonly tries: ReadonlySignal<number>;
  /** Marks an answer or takes the mark away; where one is right, the others lose theirs. */
  mark(answer: number, isMarked: boolean): void;
  /** Checks what is marked. Does nothing where nothing is, or where it was checked already. */
  check(): void;
  /** Takes all marks away, for another try. What was checked last is still what counts. */
  again(): void;
}
