import { kernelOfSign, readStopMessage, writeSign } from "../../src/shared/interrupt-flag.ts";
import type { StopSign } from "../../src/shared/interrupt-flag.ts";

/** The event of a request, as far as it matters here. */
export interface AskedEvent {
  readonly request: { readonly url: string; readonly method: string };
  respondWith(answer: Response): void;
}

/**
 * The signs of Stop that pages have given, for the Python workers that ask for them (see
 * shared/interrupt-flag.ts). They are kept in memory alone: a service worker that was ended in
 * between answers "go on", and the page, which repeats its message until the run has ended, is
 * heard at the next look.
 */
export class InterruptFlag {
  readonly #base: string;
  readonly #signs = new Map<string, StopSign>();

  /** `base` is the service worker's scope. */
  constructor(base: string) {
    this.#base = base;
  }

  /** Takes a page's message; false where it is about something else. */
  hear(event: { readonly data: unknown }): boolean {
    const message = readStopMessage(event.data);
    if (message === null) return false;
    if (message.sign === null) this.#signs.delete(message.kernel);
    else this.#signs.set(message.kernel, message.sign);
    return true;
  }

  /** Answers a Python worker's question; false, and nothing done, for any other request. */
  answer(event: AskedEvent): boolean {
    if (event.request.method !== "GET") return false;
    const kernel = kernelOfSign(event.request.url, this.#base);
    if (kernel === null) return false;
    const headers = { "Content-Type": "text/plain", "Cache-Control": "no-store" };
    event.respondWith(new Response(writeSign(this.#signs.get(kernel) ?? null), { headers }));
    return true;
  }
}
