import { batch, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import type { KernelClient } from "../runtime/kernel-client.ts";
import type { AppCandidate } from "../shared/http.ts";
import type { AppStatus } from "./model.ts";
import type { KernelPhase } from "./request-log.ts";

export interface AppStatusOptions {
  readonly kernel: Pick<KernelClient, "apps" | "chooseApp" | "listen">;
  readonly phase: ReadonlySignal<KernelPhase>;
  /** False where nobody wants to know of an app: then the kernel is not asked after each run. */
  readonly wanted: ReadonlySignal<boolean>;
  readonly setTimeout?: (work: () => void, milliseconds: number) => unknown;
}

/** Where an app is that no server call gave an address. */
const DEFAULT_ORIGIN = "http://localhost:8000";

/** Milliseconds that the kernel must have been idle before it is asked: cells run in a row. */
const CALM = 30;

/** Which app answers, as the kernel tells after each run. `forget` begins anew: another notebook. */
export function createAppStatus(options: AppStatusOptions): AppStatus & { forget(): void } {
  const { kernel, phase, wanted } = options;
  const later = options.setTimeout ?? ((work, milliseconds) => setTimeout(work, milliseconds));
  const apps = signal<readonly AppCandidate[]>([]);
  const origin = signal(DEFAULT_ORIGIN);
  const revision = signal(0);
  const choice = signal<string | null>(null);
  /** A server call was made since the apps were last asked for. */
  let served = false;
  /** Where server calls put the apps of these names, the newest last. */
  let places = new Map<string, string>();
  /** Rises with each question and each new life: an answer to an older one is dropped. */
  let question = 0;
  /** Questions under way. */
  let asking = 0;

  async function refresh(): Promise<void> {
    const mine = ++question;
    asking++;
    // A kernel that is not there, or goes meanwhile, has no app.
    const found = await kernel.apps().catch((): readonly AppCandidate[] => []);
    asking--;
    if (mine !== question) return;
    const before = apps.peek()[0];
    const ordered = chosenFirst(found, choice.peek());
    const now = ordered[0];
    const exchanged = now?.name !== before?.name || now?.revision !== before?.revision;
    batch(() => {
      apps.value = ordered;
      if (exchanged || served) revision.value++;
    });
    served = false;
  }

  /** Nothing is known any more: another kernel, or another notebook. */
  function lose(): void {
    question++;
    served = false;
    apps.value = [];
    places = new Map();
    origin.value = DEFAULT_ORIGIN;
  }

  function tellChoice(): void {
    // A kernel that dies of it, or before, has no choice to keep.
    kernel.chooseApp(choice.peek()).catch(() => undefined);
  }

  let before: KernelPhase = phase.peek();
  effect(() => {
    const now = phase.value;
    const isWanted = wanted.value;
    const from = before;
    before = now;
    if (now === "starting" || now === "off" || now === "broken") lose();
    if (now !== "ready" || !isWanted) return;
    if (from === "starting" && choice.peek() !== null) tellChoice();
    later(() => {
      if (phase.peek() === "ready") void refresh();
    }, CALM);
  });
  kernel.listen((event) => {
    if (event.type !== "served") return;
    served = true;
    const { name, url } = event.app;
    places.delete(name);
    places.set(name, new URL(url).origin);
    origin.value = placeOf(choice.peek(), places);
    // The run that serves it asks when it ends; a request may serve an app as well.
    if (phase.peek() === "ready" && asking === 0) void refresh();
  });

  return {
    apps,
    origin,
    revision,
    choice,
    refresh,
    async choose(name) {
      await kernel.chooseApp(name);
      choice.value = name;
      origin.value = placeOf(name, places);
      await refresh();
    },
    forget() {
      lose();
      if (choice.peek() === null) return;
      choice.value = null;
      tellChoice();
    },
  };
}

function chosenFirst(
  apps: readonly AppCandidate[],
  choice: string | null,
): readonly AppCandidate[] {
  const chosen = apps.find(({ name }) => name === choice);
  return chosen === undefined ? apps : [chosen, ...apps.filter((app) => app !== chosen)];
}

/**
 * Where to ask for the chosen app. One that no server call placed answers on any port but those of
 * the others; with no choice the newest server call says where.
 */
function placeOf(choice: string | null, places: ReadonlyMap<string, string>): string {
  const taken = [...places.values()];
  if (choice === null) return taken.at(-1) ?? DEFAULT_ORIGIN;
  const given = places.get(choice);
  if (given !== undefined) return given;
  let port = 8000;
  while (taken.includes(`http://localhost:${port}`)) port++;
  return `http://localhost:${port}`;
}
