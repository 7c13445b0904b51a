import { readSign } from "../../src/shared/interrupt-flag.ts";

/** Milliseconds that code computes before the first look: short cells pay nothing. */
const FIRST_LOOK = 300;
/** Milliseconds between two looks, where they are cheap. */
const INTERVAL = 150;
/** Looks take at most one part in so many of the time … */
const SHARE = 40;
/** … as long as Stop is seen well within the page's patience: milliseconds between two looks at most. */
const LONGEST = 500;
/** After failures the first look comes up to so many times later. */
const MOST_HESITANT = 16;

/**
 * Stop, as the service worker tells it to Python that computes: looked for now and then, while
 * nothing else can be heard. Where the looking fails it ends for that run, and the next run waits
 * twice as long with its first look: Stop then costs the worker, as without a service worker.
 */
export class AskedFlag {
  readonly #ask: (address: string) => string;
  readonly #now: () => number;
  #address: string | null = null;
  #next = Infinity;
  /** Milliseconds of a look; one slow look, as when the service worker has to start, counts little. */
  #cost = INTERVAL / SHARE;
  #missed = false;
  #hesitation = 1;
  #taken = 0;

  /**
   * `ask` gives the text at an address without returning to the event loop, and throws where nobody
   * answers in time.
   */
  constructor(ask: (address: string) => string, now: () => number = () => performance.now()) {
    this.#ask = ask;
    this.#now = now;
  }

  /** From here on there is somebody at that address who answers. */
  watch(address: string): void {
    this.#address = address;
    this.#hesitation = 1;
  }

  /** Code begins to compute. */
  begin(): void {
    this.#missed = false;
    this.#next = this.#now() + FIRST_LOOK * this.#hesitation;
  }

  /** Whether that run is to stop, once for each press; it looks only if it is time to. Never throws. */
  strikes(run: number, now: number): boolean {
    if (now < this.#next || this.#address === null) return false;
    const text = this.#look(this.#address, now);
    if (text === null) return false;
    try {
      const sign = readSign(text);
      this.#hesitation = 1;
      if (sign === null || sign.run !== run || sign.press === this.#taken) return false;
      this.#taken = sign.press;
      return true;
    } catch {
      this.#giveUp();
      return false;
    }
  }

  /** What is at the address; null where nobody answered in time, which may happen once in a run. */
  #look(address: string, began: number): string | null {
    try {
      const text = this.#ask(address);
      const ended = this.#now();
      this.#missed = false;
      this.#cost = Math.min(ended - began, this.#cost * 2 + 1);
      this.#next = ended + Math.min(Math.max(this.#cost * SHARE, INTERVAL), LONGEST);
      return text;
    } catch {
      this.#next = this.#now() + LONGEST;
      if (this.#missed) this.#giveUp();
      this.#missed = true;
      return null;
    }
  }

  #giveUp(): void {
    this.#next = Infinity;
    this.#hesitation = Math.min(this.#hesitation * 2, MOST_HESITANT);
  }
}

/** Milliseconds after which a look has failed: Python stands still meanwhile. */
const TIME_OUT = 1000;

/** Asks with a synchronous request; `Request` is taken before the lockdown. */
export function askSynchronously(Request: typeof XMLHttpRequest): (address: string) => string {
  return (address) => {
    const request = new Request();
    request.open("GET", address, false);
    request.timeout = TIME_OUT;
    request.send();
    return request.status === 200 ? request.responseText : "";
  };
}
