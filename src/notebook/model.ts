import type { ReadonlySignal, Signal } from "@preact/signals-core";
import type { JsonObject } from "../shared/bounded-json.ts";
import type { GridQuery, GridRows } from "../shared/grid.ts";
import type { CheckDetail, KernelInfo, LoadProgress, RunStatus } from "../shared/kernel.ts";
import type { Lesson, Prose } from "../shared/lesson.ts";
import type { MimeBundle } from "../shared/mime.ts";
import type { PythonFailure } from "../shared/python-failure.ts";
import type { CellChange } from "./cell-change.ts";
import type { NotebookFiles } from "./file-model.ts";
import type { PassageChoice } from "./marked-text.ts";
import type { Quiz } from "./quiz.ts";

/**
 * What the user interface sees of a notebook. `src/notebook` implements these
 * with signals and no DOM; `src/ui` only reads signals and calls methods.
 */

export type CellId = string;

/** One output of a run, in order. */
export type Output =
  | { readonly kind: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  | { readonly kind: "skipped"; readonly characters: number }
  | {
      readonly kind: "display";
      readonly bundle: MimeBundle;
      readonly displayId: string | null;
      /** True for the value of the last expression. */
      readonly result: boolean;
      /** What an imported notebook says of it, by media type; kept for the export. */
      readonly metadata?: JsonObject;
    }
  | { readonly kind: "notice"; readonly text: string }
  | { readonly kind: "error"; readonly error: PythonFailure }
  /** A stored output that was too large to keep. */
  | { readonly kind: "dropped"; readonly description: string };

/** A waiting `input()`. */
export interface InputRequest {
  readonly prompt: string;
  readonly password: boolean;
}

export type RunState =
  | { readonly kind: "idle" }
  | { readonly kind: "queued" }
  | {
      readonly kind: "running";
      /** `performance.now()` at its start, for the elapsed time. */
      readonly since: number;
      readonly input: InputRequest | null;
      readonly stopping: boolean;
    };

/** How the last run of a cell ended. */
export interface LastRun {
  readonly status: RunStatus;
  readonly ms: number;
  /** Jupyter's number in brackets; null for a run of an earlier visit. */
  readonly count: number | null;
}

/** What the last check of an exercise said. */
export type CheckReport =
  | { readonly kind: "passed"; readonly message: string | null }
  | {
      readonly kind: "failed";
      readonly message: string;
      readonly details: readonly CheckDetail[];
      readonly error: PythonFailure | null;
    };

export type CellKind = "python" | "setup" | "file" | "exercise" | "markdown" | "http";

/** A cell: from the lesson, or added by the learner. */
export interface Cell {
  readonly id: CellId;
  readonly kind: CellKind;
  /** True where the learner added it (or in the scratch notebook): it can be moved and deleted. */
  readonly own: boolean;
  /** Position among the code cells, from 1: the "cell 3" of labels and messages; null for files and prose. */
  readonly number: ReadonlySignal<number | null>;
  readonly source: ReadonlySignal<string>;
  /** The lesson's text; "" for own cells. */
  readonly starter: string;
  readonly edited: ReadonlySignal<boolean>;
  readonly state: ReadonlySignal<RunState>;
  readonly outputs: ReadonlySignal<readonly Output[]>;
  readonly lastRun: ReadonlySignal<LastRun | null>;
  /**
   * True while the kernel that made the outputs lives: only then do its data frames answer
   * `Notebook.grid`. A later kernel gives the same ids to other frames.
   */
  readonly outputsLive: ReadonlySignal<boolean>;
  /** True when the source, or a cell above that was run after it, changed since its run. */
  readonly stale: ReadonlySignal<boolean>;
  /** Set while the lesson has a new text for a cell that the learner had edited. */
  readonly change: ReadonlySignal<CellChange | null>;
  /**
   * The text that stood here before the last choice in a new version; null where there is none.
   * Equal to the source where the learner kept their own.
   */
  readonly former: ReadonlySignal<string | null>;
  /** Path in the working folder, for kind "file". */
  readonly file: string | null;
  /** True where the lesson's author locked it: it runs, and nobody edits it. */
  readonly locked: boolean;
  /** Editor language: "python", "html", "markdown" … */
  readonly language: string;
  /** HTML of a markdown cell's source as last rendered; null for other kinds. */
  readonly html: ReadonlySignal<string> | null;
  readonly exercise: ExercisePart | null;
  /** Whose cookies go with its request, for kind "http"; null for others. */
  readonly client: string | null;
}

export interface ExercisePart {
  /** The exercise's id. */
  readonly id: string;
  readonly passed: ReadonlySignal<boolean>;
  /** True where it was passed, and the lesson has another check since. */
  readonly checkChanged: ReadonlySignal<boolean>;
  /** Checks tried in this and earlier visits. */
  readonly tries: ReadonlySignal<number>;
  readonly report: ReadonlySignal<CheckReport | null>;
  readonly hints: readonly Prose[];
  readonly hintsShown: ReadonlySignal<number>;
  /** Null where the lesson has none. */
  readonly solution: string | null;
  /** True after a try: the solution may be shown. */
  readonly solutionAllowed: ReadonlySignal<boolean>;
  readonly solutionShown: ReadonlySignal<boolean>;
}

/** The page's items in order: cells, and what stands between them in a lesson. */
export type NotebookItem =
  | { readonly kind: "cell"; readonly key: string; readonly cell: Cell }
  | { readonly kind: "quiz"; readonly key: string; readonly quiz: Quiz }
  | { readonly kind: "prose"; readonly key: string; readonly html: string }
  | {
      readonly kind: "fence";
      readonly key: string;
      readonly language: string;
      readonly source: string;
    }
  | {
      readonly kind: "problem";
      readonly key: string;
      readonly line: number;
      readonly message: string;
    };

/** The kernel as the page knows it: one state machine, owned by the page. */
export type KernelState =
  | { readonly kind: "off" }
  | {
      readonly kind: "starting";
      readonly progress: LoadProgress | null;
      readonly restart: boolean;
    }
  | { readonly kind: "ready"; readonly info: KernelInfo }
  | {
      readonly kind: "running";
      readonly info: KernelInfo;
      readonly cell: CellId | null;
      /** Set while the running code loads a package. */
      readonly progress: LoadProgress | null;
    }
  | { readonly kind: "stopping"; readonly info: KernelInfo; readonly cell: CellId | null }
  /** It did not start, or died again and again. `message` says what to do next. */
  | { readonly kind: "broken"; readonly message: string };

/** A sentence for the learner above the notebook ("Restarted: files kept, variables lost"). */
export interface Notice {
  readonly id: number;
  readonly level: "info" | "warning" | "error";
  readonly text: string;
  /** A button: its verb and what it does. */
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

export interface Notebook {
  /** "lesson:flask-routing/01-first-route", "scratch", or "shared:…" for what a link brought. */
  readonly key: string;
  /** Null for the scratch notebook. */
  readonly lesson: Lesson | null;
  /** ISO time at which the reader agreed to open what a link brought; null for other notebooks. */
  readonly agreed: string | null;
  readonly title: ReadonlySignal<string>;
  readonly items: ReadonlySignal<readonly NotebookItem[]>;
  readonly cells: ReadonlySignal<readonly Cell[]>;
  readonly selected: Signal<CellId | null>;
  readonly kernel: ReadonlySignal<KernelState>;
  readonly files: NotebookFiles;
  /** Notices of this notebook, oldest first. */
  readonly notices: ReadonlySignal<readonly Notice[]>;
  /** Seconds a cell may run; null = no limit. Kept with the settings. */
  readonly timeLimit: Signal<number | null>;
  /** Lines for `input()` where the kernel cannot block; one a line. */
  readonly typed: Signal<string>;

  cell(id: CellId): Cell | undefined;
  /** Does nothing in a locked cell. */
  setSource(id: CellId, source: string): void;
  /** Adds an own cell after the given item key (null: at the top); returns it. */
  addCell(kind: "python" | "markdown" | "http", after: string | null): Cell;
  moveCell(id: CellId, by: -1 | 1): void;
  /** Deletes an own cell; the notice offers to undo. */
  deleteCell(id: CellId): void;
  changeKind(id: CellId, kind: "python" | "markdown"): void;
  /** Sets whose cookies go with an own request; a lesson's requests keep their clients. */
  setClient(id: CellId, client: string): void;
  undoDelete(): void;
  /** Back to the lesson's text; the notice offers to undo. */
  resetCell(id: CellId): void;
  /** All cells of this notebook back to the lesson's text; outputs and passed checks too. */
  resetAll(): Promise<void>;
  /** The cells that wait for a choice because the lesson has a new text for them, in order. */
  readonly changed: ReadonlySignal<readonly Cell[]>;
  /** Settles a changed cell (null: all of them): the learner's text stays. */
  keepMine(id: CellId | null): void;
  /**
   * Puts both changes together; where both changed the same lines, both stand in the text between
   * comments, but for those that `choices` names by their position (`conflictsOf`). With null all
   * cells whose changes fit together; the others go on waiting.
   */
  takeMerge(id: CellId | null, choices?: readonly PassageChoice[]): void;
  /** Takes the lesson's new text, of one cell or (null) of all changed ones. */
  takeNew(id: CellId | null): void;
  /** Brings back `Cell.former`; the present text takes its place, so that a second call undoes it. */
  takeFormer(id: CellId): void;
  /**
   * Begins the lesson anew: its texts, outputs and checks. Own cells and files stay, and texts that
   * were changed are kept as `Cell.former`.
   */
  restartLesson(): void;

  /** Each resolves when the run has ended and its outputs are all there. */
  run(id: CellId): Promise<RunStatus>;
  runAll(): Promise<void>;
  runAbove(id: CellId): Promise<void>;
  check(id: CellId): Promise<void>;
  interrupt(): Promise<void>;
  restart(): Promise<void>;
  restartAndRunAll(): Promise<void>;
  clearOutputs(id: CellId | null): void;
  answer(line: string | null): void;

  showHint(id: CellId): void;
  showSolution(id: CellId): void;
  dismissNotice(id: number): void;

  grid(query: GridQuery): Promise<GridRows>;
  gridCsv(query: GridQuery): Promise<string>;
  /** Names of the packs' files that its Python has fetched; none while it is not started. */
  packFiles(): Promise<readonly string[]>;

  /** False from a change until it is stored, half a second at most: "Saving", "Saved". */
  readonly saved: ReadonlySignal<boolean>;
  /** Last position, for the next visit. */
  readonly scroll: Signal<number>;
  /** Writes what is not yet stored. */
  flush(): Promise<void>;
  /** Stops saving and lets go of listeners. */
  close(): Promise<void>;
}
