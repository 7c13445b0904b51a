import type {
  CheckRequest,
  CheckResult,
  KernelEvent,
  KernelFile,
  KernelInfo,
  LoadProgress,
  ReloadOutcome,
  RunRequest,
  RunResult,
} from "../shared/kernel.ts";
import type { DatabaseInfo, QueryOutcome, TableQuery, TableRows } from "../shared/database.ts";
import type { GridQuery, GridRows } from "../shared/grid.ts";
import type {
  AppCandidate,
  AskerMessage,
  CookieReading,
  JarEdit,
  Jars,
  WireConnect,
  WireRequest,
  WireResponse,
  WithoutId,
} from "../shared/http.ts";
import type { Exchange, ExchangeListener, WireSocket } from "./http-exchange.ts";
import type { SendOptions } from "./send-request.ts";

/** How an interrupt ended: the state was kept, or the worker had to be replaced. */
export type InterruptOutcome = "kept" | "replaced" | "nothing-ran";

/**
 * The page's handle on the kernel. It adds what comlink lacks: a queue, an
 * AbortSignal on every call, and rejection of every pending call with
 * `KernelDied` when the worker dies or is replaced.
 */
export interface KernelClient {
  /** Starts the worker if it is not running. Rejects with `KernelStartFailed`. */
  start(packages: readonly string[], signal?: AbortSignal): Promise<KernelInfo>;
  /** Names of the packs' files that the present worker has fetched. */
  packFiles(): Promise<readonly string[]>;
  loadPackages(names: readonly string[], signal?: AbortSignal): Promise<void>;
  /** Resolves once the run has ended and all its events were delivered. */
  run(request: RunRequest, signal?: AbortSignal): Promise<RunResult>;
  check(request: CheckRequest, signal?: AbortSignal): Promise<CheckResult>;
  /**
   * Stops the running code: by flag with the state kept; where no answer comes within two seconds,
   * by replacing the worker (files are restored; pending calls reject with `KernelDied`). Does not
   * wait for the next one: `start` says when that is there.
   */
  interrupt(): Promise<InterruptOutcome>;
  /**
   * Stops the requests that the learner's app works on, as {@link interrupt} stops a cell. While a
   * cell runs it does nothing. A worker that had to be replaced for it counts as dead (`onDeath`).
   */
  stopRequests(): Promise<InterruptOutcome>;
  /** Replaces the worker: variables are lost, files restored. Pending calls reject. */
  restart(
    packages: readonly string[],
    options?: { readonly keepFiles?: boolean },
  ): Promise<KernelInfo>;
  answer(line: string | null): Promise<void>;
  grid(query: GridQuery, signal?: AbortSignal): Promise<GridRows>;
  gridCsv(query: GridQuery, signal?: AbortSignal): Promise<string>;
  writeFiles(files: readonly KernelFile[]): Promise<void>;
  /** Puts back what an earlier visit's program had written; before the start, it starts with them. */
  restoreFiles(files: readonly KernelFile[]): Promise<void>;
  removeFiles(paths: readonly string[]): Promise<void>;
  /** The files of the working folder as the page knows them: the lesson's and the program's. */
  readonly files: readonly KernelFile[];
  /** Starts the served app again from the learner's files. Waits for the cell that runs. */
  reloadApp(): Promise<ReloadOutcome>;
  /** Sends a request to the learner's app and collects the answer (see `sendRequest`). */
  request(request: WireRequest, options?: SendOptions): Promise<WireResponse>;
  /** Begins an exchange with the learner's app whose messages the caller handles itself. */
  ask(first: WithoutId<AskerMessage>, listener: ExchangeListener): Exchange;
  /** Opens a WebSocket to the learner's app. */
  connect(connect: WireConnect, listener: ExchangeListener): WireSocket;
  /** The apps that could answer, the one that does first; events before that were delivered. */
  apps(): Promise<readonly AppCandidate[]>;
  /** Sets the app that answers, by its name; null follows the conventions. */
  chooseApp(name: string | null): Promise<void>;
  /** Every client's cookies. */
  jars(): Promise<Jars>;
  editJar(client: string, edit: JarEdit): Promise<void>;
  readCookies(client: string): Promise<readonly CookieReading[]>;
  databases(): Promise<readonly DatabaseInfo[]>;
  tableRows(query: TableQuery): Promise<TableRows>;
  queryDatabase(database: string, statement: string): Promise<QueryOutcome>;
  /** Events, in order. Returns the way to stop listening. */
  listen(listener: (event: KernelEvent) => void): () => void;
  /** Progress of starting and loading; null when it ended. */
  onProgress(listener: (progress: LoadProgress | null) => void): () => void;
  /**
   * The worker died by itself (fatal runtime error), and the next one is being started. Told at once:
   * before what was asked of the former is rejected, and before anybody can ask the next.
   */
  onDeath(listener: (death: { message: string }) => void): () => void;
  /** Ends the worker for good. */
  close(): void;
}
