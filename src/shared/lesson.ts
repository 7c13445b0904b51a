import type { SourceHash } from "./hash.ts";

/** Something wrong with a lesson's text, told to its author. */
export interface LessonProblem {
  /** Line in the file, from 1. */
  readonly line: number;
  /** One sentence: what was found, and what to write instead. */
  readonly message: string;
}

/** Markdown, with the HTML made of it (raw HTML in it is shown as text). */
export interface Prose {
  readonly markdown: string;
  readonly html: string;
}

/** An answer that a quiz offers. */
export interface QuizAnswer extends Prose {
  readonly right: boolean;
  /** Why it is right or wrong; empty only in a lesson with problems. */
  readonly reason: Prose;
}

/** A part of a lesson, in the order of the file. `line` is its first line in the file, from 1. */
export type LessonBlock =
  | ({ readonly kind: "prose"; readonly line: number } & Prose)
  | {
      /** `setup` runs first, folded away; `python` is a cell to edit and run. */
      readonly kind: "python" | "setup";
      /** Unique in the lesson and stable when other parts change: heading slug and ordinal. */
      readonly id: string;
      readonly line: number;
      readonly source: string;
      /** The exception that this cell shows on purpose: the lesson goes on after it. */
      readonly raises?: string;
      /** The learner runs it and does not edit it. */
      readonly locked?: true;
    }
  | {
      readonly kind: "file";
      readonly id: string;
      readonly line: number;
      /** Path in the working folder. */
      readonly file: string;
      /** The fence's language: "python", "html" … */
      readonly language: string;
      readonly source: string;
      /** The learner reads it and does not edit it. */
      readonly locked?: true;
    }
  | {
      readonly kind: "exercise";
      /** The exercise's id. */
      readonly id: string;
      readonly line: number;
      /** The starter code. */
      readonly source: string;
      /** Null only in a lesson with problems. */
      readonly check: { readonly line: number; readonly source: string } | null;
      readonly solution: { readonly line: number; readonly source: string } | null;
      readonly hints: readonly Prose[];
    }
  | {
      /** A request to the running app that the learner can edit and send. */
      readonly kind: "http";
      readonly id: string;
      readonly line: number;
      /** As in shared/http-text.ts: request line, headers, an empty line, the body. */
      readonly source: string;
      /** Whose cookies go along. */
      readonly client: string;
      /** The status that the author expects; null for any below 500. */
      readonly status: number | null;
      /** The learner sends it and does not edit it. */
      readonly locked?: true;
    }
  | {
      /** A question with answers to choose from. */
      readonly kind: "quiz";
      /** Unique among the lesson's quizzes and cells: heading slug and ordinal. */
      readonly quiz: string;
      readonly line: number;
      /** What stands in the fence. */
      readonly source: string;
      /** Hash of the question and the answers: another question has another one. */
      readonly text: SourceHash;
      readonly question: Prose;
      /** In the author's order: at least two, one of them right. */
      readonly answers: readonly QuizAnswer[];
    }
  /** A fence that is shown as it is. */
  | {
      readonly kind: "fence";
      readonly line: number;
      readonly language: string;
      readonly source: string;
    }
  | ({ readonly kind: "problem" } & LessonProblem);

export interface Lesson {
  readonly title: string;
  readonly summary: string;
  readonly packages: readonly string[];
  /** Minutes it takes; null where the file does not say. */
  readonly minutes: number | null;
  /** The path that the preview opens first; null for a lesson without a web app. */
  readonly app: string | null;
  readonly blocks: readonly LessonBlock[];
  readonly problems: readonly LessonProblem[];
  /** Hash of the file's text. */
  readonly hash: SourceHash;
}

/** A data file beside a lesson, mounted read-only in the working folder. */
export interface LessonData {
  /** Path in the working folder: "data/orders.csv". */
  readonly path: string;
  readonly url: string;
  readonly bytes: number;
}

/** What the catalogue knows of a lesson without loading it. */
export interface LessonSummary {
  /** "flask-routing/01-first-route": folder and file name without ".md". */
  readonly path: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number | null;
  readonly packages: readonly string[];
  /** Ids of its exercises, in order. */
  readonly exercises: readonly string[];
  /** Present where a web app belongs to it: there is a pane for it beside the text. */
  readonly app?: true;
}

export interface Course {
  /** Folder name. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** HTML of the text in course.md, where there is any. */
  readonly about?: string;
  readonly lessons: readonly LessonSummary[];
}

/** All courses, in the order of their `order` in course.md, then by name. */
export type Catalogue = readonly Course[];

/** A lesson as the page loads it. */
export interface LessonModule {
  readonly lesson: Lesson;
  readonly data: readonly LessonData[];
}
