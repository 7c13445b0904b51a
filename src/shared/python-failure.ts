/** One frame of a traceback, outermost first. */
export interface PythonFrame {
  /** Id of the notebook cell whose code this is; null for a file. */
  readonly cell: string | null;
  /** What the learner reads: "cell 3" or "app/models.py". */
  readonly file: string;
  /** Line in the cell or file, from 1. */
  readonly line: number;
  /** Columns of the culprit in that line, from 0, end exclusive; null where unknown. */
  readonly columns: readonly [number, number] | null;
  /** Function name, or "<module>" at the top level. */
  readonly function: string;
  /** The text of the line, without its indentation's meaning lost; null where unknown. */
  readonly source: string | null;
}

/**
 * What the learner's code did wrong. It crosses from the worker as a value;
 * an exception on the wall means that our machinery broke.
 */
export interface PythonFailure {
  /** The exception's class name, as Python prints it: "ZeroDivisionError". */
  readonly type: string;
  /** `str(exception)`, bounded. */
  readonly message: string;
  /** The learner's own frames; library frames are cut. */
  readonly frames: readonly PythonFrame[];
  /** How many library frames were cut. */
  readonly hidden: number;
  /** What went wrong and what to try, in words; null where there is nothing to add. */
  readonly hint: string | null;
  /** The whole traceback as Python prints it, bounded. */
  readonly traceback: string;
}
