import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import type { KernelClient } from "../runtime/kernel-client.ts";
import { CHECK_CLIENTS, DEFAULT_CLIENT } from "../shared/http-send.ts";
import type { CookieReading, Jars } from "../shared/http.ts";
import type { Clients } from "./model.ts";
import type { KernelPhase } from "./request-log.ts";

export interface ClientsOptions {
  readonly kernel: Pick<KernelClient, "jars" | "editJar" | "readCookies" | "listen">;
  readonly phase: ReadonlySignal<KernelPhase>;
  /** Names of the lesson's clients, in its order. */
  readonly lesson: ReadonlySignal<readonly string[]>;
  /** Calls back once after so many milliseconds. */
  readonly setTimeout?: (work: () => void, milliseconds: number) => unknown;
}

/** There in every notebook. */
const ALWAYS = [DEFAULT_CLIENT, "Bob"] as const;
/** Milliseconds after a request's end until the jars are asked for: requests come in bursts. */
const CALM = 40;

/** The named clients, as the kernel's jars and the learner have them. `forget` begins anew. */
export function createClients(options: ClientsOptions): Clients & { forget(): void } {
  const { kernel, phase, lesson } = options;
  const later = options.setTimeout ?? ((work, milliseconds) => setTimeout(work, milliseconds));
  const jars = signal<Jars>({});
  const readings = signal<Readonly<Record<string, readonly CookieReading[]>>>({});
  const added = signal<readonly string[]>([]);
  const active = signal<string>(DEFAULT_CLIENT);
  const names = computed(() => {
    const withCookies = Object.entries(jars.value).filter(([, jar]) => jar.length > 0);
    const known = withCookies.map(([name]) => name).filter(isShown);
    return [...new Set([...ALWAYS, ...lesson.value, ...added.value, ...known])];
  });
  let waits = false;
  let question = 0;

  async function refresh(): Promise<void> {
    const mine = ++question;
    // A kernel that is not there, or goes meanwhile, has no cookies.
    const found = await kernel.jars().catch((): Jars => ({}));
    const owners = Object.keys(found).filter((name) => (found[name]?.length ?? 0) > 0);
    const read = await Promise.all(
      owners.map(async (name): Promise<[string, readonly CookieReading[]]> => [
        name,
        await kernel.readCookies(name).catch(() => []),
      ]),
    );
    if (mine !== question) return;
    batch(() => {
      jars.value = found;
      readings.value = Object.fromEntries(read);
    });
  }

  function refreshSoon(): void {
    if (waits) return;
    waits = true;
    later(() => {
      waits = false;
      void refresh();
    }, CALM);
  }

  function lose(): void {
    question++;
    batch(() => {
      jars.value = {};
      readings.value = {};
    });
  }

  kernel.listen((event) => {
    if (event.type === "request-ended") refreshSoon();
  });
  effect(() => {
    const now = phase.value;
    if (now === "starting" || now === "off" || now === "broken") lose();
  });

  return {
    names,
    jars,
    readings,
    active,
    refresh,
    add(name) {
      const wanted = name.trim().replace(/\s+/g, " ").slice(0, 40);
      if (wanted === "") throw new Error("A client needs a name, such as Carol.");
      if (!isShown(wanted))
        throw new Error(`Routebook uses the name ${wanted} itself; take another.`);
      const free = unique(wanted, names.peek());
      added.value = [...added.peek(), free];
      return free;
    },
    async remove(name) {
      await kernel.editJar(name, { type: "clear" });
      added.value = added.peek().filter((other) => other !== name);
      const stays = [...ALWAYS, ...lesson.peek()].includes(name);
      if (active.peek() === name && !stays) active.value = DEFAULT_CLIENT;
      await refresh();
    },
    async edit(client, edit) {
      await kernel.editJar(client, edit);
      await refresh();
    },
    forget() {
      lose();
      batch(() => {
        added.value = [];
        active.value = DEFAULT_CLIENT;
      });
    },
  };
}

/** Clients of checks, and requests without one, are not people. */
function isShown(name: string): boolean {
  return name !== "" && !name.startsWith(CHECK_CLIENTS);
}

function unique(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let number = 2; taken.includes(name); number++) name = `${wanted} ${number}`;
  return name;
}
