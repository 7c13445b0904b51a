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
import { REQUESTS } from "../shared/kernel.ts";
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
import { KernelDied } from "./errors.ts";
import { EventGate } from "./event-gate.ts";
import { FileMirror } from "./file-mirror.ts";
import { HttpAsker } from "./http-asker.ts";
import type { Exchange, ExchangeListener, WireSocket } from "./http-exchange.ts";
import { interruptRun } from "./interrupt-run.ts";
import type { InterruptOutcome, KernelClient } from "./kernel-client.ts";
import { sendRequest } from "./send-request.ts";
import type { SendOptions } from "./send-request.ts";
import { SerialQueue } from "./serial-queue.ts";
import { watchTimeLimit } from "./watch-time-limit.ts";
import type { KernelRemote } from "./worker-link.ts";
import { WorkerSuccession } from "./worker-succession.ts";
import type { SuccessionEffects } from "./worker-succession.ts";

const RESTARTED = "The kernel was restarted.";

/** What the client needs of the page. */
export interface KernelClientEffects extends SuccessionEffects {
  /** Milliseconds that a stopped run may take to end before its worker is replaced. */
  readonly patience: number;
  /**
   * Milliseconds after which a request whose asker has gone is stopped as a cell is: more than the
   * gateway gives the app for ending it by itself (`_GRACE` in `routebook/gateway/desk.py`).
   */
  readonly requestPatience: number;
}

/** The kernel's handle for the page; see {@link KernelClient} for the promises it keeps. */
export function createKernelClient(effects: KernelClientEffects): KernelClient {
  return new Client(effects);
}

class Client implements KernelClient {
  #effects: KernelClientEffects;
  #gate = new EventGate();
  #files = new FileMirror();
  #queue = new SerialQueue();
  #workers: WorkerSuccession;
  #running: { readonly run: number; readonly ended: Promise<unknown> } | null = null;
  #progress = new Set<(progress: LoadProgress | null) => void>();
  #deaths = new Set<(death: { message: string }) => void>();
  #http: HttpAsker;

  constructor(effects: KernelClientEffects) {
    this.#effects = effects;
    this.#http = new HttpAsker({
      ...effects,
      patience: effects.requestPatience,
      connect: () => this.#workers.openHttp(),
      onStuck: () => void this.#stopRequests(true),
    });
    this.#gate.listen((event) => {
      if (event.type === "files") this.#files.apply(event.changed);
      if (event.type === "progress") this.#tell(event.progress);
    });
    this.#workers = new WorkerSuccession(effects, this.#files, {
      begins: () => this.#gate.reset(),
      hears: (events) => this.#gate.deliver(events),
      started: () => this.#tell(null),
      ended: (message) => {
        this.#running = null;
        this.#http.lose(new KernelDied(message));
      },
      died: (message) => this.#tellDeath(message),
    });
  }

  async start(packages: readonly string[], signal?: AbortSignal): Promise<KernelInfo> {
    signal?.throwIfAborted();
    return this.#workers.start(packages);
  }

  async loadPackages(names: readonly string[], signal?: AbortSignal): Promise<void> {
    await this.#queue.add(() => this.#call((service) => service.loadPackages(names)), signal);
    this.#tell(null);
  }

  run(request: RunRequest, signal?: AbortSignal): Promise<RunResult> {
    return this.#queue.add(
      () => this.#tracked(request, (service) => service.run(request)),
      signal,
      () => void this.interrupt(),
    );
  }

  check(request: CheckRequest, signal?: AbortSignal): Promise<CheckResult> {
    return this.#queue.add(
      () => this.#tracked(request, (service) => service.check(request)),
      signal,
      () => void this.interrupt(),
    );
  }

  interrupt(): Promise<InterruptOutcome> {
    return this.#interrupt(false);
  }

  async #interrupt(sparing: boolean, onReplaced = () => {}): Promise<InterruptOutcome> {
    const requests = this.#http.running;
    const running = this.#running ?? (requests && { run: REQUESTS, ended: requests });
    if (running === null) return "nothing-ran";
    const replace = () => {
      // A new worker that does not start is told to whoever asks for it.
      void this.#workers.replace(RESTARTED);
      onReplaced();
    };
    return interruptRun(
      { ...running, sparing },
      { ...this.#effects, workers: this.#workers, replace },
    );
  }

  stopRequests(): Promise<InterruptOutcome> {
    return this.#stopRequests(false);
  }

  async #stopRequests(sparing: boolean): Promise<InterruptOutcome> {
    if (this.#running !== null) return "nothing-ran";
    return this.#interrupt(sparing, () =>
      this.#tellDeath("A request to the app could not be stopped."),
    );
  }

  async restart(
    packages: readonly string[],
    options: { readonly keepFiles?: boolean } = {},
  ): Promise<KernelInfo> {
    if (options.keepFiles === false) this.#files.clear();
    return this.#workers.replace(RESTARTED, packages);
  }

  async answer(line: string | null): Promise<void> {
    await this.#call((service) => service.answer(line));
  }

  grid(query: GridQuery, signal?: AbortSignal): Promise<GridRows> {
    signal?.throwIfAborted();
    return this.#call((service) => service.grid(query));
  }

  packFiles(): Promise<readonly string[]> {
    return this.#call((service) => service.packFiles());
  }

  gridCsv(query: GridQuery, signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted();
    return this.#call((service) => service.gridCsv(query));
  }

  async writeFiles(files: readonly KernelFile[]): Promise<void> {
    this.#files.give(files);
    await this.#call((service) => service.writeFiles(files));
  }

  async restoreFiles(files: readonly KernelFile[]): Promise<void> {
    this.#files.apply(files);
    // A worker that is yet to start is filled from the mirror.
    if (this.#workers.active) await this.#call((service) => service.restoreFiles(files));
  }

  async removeFiles(paths: readonly string[]): Promise<void> {
    this.#files.remove(paths);
    await this.#call((service) => service.removeFiles(paths));
  }

  get files(): readonly KernelFile[] {
    return [...this.#files.given, ...this.#files.written];
  }

  reloadApp(): Promise<ReloadOutcome> {
    return this.#queue.add(() => this.#call((service) => service.reloadApp()));
  }

  request(request: WireRequest, options?: SendOptions): Promise<WireResponse> {
    return sendRequest(this.#http, request, options);
  }

  ask(first: WithoutId<AskerMessage>, listener: ExchangeListener): Exchange {
    return this.#http.ask(first, listener);
  }

  connect(connect: WireConnect, listener: ExchangeListener): WireSocket {
    return this.#http.connect(connect, listener);
  }

  async apps(): Promise<readonly AppCandidate[]> {
    // Python may tell of a server call only when it is asked for the apps.
    const [apps, lastEvent] = await Promise.all([
      this.#call((service) => service.apps()),
      this.#call((service) => service.ping()),
    ]);
    await this.#gate.reached(lastEvent);
    return apps;
  }

  async chooseApp(name: string | null): Promise<void> {
    await this.#call((service) => service.chooseApp(name));
  }

  jars(): Promise<Jars> {
    return this.#call((service) => service.jars());
  }

  async editJar(client: string, edit: JarEdit): Promise<void> {
    await this.#call((service) => service.editJar(client, edit));
  }

  readCookies(client: string): Promise<readonly CookieReading[]> {
    return this.#call((service) => service.readCookies(client));
  }

  databases(): Promise<readonly DatabaseInfo[]> {
    return this.#call((service) => service.databases());
  }

  tableRows(query: TableQuery): Promise<TableRows> {
    return this.#call((service) => service.tableRows(query));
  }

  queryDatabase(database: string, statement: string): Promise<QueryOutcome> {
    return this.#call(async (service): Promise<QueryOutcome> =>
      service.queryDatabase(database, statement),
    );
  }

  listen(listener: (event: KernelEvent) => void): () => void {
    return this.#gate.listen(listener);
  }

  onProgress(listener: (progress: LoadProgress | null) => void): () => void {
    this.#progress.add(listener);
    return () => this.#progress.delete(listener);
  }

  onDeath(listener: (death: { message: string }) => void): () => void {
    this.#deaths.add(listener);
    return () => this.#deaths.delete(listener);
  }

  close(): void {
    this.#workers.close("The kernel was closed.");
  }

  #call<Result>(work: (service: KernelRemote) => Promise<Result>): Promise<Result> {
    return this.#workers.call(work);
  }

  async #tracked<Result extends RunResult>(
    request: RunRequest,
    work: (service: KernelRemote) => Promise<Result>,
  ): Promise<Result> {
    const ended = this.#call(work);
    const running = { run: request.run, ended };
    this.#running = running;
    const unwatch = this.#watch(request.timeLimit);
    try {
      const result = await ended;
      await this.#gate.reached(result.lastEvent);
      return result;
    } finally {
      unwatch();
      this.#tell(null);
      if (this.#running === running) this.#running = null;
    }
  }

  #watch(timeLimit: number | null): () => void {
    const { link } = this.#workers;
    if (timeLimit === null || link === null) return () => {};
    return watchTimeLimit({
      ...this.#effects,
      timeLimit,
      ping: () => link.call((service) => service.ping()),
      onStuck: (message) => this.#workers.giveUp(link, message),
    });
  }

  #tellDeath(message: string): void {
    for (const listener of this.#deaths) listener({ message });
  }

  #tell(progress: LoadProgress | null): void {
    for (const listener of this.#progress) listener(progress);
  }
}
