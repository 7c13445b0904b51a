import { REQUESTS } from "../../src/shared/kernel.ts";
import type { AskedFlag } from "./asked-flag.ts";

/** Why a run was stopped. */
export type InterruptReason = "stop" | "time-limit";

const SIGINT = 2;
/** Milliseconds that a request may compute at a stretch, without anybody else getting a turn. */
export const REQUEST_LIMIT = 30_000;
/** Reads of the flag between two looks at the clock: about a thousand a millisecond pass. */
const STRIDE = 256;

/**
 * What Pyodide polls between bytecodes instead of a plain buffer. It answers
 * SIGINT when the page's flag says so (the shared one, or the one that is asked
 * for) or when the time limit is over, once, and only while the learner's code
 * runs; it also lets waiting output go.
 *
 * Pyodide reads index 0 of what `setInterruptBuffer` was given
 * (https://pyodide.org/en/stable/usage/keyboard-interrupts.html); any object
 * with that property will do.
 */
export class Interrupts {
  #flag: Int32Array | null;
  #onPoll: () => void;
  #now: () => number;
  #asked: AskedFlag | null;
  #run = REQUESTS;
  #taken = false;
  #armed = false;
  #deadline = Infinity;
  #pausedAt: number | null = null;
  #reads = 0;
  #reason: InterruptReason | null = null;
  /** When requests began to compute; null where the event loop has had a turn since. */
  #computingSince: number | null = null;
  #overtime = false;
  #waiters = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #onTimeout: () => void = () => {};

  constructor(
    flag: Int32Array | null,
    onPoll: () => void,
    now: () => number = () => performance.now(),
    asked: AskedFlag | null = null,
  ) {
    this.#flag = flag;
    this.#onPoll = onPoll;
    this.#now = now;
    this.#asked = asked;
  }

  /** The object for `pyodide.setInterruptBuffer`. */
  get buffer(): { 0: number } {
    return Object.defineProperty({ 0: 0 }, 0, {
      get: () => this.#poll(),
      // Pyodide writes 0 after every look. Passing that on would wipe out a flag that the page set
      // in between: a signal is taken back where it is given, in #poll.
      set: () => {},
    });
  }

  get reason(): InterruptReason | null {
    return this.#reason;
  }

  /** From here on interrupts are for that run. */
  open(run: number): void {
    this.#run = run;
    this.#taken = false;
    this.#reason = null;
  }

  /** True where the run was stopped before its first line. */
  get stopped(): boolean {
    return this.#reason !== null || this.#flag?.[0] === this.#run;
  }

  /** Its code begins: `onTimeout` is called if its time is over while it waits rather than computes. */
  begin(timeLimit: number | null, onTimeout: () => void): void {
    this.#onTimeout = onTimeout;
    this.#deadline = timeLimit === null ? Infinity : this.#now() + timeLimit;
    this.#asked?.begin();
    this.#schedule();
  }

  end(): void {
    this.#run = REQUESTS;
    this.#taken = false;
    this.#armed = false;
    this.#deadline = Infinity;
    this.#schedule();
  }

  /** The run that interrupts are for; {@link REQUESTS} while there is none. */
  get run(): number {
    return this.#run;
  }

  arm(): void {
    this.#armed = true;
  }

  disarm(): void {
    this.#armed = false;
    this.#computingSince = null;
  }

  /** Whether {@link REQUEST_LIMIT} stopped a request since this was last asked. */
  takeOvertime(): boolean {
    const overtime = this.#overtime;
    this.#overtime = false;
    return overtime;
  }

  /** Stops what waits: every waiter of {@link wait} resolves. */
  strike(reason: InterruptReason): void {
    this.#reason ??= reason;
    this.#take();
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const waiter of waiters) waiter();
  }

  /** Registers a wait that an interrupt ends; returns the way to take it back. */
  wait(onInterrupt: () => void): () => void {
    this.#waiters.add(onInterrupt);
    return () => this.#waiters.delete(onInterrupt);
  }

  get waits(): boolean {
    return this.#waiters.size > 0;
  }

  /** The learner is asked something: their time does not count. */
  pause(): void {
    this.#pausedAt ??= this.#now();
    this.#schedule();
  }

  resume(): void {
    if (this.#pausedAt === null) return;
    this.#deadline += this.#now() - this.#pausedAt;
    this.#pausedAt = null;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#deadline === Infinity || this.#pausedAt !== null) return;
    const left = Math.max(0, this.#deadline - this.#now());
    this.#timer = setTimeout(() => this.#onTimeout(), Math.min(left, 2 ** 31 - 1));
  }

  /** The stop that the flag asks for is being done. */
  #take(): void {
    if (this.#run !== REQUESTS) this.#taken = true;
    // Requests have one number for all, which the next stop sets again.
    else if (this.#flag !== null) Atomics.compareExchange(this.#flag, 0, REQUESTS, 0);
  }

  #poll(): number {
    if ((++this.#reads & (STRIDE - 1)) === 0) this.#onPoll();
    if (!this.#armed) return 0;
    if (!this.#taken && this.#flag?.[0] === this.#run) {
      this.#take();
      this.#reason ??= "stop";
      return SIGINT;
    }
    if ((this.#reads & (STRIDE - 1)) !== 0) return 0;
    const now = this.#now();
    if (this.#run === REQUESTS && this.#computingSince === null) return this.#beginRequest(now);
    if (!this.#taken && this.#asked?.strikes(this.#run, now) === true) {
      this.#take();
      this.#reason ??= "stop";
      return SIGINT;
    }
    if (this.#run === REQUESTS) return this.#pollRequest(now);
    if (this.#pausedAt === null && now > this.#deadline) {
      this.#deadline = Infinity;
      this.#reason ??= "time-limit";
      return SIGINT;
    }
    return 0;
  }

  /** No cell's time limit holds for a request, and on some hosts nobody can stop it. */
  #beginRequest(now: number): number {
    this.#computingSince = now;
    this.#asked?.begin();
    // It comes when Python waits or has returned: until then this is one stretch.
    setTimeout(() => (this.#computingSince = null), 0);
    return 0;
  }

  #pollRequest(now: number): number {
    if (now - (this.#computingSince ?? now) <= REQUEST_LIMIT) return 0;
    // A view that goes on all the same gets as long again.
    this.#computingSince = now;
    this.#overtime = true;
    return SIGINT;
  }
}
