import type { KeptImage } from "../shared/images.ts";
import type {
  HeadStart,
  KernelEvent,
  KernelFile,
  KernelInfo,
  RuntimePlaces,
} from "../shared/kernel.ts";
import { KernelDied, KernelStartFailed, messageOf } from "./errors.ts";
import { inTime } from "./in-time.ts";
import type { Timers } from "./in-time.ts";
import type { ServiceFlag } from "./service-flag.ts";
import { createSpare, type Spare } from "./spare-worker.ts";
import { WorkerLink } from "./worker-link.ts";
import type { KernelRemote } from "./worker-link.ts";

export interface SuccessionEffects extends Timers {
  createWorker(): Worker;
  /** Where what Python is made of lies. */
  readonly places: RuntimePlaces;
  /** Whether there is memory enough for keeping a kernel's image, and a worker, for the next one. */
  readonly keepsImages: boolean;
  /** True where SharedArrayBuffer may be shared with the worker. */
  readonly isolated: boolean;
  /**
   * Makes the flag that a service worker answers, or null where there can be none; absent where the
   * page is isolated.
   */
  openServiceFlag?(): Promise<ServiceFlag | null>;
}

/** Milliseconds after a start in which its image is left alone: the learner's first run goes first. */
const QUIET = 1500;

/** Milliseconds that a started worker may be held back for the flag that a service worker answers. */
const FLAG_PATIENCE = 500;

/** Who hears of a worker's life. */
export interface SuccessionListener {
  /** A new worker is about to start: its events are numbered from 1 again. */
  begins(): void;
  hears(events: readonly KernelEvent[]): void;
  /** The start ended, well or not. */
  started(): void;
  /** Whatever waits for the worker waits in vain: it ended, for this reason. */
  ended(message: string): void;
  /** It ended by itself, and the next one has begun to start. */
  died(message: string): void;
}

/** The files that each new worker is started with. */
export interface StartFiles {
  /** The lesson's. */
  readonly given: readonly KernelFile[];
  /** The learner's program's. */
  readonly written: readonly KernelFile[];
}

/** One worker after the other: starts them, replaces them, tells of their deaths. */
export class WorkerSuccession {
  readonly #effects: SuccessionEffects;
  readonly #files: StartFiles;
  readonly #listener: SuccessionListener;
  #packages: readonly string[] = [];
  #link: WorkerLink | null = null;
  #spare: Spare;
  #starting: Promise<KernelInfo> | null = null;
  #flag: Int32Array | null = null;
  #serviceFlag: ServiceFlag | null = null;
  /** What the next worker can start from; it goes there, and comes back from it. */
  #kept: KeptImage | null = null;

  constructor(effects: SuccessionEffects, files: StartFiles, listener: SuccessionListener) {
    this.#effects = effects;
    this.#files = files;
    this.#listener = listener;
    // The script and Python's own files begin to load before anybody asks for the kernel.
    this.#spare = createSpare(() => effects.createWorker());
  }

  /** The worker at work; null while there is none. */
  get link(): WorkerLink | null {
    return this.#link;
  }

  /** Whether a worker was asked for and has not been given up. */
  get active(): boolean {
    return this.#starting !== null;
  }

  /** The running worker's info, or that of one which is started now. */
  start(packages: readonly string[]): Promise<KernelInfo> {
    this.#packages = packages;
    return this.#starting ?? this.#begin();
  }

  /** Ends the worker, for that reason, and starts the next; `packages` default to the former's. */
  replace(message: string, packages: readonly string[] = this.#packages): Promise<KernelInfo> {
    this.#packages = packages;
    this.#stop(message);
    return this.#begin();
  }

  /** Calls the worker once it has started. Rejects with `KernelDied` where there is none. */
  async call<Result>(work: (service: KernelRemote) => Promise<Result>): Promise<Result> {
    return (await this.#started()).call(work);
  }

  /** Opens a way for requests to the learner's app. */
  async openHttp(): Promise<MessagePort> {
    const channel = new MessageChannel();
    await (await this.#started()).serveHttp(channel.port2);
    return channel.port1;
  }

  /**
   * Sets the flag, where there is one: the run of that number is to stop. Returns the way to take
   * it back, once the run has ended.
   */
  signal(run: number): () => void {
    if (this.#flag !== null) this.#flag[0] = run;
    return this.#serviceFlag?.raise(run) ?? (() => {});
  }

  /** The worker does not answer any more: it is ended, and counts as dead. */
  giveUp(link: WorkerLink, message: string): void {
    if (this.#link !== link) return;
    link.end(message);
    this.#onDeath(link, message);
  }

  /** Ends the worker for good. */
  close(message: string): void {
    this.#stop(message);
    this.#spare.end();
  }

  async #started(): Promise<WorkerLink> {
    if (this.#starting === null) throw new KernelDied("The kernel is not running.");
    await this.#starting;
    if (this.#link === null) throw new KernelDied("The kernel is not running.");
    return this.#link;
  }

  #begin(): Promise<KernelInfo> {
    const starting = this.#launch();
    // A start that fails or is overtaken is told to whoever waits for it; nobody need.
    starting.catch(() => {});
    this.#starting = starting;
    return starting;
  }

  async #launch(): Promise<KernelInfo> {
    const worker = this.#spare.take();
    this.#listener.begins();
    this.#flag = this.#effects.isolated ? new Int32Array(new SharedArrayBuffer(4)) : null;
    this.#serviceFlag = null;
    const link = new WorkerLink(
      worker,
      (events) => this.#listener.hears(events),
      (message) => this.#onDeath(link, message),
    );
    this.#link = link;
    const kept = this.#kept;
    this.#kept = null;
    // Its code loads while Python starts.
    const serviceFlag = this.#flag === null ? this.#openServiceFlag() : null;
    try {
      const info = await link.start({
        ...this.#effects.places,
        kept,
        packages: this.#packages,
        files: this.#files.written,
        interruptFlag: this.#flag,
      });
      if (serviceFlag !== null) {
        const joined = serviceFlag.then((flag) => this.#join(link, flag));
        // Code that computes does not hear where to look: it is to be told before the first run.
        await inTime(joined, FLAG_PATIENCE, this.#effects);
      }
      if (info.image !== null) {
        this.#effects.setTimeout(() => void this.#tendImage(link).catch(() => {}), QUIET);
      }
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
      throw new KernelStartFailed(startFailed(messageOf(error)), { cause: error });
    } finally {
      this.#listener.started();
    }
  }

  /** Stop works without it, at the price of the worker: it may be late, and it may fail. */
  async #openServiceFlag(): Promise<ServiceFlag | null> {
    return this.#effects.openServiceFlag?.().catch(() => null) ?? null;
  }

  /** What is asked of the worker from here on, it does after it was told of the flag. */
  #join(link: WorkerLink, flag: ServiceFlag | null): void {
    if (flag === null || this.#link !== link) return;
    this.#serviceFlag = flag;
    void flag.join(link).catch(() => {});
  }

  /** Has the image stored for the next visit, and takes it over for the next worker. */
  async #tendImage(link: WorkerLink): Promise<void> {
    if (this.#link !== link) return;
    await link.call((service) => service.storeImage());
    if (!this.#effects.keepsImages || this.#link !== link) return;
    this.#kept = await link.call((service) => service.giveImage());
    if (this.#kept !== null && this.#link === link) this.#makeReady(this.#kept);
  }

  /** A worker that has loaded its script, and all that it needs beside the image. */
  #makeReady({ main }: KeptImage): void {
    this.#spare.end();
    this.#spare = createSpare(() => this.#effects.createWorker());
    const headStart: HeadStart = {
      type: "head-start",
      ...this.#effects.places,
      packages: null,
      main,
    };
    this.#spare.tell(headStart);
  }

  #stop(message: string): void {
    this.#link?.end(message);
    this.#link = null;
    this.#listener.ended(message);
  }

  #onDeath(link: WorkerLink, message: string): void {
    if (this.#link !== link) return;
    this.#link = null;
    this.#listener.ended(message);
    void this.#begin();
    this.#listener.died(message);
  }
}

/** Some reasons say already what to do about the connection. */
function startFailed(reason: string): string {
  const advice = /\bconnection\b/.test(reason)
    ? "Then reload the page."
    : "Check the connection and reload the page.";
  return `Python did not start: ${reason} ${advice}`;
}
