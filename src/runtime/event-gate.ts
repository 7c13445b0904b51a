import type { KernelEvent } from "../shared/kernel.ts";

/**
 * Delivers the worker's events in order and tells when all up to a number were
 * delivered: results and events travel on two ports, which keep no order
 * between them.
 */
export class EventGate {
  #listeners = new Set<(event: KernelEvent) => void>();
  #delivered = 0;
  #waiting = new Set<{ readonly seq: number; readonly resolve: () => void }>();

  listen(listener: (event: KernelEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  deliver(events: readonly KernelEvent[]): void {
    for (const event of events) {
      for (const listener of this.#listeners) listener(event);
      this.#delivered = event.seq;
    }
    for (const waiter of this.#waiting) {
      if (waiter.seq > this.#delivered) continue;
      this.#waiting.delete(waiter);
      waiter.resolve();
    }
  }

  /** Resolves once the event with that number was delivered. */
  reached(seq: number): Promise<void> {
    if (seq <= this.#delivered) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.add({ seq, resolve }));
  }

  /** A new worker numbers from 1 again. */
  reset(): void {
    this.#delivered = 0;
    for (const waiter of this.#waiting) waiter.resolve();
    this.#waiting.clear();
  }
}
