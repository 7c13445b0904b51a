import type { GridQuery, GridRows } from "../shared/grid.ts";
import type {
  AppCandidate,
  AskerMessage,
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
  RunRequest,
  RunResult,
} from "../shared/kernel.ts";
import { KernelDied, KernelStartFailed, messageOf } from "./errors.ts";
import { EventGate } from "./event-gate.ts";
import { FileMirror } from "./file-mirror.ts";
import { HttpAsker } from "./http-asker.ts";
import type { Exchange, ExchangeListener, WireSocket } from "./http-exchange.ts";
import type { InterruptOutcome, KernelClient } from "./kernel-client.ts";
import { sendRequest } from "./send-request.ts";
import type { SendOptions } from "./send-request.ts";
import { SerialQueue } from "./serial-queue.ts";
import { watchTimeLimit } from "./watch-time-limit.ts";
import { WorkerLink } from "./worker-link.ts";
import type { KernelRemote } from "./worker-link.ts";

/** What the client needs of the page. */
export interface KernelClientEffects {
  createWorker(): Worker;
  /** Folder of Pyodide's files, absolute. */
  readonly pyodideUrl: string;
  /** Bytes of each of them. */
  readonly pyodideBytes: Readonly<Record<string, number>>;
  readonly packIndexUrl: string;
  /** True where SharedArrayBuffer may be shared with the worker. */
  readonly isolated: boolean;
  /** Milliseconds that a stopped run may take to end before its worker is replaced. */
  readonly patience: number;
  readonly setTimeout: (work: () => void, milliseconds: number) => number;
  readonly clearTimeout: (timer: number) => void;
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
  #link: WorkerLink | null = null;
  #spare: Worker | null = null;
  #starting: Promise<KernelInfo> | null = null;
  #flag: Int32Array | null = null;
  #packages: readonly string[] = [];
  #running: { readonly run: number; readonly ended: Promise<unknown> } | null = null;
  #progress = new Set<(progress: LoadProgress | null) => void>();
  #deaths = new Set<(death: { message: string; restarted: boolean }) => void>();
  #http: HttpAsker;

  constructor(effects: KernelClientEffects) {
    this.#effects = effects;
    this.#http = new HttpAsker({
      ...effects,
      connect: () => this.#openHttp(),
      // A new worker that does not start is told to whoever waits for it.
      onStuck: () => void this.stopRequests().catch(() => {}),
    });
    // The script and Python's own files begin to load before anybody asks for the kernel.
    this.#spare = effects.createWorker();
    this.#gate.listen((event) => {
      if (event.type === "files") this.#files.apply(event.changed);
      if (event.type === "progress") this.#tell(event.progress);
    });
  }

  start(packages: readonly string[], signal?: AbortSignal): Promise<KernelInfo> {
    signal?.throwIfAborted();
    this.#packages = packages;
    return this.#starting ?? this.#begin();
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

  async interrupt(): Promise<InterruptOutcome> {
    const requests = this.#http.running;
    const running = this.#running ?? (requests && { run: REQUESTS, ended: requests });
    const link = this.#link;
    if (running === null || link === null) return "nothing-ran";
    if (this.#flag !== null) this.#flag[0] = running.run;
    const asked = link.call((service) => service.interrupt(running.run));
    asked.catch(() => {});
    const late = Symbol("late");
    let timer = 0;
    const patience = new Promise<typeof late>((resolve) => {
      timer = this.#effects.setTimeout(() => resolve(late), this.#effects.patience);
    });
    const settled = running.ended.then(
      () => "kept" as const,
      () => "replaced" as const,
    );
    const outcome = await Promise.race([settled, patience]);
    this.#effects.clearTimeout(timer);
    if (outcome !== late) return outcome;
    if (this.#link === link) await this.restart(this.#packages);
    return "replaced";
  }

  async stopRequests(): Promise<InterruptOutcome> {
    if (this.#running !== null) return "nothing-ran";
    const outcome = await this.interrupt();
    const message = "A request to the app could not be stopped.";
    if (outcome === "replaced") this.#deaths.forEach((tell) => tell({ message, restarted: true }));
    return outcome;
  }

  async restart(
    packages: readonly string[],
    options: { readonly keepFiles?: boolean } = {},
  ): Promise<KernelInfo> {
    if (options.keepFiles === false) this.#files.clear();
    this.#packages = packages;
    this.#stop("The kernel was restarted.");
    return this.#begin();
  }

  async answer(line: string | null): Promise<void> {
    await this.#call((service) => service.answer(line));
  }

  grid(query: GridQuery, signal?: AbortSignal): Promise<GridRows> {
    signal?.throwIfAborted();
    return this.#call((service) => service.grid(query));
  }

  gridCsv(query: GridQuery, signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted();
    return this.#call((service) => service.gridCsv(query));
  }

  async writeFiles(files: readonly KernelFile[]): Promise<void> {
    this.#files.give(files);
    await this.#call((service) => service.writeFiles(files));
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

  apps(): Promise<readonly AppCandidate[]> {
    return this.#call((service) => service.apps());
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

  listen(listener: (event: KernelEvent) => void): () => void {
    return this.#gate.listen(listener);
  }

  onProgress(listener: (progress: LoadProgress | null) => void): () => void {
    this.#progress.add(listener);
    return () => this.#progress.delete(listener);
  }

  onDeath(listener: (death: { message: string; restarted: boolean }) => void): () => void {
    this.#deaths.add(listener);
    return () => this.#deaths.delete(listener);
  }

  close(): void {
    this.#stop("The kernel was closed.");
    this.#spare?.terminate();
    this.#spare = null;
  }

  #begin(): Promise<KernelInfo> {
    const starting = this.#launch();
    // A start that fails or is overtaken is told to whoever waits for it; nobody need.
    starting.catch(() => {});
    this.#starting = starting;
    return starting;
  }

  async #launch(): Promise<KernelInfo> {
    const worker = this.#spare ?? this.#effects.createWorker();
    this.#spare = null;
    this.#gate.reset();
    this.#flag = this.#effects.isolated ? new Int32Array(new SharedArrayBuffer(4)) : null;
    const link = new WorkerLink(
      worker,
      (events) => this.#gate.deliver(events),
      (message) => this.#onDeath(link, message),
    );
    this.#link = link;
    try {
      const info = await link.start({
        pyodideUrl: this.#effects.pyodideUrl,
        pyodideBytes: this.#effects.pyodideBytes,
        packIndexUrl: this.#effects.packIndexUrl,
        packages: this.#packages,
        files: this.#files.written,
        interruptFlag: this.#flag,
      });
      if (this.#files.given.length > 0) {
        await link.call((service) => service.writeFiles(this.#files.given));
      }
      return info;
    } catch (error) {
      if (this.#link === link) {
        this.#stop(messageOf(error));
        this.#starting = null;
      }
      if (error instanceof KernelDied && this.#link !== null) throw error;
      throw new KernelStartFailed(
        `Python did not start: ${messageOf(error)} Check the connection and reload the page.`,
        { cause: error },
      );
    } finally {
      this.#tell(null);
    }
  }

  async #call<Result>(work: (service: KernelRemote) => Promise<Result>): Promise<Result> {
    if (this.#starting === null) throw new KernelDied("The kernel is not running.");
    await this.#starting;
    if (this.#link === null) throw new KernelDied("The kernel is not running.");
    return this.#link.call(work);
  }

  async #openHttp(): Promise<MessagePort> {
    const channel = new MessageChannel();
    await this.#call(() => this.#link?.serveHttp(channel.port2) ?? Promise.resolve());
    return channel.port1;
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
    const link = this.#link;
    if (timeLimit === null || link === null) return () => {};
    return watchTimeLimit({
      ...this.#effects,
      timeLimit,
      ping: () => link.call((service) => service.ping()),
      onStuck: (message) => {
        if (this.#link !== link) return;
        link.end(message);
        this.#onDeath(link, message);
      },
    });
  }

  #stop(message: string): void {
    this.#link?.end(message);
    this.#link = null;
    this.#running = null;
    this.#http.lose(new KernelDied(message));
  }

  #onDeath(link: WorkerLink, message: string): void {
    if (this.#link !== link) return;
    this.#link = null;
    this.#running = null;
    this.#http.lose(new KernelDied(message));
    this.#begin().then(
      () => this.#deaths.forEach((listener) => listener({ message, restarted: true })),
      () => this.#deaths.forEach((listener) => listener({ message, restarted: false })),
    );
  }

  #tell(progress: LoadProgress | null): void {
    for (const listener of this.#progress) listener(progress);
  }
}
