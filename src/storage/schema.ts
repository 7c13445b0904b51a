import type { JsonObject } from "../shared/bounded-json.ts";
import type { SourceHash } from "../shared/hash.ts";
import type { JsonValue } from "../shared/json.ts";

/** Version of the records below; a change of their shape raises it and adds a migration. */
export const SCHEMA_VERSION = 1;

/** A learner's text of a cell, with what it was made from. */
export interface StoredEdit {
  readonly source: string;
  /** Hash of the starter that was edited; tells whether the lesson changed since. */
  readonly base: SourceHash;
  /** That starter itself, for merging; unknown in edits of earlier builds. */
  readonly from?: string;
  /** What its cell was, where the lesson has that no more and it was no cell of Python. */
  readonly was?: GoneCell;
  /** ISO time of the last change. */
  readonly at: string;
}

/** A cell of a lesson that has it no more. */
export type GoneCell = { readonly kind: "file"; readonly file: string } | { readonly kind: "http" };

/** How the last run of a cell ended. */
export interface StoredRun {
  readonly status: "done" | "failed" | "interrupted";
  readonly ms: number;
  /** ISO time of its end. */
  readonly at: string;
  /** Hash of the source that was run. */
  readonly source: SourceHash;
}

/** What is known of one cell; a missing field means "nothing". */
export interface CellRecord {
  readonly edit?: StoredEdit;
  /** The text of another tab that was saved at the same time; kept until the learner chose. */
  readonly rival?: StoredEdit;
  /** Texts that stood here before the learner's choices in new versions of the lesson, newest last. */
  readonly kept?: readonly StoredEdit[];
  readonly run?: StoredRun;
  /** As the notebook writes them; the notebook also validates them. */
  readonly outputs?: readonly JsonValue[];
  /** What the last check said; as `outputs`. */
  readonly report?: JsonValue;
  /** ISO time of the first passed check. */
  readonly passedAt?: string;
  /** Hash of the check that was passed last; unknown in records of earlier builds. */
  readonly passedCheck?: SourceHash;
  readonly tries?: number;
  readonly hintsShown?: number;
  readonly solutionShown?: boolean;
}

/** What the learner answered in a quiz. Answers are counted from 0, in the lesson's order. */
export interface StoredQuiz {
  /** The answers that are marked now. */
  readonly marked: readonly number[];
  /** Those that were checked last; absent before the first check. */
  readonly checked?: readonly number[];
  /** Checks so far. */
  readonly tries: number;
  /** ISO time of the last change. */
  readonly at: string;
}

/** A cell of the version of the lesson that a record was written in. */
export interface StarterNote {
  readonly id: string;
  readonly hash: SourceHash;
  /** Path of a file cell. */
  readonly file?: string;
  /** True for a request; unknown in records of earlier builds. */
  readonly http?: true;
}

/** A cell that the learner added, or any cell of a scratch notebook; its text is its edit. */
export interface OwnCellRecord {
  readonly id: string;
  readonly kind: "python" | "markdown" | "setup" | "file" | "exercise" | "http";
  /** Key of the lesson item it stands after; null at the top. */
  readonly after: string | null;
  /** The lesson cell at or above `after`: the second anchor, should the first be gone. */
  readonly afterCell: string | null;
  /** Path in the working folder, for kind "file". */
  readonly file?: string;
  readonly language?: string;
  /** Whose cookies go with its request, for kind "http". */
  readonly client?: string;
  /** The exception it raises on purpose. */
  readonly raises?: string;
  /** Check, solution and hints of an imported exercise; the notebook validates them. */
  readonly exercise?: JsonValue;
  /** What another tool's file says of it and Routebook has no place for; kept for the export. */
  readonly foreign?: JsonObject;
}

/** A text file that the learner added to a notebook's working folder. */
export interface StoredFile {
  /** As `filePathProblem` of src/shared/file-path.ts allows it. */
  readonly path: string;
  readonly text: string;
  /** ISO time of the last change. */
  readonly at: string;
}

/** All progress in one notebook: a lesson, or a scratch notebook. */
export interface NotebookRecord {
  readonly version: typeof SCHEMA_VERSION;
  /** Counts the writes of this record, over all tabs. */
  readonly revision: number;
  /** ISO time of the last write. */
  readonly updated: string;
  /** ISO time at which it was last opened; null in a record that only an import made. */
  readonly visited: string | null;
  /** Title of a scratch notebook. */
  readonly title: string | null;
  /** Packages of a scratch notebook. */
  readonly packages: readonly string[];
  readonly cells: Readonly<Record<string, CellRecord>>;
  /** In order. */
  readonly own: readonly OwnCellRecord[];
  /** The learner's own files, in the order of their paths; none in records of earlier builds. */
  readonly files: readonly StoredFile[];
  /** The lesson's cells, in order; absent in scratch notebooks and in records of earlier builds. */
  readonly starters?: readonly StarterNote[];
  /**
   * By the hash of their question and answers (`lessonQuizzes`), so that they are found again wherever
   * they stand; absent in scratch notebooks and in records of earlier builds.
   */
  readonly quizzes?: Readonly<Record<string, StoredQuiz>>;
  readonly position: { readonly cell: string | null; readonly scroll: number };
  /** What another tool's file says of the whole notebook; as {@link OwnCellRecord.foreign}. */
  readonly foreign?: JsonObject;
  /** ISO time at which the reader agreed to open what a link brought; absent in all other records. */
  readonly agreed?: string;
}

/** Characters of JSON that `foreign` takes at most: of a cell (its pictures), and of a notebook. */
export const FOREIGN_LIMITS = { cell: 2_000_000, notebook: 2_000_000 } as const;

/** A record with nothing in it. */
export const EMPTY_RECORD: NotebookRecord = {
  version: SCHEMA_VERSION,
  revision: 0,
  updated: "1970-01-01T00:00:00.000Z",
  visited: null,
  title: null,
  packages: [],
  cells: {},
  own: [],
  files: [],
  position: { cell: null, scroll: 0 },
};

/** The record without outputs: what is kept when the disk has no room for more. */
export function withoutOutputs(record: NotebookRecord): NotebookRecord {
  const cells: Record<string, CellRecord> = {};
  for (const [id, { outputs: _dropped, ...rest }] of Object.entries(record.cells)) cells[id] = rest;
  return { ...record, cells };
}
