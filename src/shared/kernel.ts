import type { DatabaseInfo, QueryOutcome, TableQuery, TableRows } from "./database.ts";
import type { GridQuery, GridRows } from "./grid.ts";
import type { AppCandidate, CookieReading, JarEdit, Jars, WireStart, WireTrace } from "./http.ts";
import type { KeptImage } from "./images.ts";
import type { MimeBundle } from "./mime.ts";
import type { PythonFailure } from "./python-failure.ts";

/**
 * The contract between the page and the Python worker. `workers/python`
 * implements {@link KernelService}; `src/runtime` is the only caller.
 */

/** A file in the kernel's working folder. `path` is relative to it, with "/" between parts. */
export interface KernelFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** True for a lesson's data, which the learner's code cannot write. Default false. */
  readonly readOnly?: boolean;
}

/** Where what Python is made of lies; addresses are absolute. */
export interface RuntimePlaces {
  /** Address of the folder with Pyodide's files, with a slash at its end. */
  readonly pyodideUrl: string;
  /** Bytes of Pyodide's files by name, for the progress of the start. */
  readonly pyodideBytes: Readonly<Record<string, number>>;
  /** Address of the pack index (see shared/packs.ts). */
  readonly packIndexUrl: string;
  /** Address of the list of memory images (see shared/images.ts); null starts Python plainly. */
  readonly imageIndexUrl: string | null;
  /** Name of the cache that may have these files already; null on a first visit. */
  readonly cacheName: string | null;
}

/**
 * What a worker may be told before anybody starts its kernel: it begins to fetch and to compile
 * then. The first may come as JSON in the worker's own name, which is there before any message
 * could be; a later one may only add `packages`.
 */
export interface HeadStart extends RuntimePlaces {
  readonly type: "head-start";
  /** Packages that the kernel will most likely start with; null where nobody knows. */
  readonly packages: readonly string[] | null;
  /** Pyodide's code, where an earlier kernel has compiled it. */
  readonly main?: WebAssembly.Module;
}

/** What the kernel is started with. */
export interface StartOptions extends RuntimePlaces {
  /** What an earlier kernel left for this one to start from. */
  readonly kept?: KeptImage | null;
  /** Packages to load before the kernel says that it is ready. */
  readonly packages: readonly string[];
  /** Files to restore into the working folder. */
  readonly files: readonly KernelFile[];
  /**
   * Shared memory for interrupts: element 0 holds the number of the run to stop. Null where the
   * page is not cross-origin isolated.
   */
  readonly interruptFlag: Int32Array | null;
}

/** What the page learns about a started kernel. */
export interface KernelInfo {
  readonly python: string;
  readonly pyodide: string;
  /** True where JavaScript Promise Integration lets `input()` and `time.sleep()` wait. */
  readonly canBlock: boolean;
  /** True where memory is shared, so that the page stops code that never yields without asking anybody. */
  readonly canInterrupt: boolean;
  /** Milliseconds from the worker's start to readiness. */
  readonly ms: number;
  /** The memory image it started from, and where that came from; null where it started plainly. */
  readonly image: { readonly name: string; readonly source: ImageOrigin } | null;
  /** Why no image could be restored; null where one was, or none was asked for. */
  readonly imageFailure: string | null;
}

/** Where a memory image came from. */
export type ImageOrigin = "memory" | "cache" | "network";

/** Code of one cell. */
export interface CellCode {
  /** The cell's id: ties traceback frames to the page. */
  readonly cell: string;
  /** What the learner reads in a traceback: "cell 3", or a file's path. */
  readonly label: string;
  readonly code: string;
}

export interface RunRequest extends CellCode {
  /** Chosen by the page, unique in the kernel's life; every event of this run carries it. */
  readonly run: number;
  /** Milliseconds after which the run is interrupted; null lifts the limit. */
  readonly timeLimit: number | null;
  /** Lines typed beforehand, for `input()` where the kernel cannot block. */
  readonly typed: readonly string[];
}

export interface CheckRequest extends RunRequest {
  /** Setup and earlier cells, run silently first, in a fresh namespace. */
  readonly before: readonly CellCode[];
  /** The check's own code, run after the learner's. */
  readonly check: string;
}

/** In the place of a run's number: the requests to the learner's app, while no run is there. */
export const REQUESTS = -1;

export type RunStatus = "done" | "failed" | "interrupted";

/** How a run ended. Its outputs came as events before. */
export interface RunResult {
  readonly status: RunStatus;
  /** Present when failed or interrupted by the learner's own code. */
  readonly error: PythonFailure | null;
  /** Why it was interrupted. */
  readonly interruptedBy: "stop" | "time-limit" | "code" | null;
  /** Milliseconds of the learner's code alone. */
  readonly ms: number;
  /** Sequence number of the last event of this run: it is complete once that one was seen. */
  readonly lastEvent: number;
}

/** One line of a failed check: "Request" → "GET /", "Expected" → "200". */
export interface CheckDetail {
  readonly label: string;
  readonly value: string;
}

export type CheckVerdict =
  | { readonly kind: "passed"; readonly message: string | null }
  /** The check said no. */
  | { readonly kind: "failed"; readonly message: string; readonly details: readonly CheckDetail[] }
  /** The learner's code, or a cell before it, raised: see the result's error. */
  | {
      readonly kind: "raised";
      readonly where: "before" | "code" | "check";
      readonly label: string;
    };

export interface CheckResult extends RunResult {
  /** Null when interrupted. */
  readonly verdict: CheckVerdict | null;
}

/** What happens while the kernel works; numbered from 1 without gaps. */
export type KernelEvent = { readonly seq: number } & (
  | {
      readonly type: "stream";
      readonly run: number;
      readonly name: "stdout" | "stderr";
      readonly text: string;
    }
  /** So many characters of this run's output were not sent: it passed the bound. */
  | { readonly type: "skipped"; readonly run: number; readonly characters: number }
  | {
      readonly type: "display";
      readonly run: number;
      readonly bundle: MimeBundle;
      /** Set for `display(…, display_id=…)`. */
      readonly displayId: string | null;
      /** True where it replaces the output with that id. */
      readonly update: boolean;
      /** True for the value of the cell's last expression. */
      readonly result: boolean;
    }
  /** `clear_output(wait=…)`. */
  | { readonly type: "clear"; readonly run: number; readonly wait: boolean }
  /** `input(prompt)` waits for {@link KernelService.answer}. */
  | {
      readonly type: "input";
      readonly run: number;
      readonly prompt: string;
      readonly password: boolean;
    }
  /** A sentence from Routebook, not from the learner's program. */
  | { readonly type: "notice"; readonly run: number | null; readonly text: string }
  | { readonly type: "progress"; readonly progress: LoadProgress }
  /** Files of the working folder that changed; `bytes` null where one was removed. */
  | { readonly type: "files"; readonly changed: readonly FileChange[] }
  /** A request to the learner's app began, or ended; the page's and those of Python itself. */
  | { readonly type: "request-began"; readonly start: WireStart }
  | { readonly type: "request-ended"; readonly trace: WireTrace }
  /** A server call (`app.run()`) says where its app is. */
  | { readonly type: "served"; readonly app: { readonly url: string; readonly name: string } }
  /** The runtime died; the page replaces the worker. */
  | { readonly type: "fatal"; readonly message: string }
);

export interface FileChange {
  readonly path: string;
  readonly bytes: Uint8Array | null;
}

/** A step of starting or loading; bytes are those that cross the network or the cache. */
export interface LoadProgress {
  /** What the learner reads: "Python", "pandas". */
  readonly step: string;
  readonly loadedBytes: number;
  /** Null where the size is not known. */
  readonly totalBytes: number | null;
}

/** The Python kernel, as the page sees it. Calls are answered in order; only one run at a time. */
export interface KernelService {
  /** Boots Python. Events go to the port, several a message, in order. */
  start(options: StartOptions, events: MessagePort): Promise<KernelInfo>;
  /**
   * Stores the image that came from the network, for the next visit. Answers how many of its files
   * could not be stored. To be called when nothing presses.
   */
  storeImage(): Promise<number>;
  /** Gives the started image away, for a next kernel to start from; null where there is none to give. */
  giveImage(): Promise<KeptImage | null>;
  /** Names of the packs' files that were fetched so far. */
  packFiles(): Promise<readonly string[]>;
  /** Loads packs with what they depend on. Rejects with a sentence for an unknown name. */
  loadPackages(names: readonly string[]): Promise<void>;
  run(request: RunRequest): Promise<RunResult>;
  check(request: CheckRequest): Promise<CheckResult>;
  /** Stops that run while it loads or waits (input, sleep, await); one that computes is stopped by the flag. */
  interrupt(run: number): Promise<void>;
  /**
   * From here on a service worker answers at that address (see shared/interrupt-flag.ts): code that
   * computes looks there for Stop now and then.
   */
  watchSign(address: string): Promise<void>;
  /**
   * Answers at once unless Python computes, with the number of the newest event: tells a waiting
   * kernel from a stuck one, and when all is there that a call before it has made known.
   */
  ping(): Promise<number>;
  /** Answers the pending `input()`; null is end of file. */
  answer(line: string | null): Promise<void>;
  /** Rows of a shown data frame. */
  grid(query: GridQuery): Promise<GridRows>;
  /** A shown data frame, sorted and filtered as queried, as CSV. */
  gridCsv(query: GridQuery): Promise<string>;
  writeFiles(files: readonly KernelFile[]): Promise<void>;
  /** Puts back files that the learner's program had written: they are not the lesson's. */
  restoreFiles(files: readonly KernelFile[]): Promise<void>;
  /** Removes files of the working folder, and folders that are empty then; absent ones are no error. */
  removeFiles(paths: readonly string[]): Promise<void>;
  /**
   * Starts the served app again as its framework's reloader would: the learner's modules are
   * forgotten and the app is imported anew; databases stay. `reloaded` is false where the app was
   * made in a cell: the cell is to be run again then.
   */
  reloadApp(): Promise<ReloadOutcome>;
  /**
   * Answers requests to the learner's app that come on the port (see shared/http.ts). They run
   * beside each other and beside a cell that waits; while a cell computes they wait.
   */
  serveHttp(port: MessagePort): Promise<void>;
  /** The apps that could answer, the one that does first. */
  apps(): Promise<readonly AppCandidate[]>;
  /** Sets the app that answers, by its name; null follows the conventions. */
  chooseApp(name: string | null): Promise<void>;
  /** Every client's cookies. */
  jars(): Promise<Jars>;
  editJar(client: string, edit: JarEdit): Promise<void>;
  /** The cookies of a client whose value can be read: sessions and JSON Web Tokens. */
  readCookies(client: string): Promise<readonly CookieReading[]>;
  /** The SQLite databases: files of the working folder, and those in memory that are open. */
  databases(): Promise<readonly DatabaseInfo[]>;
  /** Rows of a table. Rejects with a sentence where it is gone. */
  tableRows(query: TableQuery): Promise<TableRows>;
  /** Runs one statement of the learner's. */
  queryDatabase(database: string, statement: string): Promise<QueryOutcome>;
}

/** What {@link KernelService.reloadApp} did. */
export interface ReloadOutcome {
  readonly reloaded: boolean;
  /** What the learner's files raised when they were imported again. */
  readonly error: PythonFailure | null;
}
