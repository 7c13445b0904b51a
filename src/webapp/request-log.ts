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
}

/** The log of a page, filled from the kernel's events from now on. */
export function createRequestLog({ kernel, phase }: RequestLogOptions): RequestLog {
  const entries = signal<readonly LogEntry[]>([]);
  let life = 1;
  let lastEvent = 0;

  function loseRunning(): void {
    const before = entries.peek();
    if (!before.some(runs)) return;
    entries.value = before.map((entry) => (runs(entry) ? { ...entry, lost: true } : entry));
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
    const entry = { id: `${life}:${start.exchange}`, start, trace: null, lost: false };
    entries.value = [...entries.peek(), entry].slice(-LOG_LIMIT);
  }

  function end(trace: WireTrace): void {
    const id = `${life}:${trace.exchange}`;
    const at = entries.peek().findLastIndex((entry) => entry.id === id);
    const entry = entries.peek()[at];
    // Cleared meanwhile, too old, or a check's.
    if (entry === undefined) return;
    entries.value = entries.peek().with(at, { ...entry, trace, lost: false });
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
      entries.value = entries.peek().filter(runs);
    },
  };
}

function runs({ trace, lost }: LogEntry): boolean {
  return trace === null && !lost;
}
