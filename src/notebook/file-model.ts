import type { ReadonlySignal } from "@preact/signals-core";
import type { RunStatus } from "../shared/kernel.ts";
import type { PythonFailure } from "../shared/python-failure.ts";
import type { Cell } from "./model.ts";

/**
 * Whose a file of the working folder is: a file cell's of the lesson, the learner's own, written by
 * a program of the learner's, or the lesson's data, which nobody can write.
 */
export type FileKind = "lesson" | "own" | "program" | "data";

/** A file of the working folder. */
export interface NotebookFile {
  /** Relative to the folder, with "/" between its parts. */
  readonly path: string;
  readonly kind: FileKind;
  /** Its text, live; null for data, and for what is no text or more than {@link TEXT_LIMIT}. */
  readonly text: ReadonlySignal<string> | null;
  /** Bytes of what is shown as no text; null where they are not known. */
  readonly bytes: number | null;
}

/** Bytes of a file that can be edited as text. */
export const TEXT_LIMIT = 1_000_000;

/** How the served app stands after edits of files. */
export type AppReload =
  | { readonly kind: "idle" }
  | { readonly kind: "reloading" }
  /** `count` counts the reloads of this visit. */
  | { readonly kind: "reloaded"; readonly count: number }
  /** The app was made in a cell, which was not run since the edit. */
  | { readonly kind: "in-cell" }
  /** The files could not be imported again. */
  | { readonly kind: "failed"; readonly error: PythonFailure };

/**
 * The files of the working folder. Changes are stored and reach the kernel by themselves. What
 * cannot be throws a sentence for the learner and changes nothing.
 */
export interface NotebookFiles {
  /** In the order of their paths. */
  readonly list: ReadonlySignal<readonly NotebookFile[]>;
  readonly reload: ReadonlySignal<AppReload>;
  /** Sets a file's text; a path that is new makes an own file. */
  write(path: string, text: string): void;
  /** Puts a file of any content there, in the place of one with that path. */
  upload(path: string, bytes: Uint8Array): void;
  /** Removes a file, or a folder with all that is in it; a notice offers to undo. */
  remove(path: string): void;
  /** Renames or moves a file or a folder. */
  rename(from: string, to: string): void;
  /** Content of a file. Rejects with a sentence where it cannot be had. */
  read(path: string): Promise<Uint8Array>;
  /** Runs a Python file as a program; its outputs are those of {@link NotebookFiles.output}. */
  run(path: string): Promise<RunStatus>;
  /** The file that was run last; null before. */
  readonly ran: ReadonlySignal<string | null>;
  /** A cell outside the notebook that holds the outputs of that run. */
  readonly output: Cell;
}
