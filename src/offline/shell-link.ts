import { type ReadonlySignal, signal } from "@preact/signals-core";
import { readMessageToPage } from "../shared/offline-messages.ts";
import type { BuildAnswer, MessageToWorker, StoreTrouble } from "../shared/offline-messages.ts";
import { SERVICE_WORKER } from "../shared/site-files.ts";

/** How the shell of this tab's build is stored. */
export type ShellState =
  | { readonly kind: "unknown" }
  /** `fraction` of it is, from 0 to 1. */
  | { readonly kind: "storing"; readonly fraction: number }
  | { readonly kind: "stored" }
  | { readonly kind: "failed"; readonly trouble: StoreTrouble | "unavailable" };

export interface ShellLinkOptions {
  /** Undefined where the browser offers none: private windows, frames of other sites. */
  readonly container: ServiceWorkerContainer | undefined;
  /** The build of this tab. */
  readonly build: string;
  readonly createChannel: () => MessageChannel;
  readonly setTimeout: (work: () => void, milliseconds: number) => unknown;
  readonly reload: () => void;
}

/** The page's link to its service workers: the one that answers, and the one that waits. */
export interface ShellLink {
  readonly state: ReadonlySignal<ShellState>;
  /** True where another build than this tab's answers, or waits for its turn. */
  readonly update: ReadonlySignal<boolean>;
  /**
   * Registers the service worker, once more where it could not store the shell; how it goes is told
   * by `state`.
   */
  start(): Promise<void>;
  /** Looks for a newer version. */
  look(): void;
  /** Lets the newest build answer, and loads the page anew. */
  takeUpdate(): Promise<void>;
  /** A quiet moment: files of builds that are not in use any more may go. */
  tidy(): void;
  /** Ends the service worker of this site; a later visit starts it again. */
  forget(): Promise<void>;
}

const STORED: ShellState = { kind: "stored" };
/** Milliseconds that a service worker may take to answer. */
const PATIENCE = 5_000;
/** How often one that does not answer is asked again. */
const TRIES = 12;
/** Milliseconds that a new version may take to take over: what the former one is at ends first. */
const TAKE_OVER = 60_000;

/** The link; nothing happens before `start`. */
export function createShellLink(options: ShellLinkOptions): ShellLink {
  const { container, build, createChannel, setTimeout, reload } = options;
  const state = signal<ShellState>({ kind: "unknown" });
  const update = signal(false);
  let registration: ServiceWorkerRegistration | null = null;
  let listens = false;
  /** The last of several looks at the workers is believed. */
  let round = 0;

  async function ask(worker: ServiceWorker | null): Promise<BuildAnswer | null> {
    if (worker === null) return null;
    const { port1, port2 } = createChannel();
    const question: MessageToWorker = { type: "routebook:build?" };
    return new Promise<BuildAnswer | null>((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<BuildAnswer>) => resolve(data);
      setTimeout(() => resolve(null), PATIENCE);
      worker.postMessage(question, [port2]);
    }).finally(() => port1.close());
  }

  async function lookAtWorkers(tries = TRIES): Promise<void> {
    const mine = ++round;
    const { active = null, waiting = null, installing = null } = registration ?? {};
    const [now, next] = await Promise.all([ask(active), ask(waiting)]);
    if (mine !== round) return;
    const known = [now, next].filter((answer) => answer !== null);
    // Silence is no answer: a busy device takes its time.
    const isSilent = (active !== null && now === null) || (waiting !== null && next === null);
    const isOther = known.some((answer) => answer.build !== build);
    update.value = isOther || (isSilent && update.peek());
    if (isSilent && tries > 0) void lookAtWorkers(tries - 1);
    const own = known.find((answer) => answer.build === build);
    // A state that stays the same is none to act on again.
    if (own?.whole === true) state.value = STORED;
    else if ((own !== undefined || installing !== null) && state.peek().kind !== "storing") {
      state.value = { kind: "storing", fraction: 0 };
    }
  }

  function watch(worker: ServiceWorker | null): void {
    worker?.addEventListener("statechange", () => {
      void lookAtWorkers();
      const gone = worker.state === "redundant" && state.peek().kind === "storing";
      // Its own message says more, where it could send one.
      if (gone) state.value = { kind: "failed", trouble: "network" };
    });
  }

  function hear({ data, ports }: MessageEvent<unknown>): void {
    const message = readMessageToPage(data);
    if (message === null) return;
    if (message.type === "routebook:build?") {
      const answer: BuildAnswer = { build };
      ports[0]?.postMessage(answer);
    } else if (message.build !== build || state.peek().kind === "stored") {
      // It is another version's, or already there.
    } else if (message.type === "routebook:storing") {
      state.value = { kind: "storing", fraction: message.done / message.total };
      if (message.done === message.total) void lookAtWorkers();
    } else {
      state.value = { kind: "failed", trouble: message.trouble };
    }
  }

  return {
    state,
    update,
    async start() {
      if (container === undefined) {
        state.value = { kind: "failed", trouble: "unavailable" };
        return;
      }
      if (!listens) {
        listens = true;
        container.addEventListener("message", hear);
        container.startMessages();
        container.addEventListener("controllerchange", () => void lookAtWorkers());
      }
      try {
        registration = await container.register(SERVICE_WORKER, {
          scope: "./",
          updateViaCache: "none",
        });
      } catch {
        // Without a network there may be one all the same.
        registration = (await container.getRegistration("./").catch(() => undefined)) ?? null;
        if (registration === null) {
          state.value = { kind: "failed", trouble: "unavailable" };
          return;
        }
      }
      registration.addEventListener("updatefound", () => {
        watch(registration?.installing ?? null);
        void lookAtWorkers();
      });
      watch(registration.installing);
      await lookAtWorkers();
    },
    look() {
      // Whoever is offline hears of it elsewhere.
      void registration?.update().catch(() => undefined);
    },
    async takeUpdate() {
      const waiting = registration?.waiting ?? null;
      if (waiting !== null) {
        const takeOver: MessageToWorker = { type: "routebook:take-over" };
        const taken = new Promise<void>((resolve) => {
          container?.addEventListener("controllerchange", () => resolve(), { once: true });
          waiting.addEventListener("statechange", () => {
            if (waiting.state === "activated" || waiting.state === "redundant") resolve();
          });
          setTimeout(resolve, TAKE_OVER);
        });
        waiting.postMessage(takeOver);
        await taken;
      }
      reload();
    },
    tidy() {
      const tidy: MessageToWorker = { type: "routebook:tidy" };
      registration?.active?.postMessage(tidy);
    },
    async forget() {
      await registration?.unregister();
      registration = null;
      round++;
      update.value = false;
      state.value = { kind: "unknown" };
    },
  };
}
