import { computed, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import type { KernelClient } from "../runtime/kernel-client.ts";
import { CHECK_CLIENTS } from "../shared/http-send.ts";
import type { WireStart, WireTrace } from "../shared/http.ts";
import type { KernelEvent } from "../shared/kernel.ts";
import { type LogEntry, LOG_LIMIT, type RequestLog } from "./model.ts";

/** What the notebook's kernel is doing, in a word. */
export type KernelPhase = "off" | "starting" | "ready" | "running" | "stopping" | "broken";

export interface RequestLogOptions {
  readonly kernel: Pick<KernelClient, "listen">;
  readonly phase: ReadonlySignal<KernelPhase>;
  /** Calls back once after so many milliseconds. */
  readonly setTimeout?: (work: () => void, milliseconds: number) => unknown;
}

/**
 * Milliseconds that requests may wait to be shown: they come in bursts, and drawing the log anew for
 * each would make each of them slower. No animation frame: a page in the background has none.
 */
const PACE = 30;

/** The log of a page, filled from the kernel's events from now on. */
export function createRequestLog({ kernel, phase, ...effects }: RequestLogOptions): RequestLog {
  const later = effects.setTimeout ?? ((work, milliseconds) => setTimeout(work, milliseconds));
  const entries = signal<readonly LogEntry[]>([]);
  /** What `entries` will show next. */
  let known: LogEntry[] = [];
  let waits = false;
  let life = 1;
  let lastEvent = 0;

  function show(): void {
    entries.value = [...known];
  }

  function showSoon(): void {
    if (waits) return;
    waits = true;
    later(() => {
      waits = false;
      show();
    }, PACE);
  }

  function loseRunning(): void {
    if (!known.some(runs)) return;
    known = known.map((entry) => (runs(entry) ? { ...entry, lost: true } : entry));
    show();
  }

  function hear(event: KernelEvent): void {
    // Each worker numbers its events from 1: a smaller number is another worker's.
    if (event.seq <= lastEvent) {
      life++;
      loseRunning();
    }
    lastEvent = event.seq;
    if (event.type === "request-began") begin(event.start);
    else if (event.type === "request-ended") end(event.trace);
  }

  function begin(start: WireStart): void {
    // Requests of exercise checks are the lesson's business.
    if (start.client.startsWith(CHECK_CLIENTS)) return;
    known.push({ id: `${life}:${start.exchange}`, start, trace: null, lost: false });
    if (known.length > LOG_LIMIT) known.shift();
    showSoon();
  }

  function end(trace: WireTrace): void {
    const id = `${life}:${trace.exchange}`;
    const at = known.findLastIndex((entry) => entry.id === id);
    const entry = known[at];
    // Cleared meanwhile, too old, or a check's.
    if (entry === undefined) return;
    known[at] = { ...entry, trace, lost: false };
    showSoon();
  }

  kernel.listen(hear);
  effect(() => {
    const now = phase.value;
    if (now === "starting" || now === "off" || now === "broken") loseRunning();
  });
  return {
    entries,
    running: computed(() => entries.value.filter(runs).length),
    clear() {
      // What runs stays: it can still be stopped.
      known = known.filter(runs);
      show();
    },
  };
}

function runs({ trace, lost }: LogEntry): boolean {
  return trace === null && !lost;
}
