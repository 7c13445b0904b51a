import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { InterruptOutcome, KernelClient } from "../runtime/kernel-client.ts";
import { isKernelDied, messageOf } from "../runtime/errors.ts";
import { deferred } from "../shared/deferred.ts";
import type { KernelInfo } from "../shared/kernel.ts";
import { type KernelSignal, nextKernelState } from "./kernel-status.ts";
import type { CellId, KernelState } from "./model.ts";

export interface SessionOptions {
  readonly kernel: KernelClient;
  /** Loaded before the kernel is ready; without them it does not start. */
  readonly packages: readonly string[];
  /** Loaded as well as may be: a scratch notebook may ask for what there is not. */
  readonly wanted: readonly string[];
  /** Told why wanted packages were not loaded. */
  readonly onMissing: (message: string) => void;
  /** True where the kernel may hold another notebook's state, which must go. */
  readonly fresh: boolean;
  readonly now: () => number;
  /** Told the number of each new life; the first is 1. */
  readonly onLife: (life: number) => void;
  /** The kernel died by itself and is being replaced, or was given up. */
  readonly onDeath: (message: string, givenUp: boolean) => void;
}

/** One notebook's use of the kernel: its state machine, its lives and its deaths. */
export interface KernelSession {
  readonly state: ReadonlySignal<KernelState>;
  /** Counts the kernel's lives; variables do not outlive one. */
  readonly life: number;
  /** Why the kernel takes a run's state away from it just now; null while nothing of that happens. */
  readonly ending: "stop" | "restart" | null;
  /** Resolves once Python is ready; rejects with a sentence where it will not be. */
  ready(): Promise<KernelInfo>;
  /** Tells the state machine that a run began or ended. */
  running(cell: CellId | null): void;
  idle(): void;
  /** Stops the current run; afterwards the kernel is ready again, or on its way. */
  interrupt(): Promise<InterruptOutcome>;
  /** A fresh kernel with the files kept. Rejects where Python does not start. */
  restart(): Promise<void>;
  /** A call on the kernel was rejected: takes note if that means that the worker died. */
  noteFailure(error: unknown, life: number): void;
  close(): void;
}

/** So many deaths within that time mean that starting again will not help. */
const DEATHS = 3;
const DEATH_WINDOW = 60_000;

/** Starts the kernel at once, without making anybody wait for it. */
export function createKernelSession(options: SessionOptions): KernelSession {
  const { kernel, packages, now, onDeath } = options;
  const state = signal<KernelState>({ kind: "off" });
  let life = 0;
  let ending: "stop" | "restart" | null = null;
  let starting: Promise<KernelInfo>;
  let deaths: number[] = [];
  /** A death of which the run that it ends has not told yet. */
  let untold: string | null = null;
  /** Settles once it is known whether a Stop that is under way leaves the present Python there. */
  let stopped: Promise<void> = Promise.resolve();

  function send(event: KernelSignal): void {
    state.value = nextKernelState(state.peek(), event);
  }

  function nextLife(): number {
    untold = null;
    options.onLife(++life);
    return life;
  }

  /** A new life of the kernel; a start overtaken by a later one changes nothing. */
  function begin(start: () => Promise<KernelInfo>, restart: boolean): Promise<KernelInfo> {
    const mine = nextLife();
    send({ type: "starting", restart });
    starting = start().then(
      (info) => {
        if (life === mine) send({ type: "ready", info });
        return info;
      },
      (error: unknown) => {
        if (life === mine) send({ type: "broken", message: messageOf(error) });
        throw error;
      },
    );
    // Whoever needs the kernel awaits `starting` and hears of it there.
    starting.catch(() => {});
    return starting;
  }

  async function open(): Promise<KernelInfo> {
    if (options.fresh) return withWanted(kernel.restart(packages, { keepFiles: false }));
    const info = await kernel.start(packages);
    // A kernel that was started before the notebook was known lacks its packages.
    if (packages.length > 0) await kernel.loadPackages(packages);
    return withWanted(Promise.resolve(info));
  }

  async function withWanted(started: Promise<KernelInfo>): Promise<KernelInfo> {
    const info = await started;
    try {
      if (options.wanted.length > 0) await kernel.loadPackages(options.wanted);
    } catch (error) {
      options.onMissing(messageOf(error));
    }
    return info;
  }

  function noteDeath(message: string): void {
    const time = now();
    deaths = [...deaths.filter((death) => time - death < DEATH_WINDOW), time];
    const givenUp = deaths.length >= DEATHS;
    if (givenUp) {
      nextLife();
      const sentence = `Python stopped working ${DEATHS} times within a minute (${message}) Change the cell that ran last, then press Restart.`;
      starting = Promise.reject(new Error(sentence));
      starting.catch(() => {});
      send({ type: "broken", message: sentence });
    } else {
      begin(() => withWanted(kernel.start(packages)), true).catch(() => {});
    }
    onDeath(message, givenUp);
  }

  const unlisten = [
    kernel.onProgress((progress) => send({ type: "progress", progress })),
    kernel.onDeath(({ message }) => {
      const { kind } = state.peek();
      // A run is about to be rejected: it ends in its own words, then the notebook hears of it.
      if (kind === "running" || kind === "stopping") untold = message;
      else noteDeath(message);
    }),
  ];

  starting = begin(open, false);
  return {
    state,
    get life() {
      return life;
    },
    get ending() {
      return ending;
    },
    ready: () => stopped.then(() => starting),
    running: (cell) => send({ type: "running", cell }),
    idle() {
      send({ type: "idle" });
      if (untold !== null) noteDeath(untold);
    },
    async interrupt() {
      send({ type: "stopping" });
      ending = "stop";
      const before = life;
      const known = deferred();
      stopped = known.promise;
      try {
        const outcome = await kernel.interrupt();
        const lost = outcome === "replaced" && life === before;
        const next = lost ? begin(() => withWanted(kernel.start(packages)), true) : null;
        known.resolve();
        await next?.catch(() => {});
        return outcome;
      } finally {
        known.resolve();
        ending = null;
        if (life === before) send({ type: "idle" });
      }
    },
    async restart() {
      deaths = [];
      ending = "restart";
      try {
        await begin(() => withWanted(kernel.restart(packages)), true);
      } finally {
        ending = null;
      }
    },
    noteFailure(error, failedLife) {
      if (!isKernelDied(error) || ending !== null || failedLife !== life) return;
      noteDeath(untold ?? error.message);
    },
    close() {
      for (const stop of unlisten) stop();
      nextLife();
      send({ type: "off" });
    },
  };
}
