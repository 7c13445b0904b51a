/**
 * A result file: what a learner hands a teacher of one lesson. It holds the work, its times and the
 * name that the learner typed, and nothing else: no ids, nothing of the browser, no other lesson.
 * Nothing in it proves anything, since everybody can write such a file; what counts is the check
 * that the teacher's own tab runs again.
 */
export interface ResultFile {
  readonly lesson: ResultLesson;
  /** The learner's name as typed; "" where none was. */
  readonly learner: string;
  /** ISO time at which the file was made. */
  readonly exported: string;
  /** Every exercise of the lesson, in its order. */
  readonly exercises: readonly ResultExercise[];
  /** Every quiz of the lesson, in its order; none in files of earlier builds. */
  readonly quizzes: readonly ResultQuiz[];
  /** Cells of the lesson, exercises apart, that the learner changed. */
  readonly cells: readonly ResultCell[];
  /** Cells that the learner added, in order. */
  readonly own: readonly ResultOwnCell[];
  /** Text files that the learner added to the working folder. */
  readonly files: readonly ResultText[];
}

/** Which lesson the work belongs to. */
export interface ResultLesson {
  /** "flask-routing/01-first-route". */
  readonly path: string;
  readonly title: string;
  /** Hash of the lesson's text as the learner had it (`Lesson.hash`). */
  readonly hash: string;
}

/** An exercise as the learner left it. */
export interface ResultExercise {
  readonly id: string;
  /** The learner's code; null where the starter was left as it is. */
  readonly source: string | null;
  /** ISO time of the first passed check; null where none passed: the file's claim. */
  readonly passedAt: string | null;
  /** Checks tried. */
  readonly tries: number;
  readonly hintsShown: number;
  readonly solutionShown: boolean;
}

/** A quiz as the learner left it. */
export interface ResultQuiz {
  readonly id: string;
  /** Hash of its question and answers as the learner had them. */
  readonly text: string;
  /** The answers that were checked last, as the lesson's file has them; empty before the first check. */
  readonly chosen: readonly string[];
  /** Whether those were the right ones: the file's claim. */
  readonly right: boolean;
  readonly tries: number;
}

/** A cell of the lesson that the learner changed. */
export interface ResultCell {
  readonly id: string;
  readonly source: string;
}

/** The kinds of cell that a learner can add to a lesson. */
export const OWN_KINDS = ["python", "markdown", "http"] as const;

/** A cell that the learner added. */
export interface ResultOwnCell {
  readonly kind: (typeof OWN_KINDS)[number];
  /** Id of the lesson's cell that it stands below; null above all of them. */
  readonly after: string | null;
  readonly source: string;
}

/** A text file of the learner's. */
export interface ResultText {
  /** As `filePathProblem` of src/shared/file-path.ts allows it. */
  readonly path: string;
  readonly text: string;
}

/** The value of the field "format", by which a file is known. */
export const RESULT_FORMAT = "routebook-result";
/** The value of the field "version"; a field that changes its meaning raises it. */
export const RESULT_VERSION = 1;
/** Bytes of a result file, at most. */
export const RESULT_LIMIT = 2_000_000;

/** The most that a reader takes of anything in a file; a writer never makes more. */
export const RESULT_CAPS = {
  /** Characters of an id, a path, a hash or an answer. */
  id: 1000,
  /** Characters of a title or a name. */
  name: 300,
  /** Exercises, quizzes, answers, cells or files. */
  list: 2000,
  /** Checks or hints. */
  count: 1_000_000,
} as const;
