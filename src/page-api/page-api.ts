import type { KernelInfo, RunStatus } from "../shared/kernel.ts";
import type { JsonValue } from "../shared/json.ts";
import type { LinkLevel } from "../lesson/link/link-length.ts";
import type { LessonProgress } from "../notebook/progress.ts";
import type { ImportMode, ImportReport } from "../storage/progress-import.ts";
import type { CellKind } from "../notebook/model.ts";
import type { ExportFormat, NotebookFormat } from "../notebook/workspace.ts";

/**
 * One representation of an output. A value that Python shows in several (a table as HTML and as
 * text) gives one entry each, with the same `output`. Besides the media types Python uses:
 *
 * | mime | data |
 * |---|---|
 * | `application/vnd.routebook.stdout`, `….stderr` | printed text |
 * | `application/vnd.routebook.error+json` | {@link PlainError} |
 * | `application/vnd.routebook.notice` | a sentence of Routebook's |
 * | `application/vnd.routebook.grid+json` | head of a data frame: columns, rows, first rows |
 * | `application/vnd.routebook.http+json` | the answer to a request: `KeptAnswer` (shared/http.ts) |
 */
export interface PlainOutput {
  readonly mime: string;
  readonly data: JsonValue;
  /** Position of the output in the cell, from 0. */
  readonly output: number;
}

/** What the learner's code did wrong. */
export interface PlainError {
  readonly type: string;
  readonly message: string;
  /** The learner's frames, outermost first; `cell` is a cell's id, `line` counts from 1. */
  readonly frames: readonly {
    readonly cell: string | null;
    readonly file: string;
    readonly line: number;
    readonly function: string;
    readonly source: string | null;
  }[];
  readonly hint: string | null;
}

/** A cell as plain data. */
export interface PlainCell {
  readonly id: string;
  readonly kind: CellKind;
  readonly source: string;
  /** Position among the code cells, from 1: "cell 3" in messages. */
  readonly number: number | null;
  readonly state: "idle" | "queued" | "running";
  /** Jupyter's number in brackets; null where it has not run in this kernel. */
  readonly executionCount: number | null;
  /** How the last run ended. */
  readonly status: RunStatus | null;
  readonly stale: boolean;
  readonly edited: boolean;
  /** Path in the working folder, for kind "file". */
  readonly file: string | null;
  /** Whose cookies go with its request, for kind "http". */
  readonly client: string | null;
  readonly outputs: readonly PlainOutput[];
  /** Null for a cell that is no exercise. */
  readonly exercise: {
    readonly id: string;
    readonly passed: boolean;
    readonly tries: number;
  } | null;
}

/** How a run ended. */
export interface PlainRun {
  readonly status: RunStatus;
  readonly outputs: readonly PlainOutput[];
  /** Present where the learner's code raised. */
  readonly error?: PlainError;
  /** Milliseconds of the learner's code. */
  readonly ms: number;
}

/** What a check said. */
export interface PlainCheck {
  readonly passed: boolean;
  readonly message: string | null;
  readonly details: readonly { readonly label: string; readonly value: string }[];
  readonly error?: PlainError;
}

/** The Python at work. */
export type PlainKernel = Omit<KernelInfo, "ms">;

/** A request to the learner's app. */
export interface PlainRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string | Uint8Array | null;
  /** Name of the client whose cookie jar is used. */
  readonly client?: string;
}

/** An answer of the learner's app. */
export interface PlainResponse {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  readonly ms: number;
}

/** A link to a notebook. */
export interface PlainLink {
  readonly address: string;
  readonly characters: number;
  /** How far it gets: "everywhere", "most" programs, "browsers" alone; else it should go by "file". */
  readonly level: LinkLevel;
}

/** Progress as plain data. */
export interface PlainProgress {
  readonly lessons: Readonly<Record<string, LessonProgress>>;
  /** Path of the lesson visited last. */
  readonly latest: string | null;
}

/**
 * `window.routebook`: what an embedding page or a test can do. Each method returns a promise of
 * plain data, and rejects with a sentence where the call itself makes no sense; what the learner's
 * code does wrong is a result.
 */
export interface PageApi {
  /** Resolves once the page can be used; it does not wait for Python. */
  readonly ready: Promise<void>;
  /** Opens a lesson ("flask-routing/01-first-route"). */
  open(lessonPath: string): Promise<void>;
  /** Opens a text as the current scratch notebook; the former one is set aside, not lost. */
  importNotebook(text: string, format: NotebookFormat): Promise<void>;
  /** The open notebook as a file, with the learner's work in it; "zip" is a project for CPython. */
  exportNotebook(format: ExportFormat): Promise<File>;
  /** The cells of the open notebook, in order. */
  cells(): Promise<readonly PlainCell[]>;
  setSource(id: string, text: string): Promise<void>;
  /** Runs a cell, or sends its request, as its button does; resolves when its outputs are there. */
  run(id: string): Promise<PlainRun>;
  /** Runs all cells in order; stops at the first failure, exercises excepted. */
  runAll(): Promise<void>;
  /** Checks an exercise as the Check button does. */
  check(id: string): Promise<PlainCheck>;
  /** Stops what runs and drops what waits. */
  interrupt(): Promise<void>;
  /** Python's version and how it was started; waits until it is ready. Rejects where it cannot start. */
  kernel(): Promise<PlainKernel>;
  /** A fresh kernel; files are kept, variables are lost. */
  restart(): Promise<void>;
  /**
   * Sends a request to the learner's app. `url` may begin with "/"; redirects are not followed.
   * While a cell computes the request waits. Rejects with a sentence where no whole answer comes.
   */
  request(request: PlainRequest): Promise<PlainResponse>;
  progress(): Promise<PlainProgress>;
  /** All progress as one JSON file. */
  exportProgress(): Promise<Blob>;
  /** Takes a file of {@link exportProgress}; merges unless told to replace. */
  importProgress(file: Blob, mode?: ImportMode): Promise<ImportReport>;
  /**
   * A link to the open notebook, with the learner's changes in it; the short one to a lesson without
   * any. Rejects with a sentence where the notebook is too much for a link.
   */
  share(): Promise<PlainLink>;
}
