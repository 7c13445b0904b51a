/**
 * The part of a lesson's stored progress that a result is made of. The notebook's record
 * (`NotebookRecord` in src/storage) fits as it is; this folder knows no store.
 */
export interface LearnerRecord {
  readonly cells: Readonly<Record<string, LearnerCell>>;
  /** In order. */
  readonly own: readonly {
    readonly id: string;
    readonly kind: string;
    readonly afterCell: string | null;
  }[];
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** By `lessonQuizzes`; answers are counted from 0. */
  readonly quizzes?: Readonly<Record<string, LearnerQuiz>>;
}

/** What is known of one cell; a missing field means "nothing". */
export interface LearnerCell {
  readonly edit?: { readonly source: string };
  readonly passedAt?: string;
  readonly tries?: number;
  readonly hintsShown?: number;
  readonly solutionShown?: boolean;
}

/** What was answered in a quiz. */
export interface LearnerQuiz {
  /** The answers that were checked last; absent before the first check. */
  readonly checked?: readonly number[];
  readonly tries: number;
}
