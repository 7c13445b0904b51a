/** Why a run was stopped. */
export type InterruptReason = "stop" | "time-limit";

const SIGINT = 2;
/** Reads of the flag between two looks at the clock: about a thousand a millisecond pass. */
const STRIDE = 256;

/**
 * What Pyodide polls between bytecodes instead of a plain buffer. It answers
 * SIGINT when the page's shared flag says so or when the time limit is over,
 * and only while the learner's code runs; it also lets waiting output go.
 *
 * `pyodide.setInterruptBuffer` reads index 0 and writes 0 back once the signal
 * was taken (https://pyodide.org/en/stable/usage/keyboard-interrupts.html); it
 * accepts any object with that property.
 */
export class Interrupts {
  #flag: Uint8Array | null;
  #onPoll: () => void;
  #now: () => number;
  #armed = false;
  #deadline = Infinity;
  #pausedAt: number | null = null;
  #reads = 0;
  #pending = 0;
  #reason: InterruptReason | null = null;
  #waiters = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #onTimeout: () => void = () => {};

  constructor(
    flag: Uint8Array | null,
    onPoll: () => void,
    now: () => number = () => performance.now(),
  ) {
    this.#flag = flag;
    this.#onPoll = onPoll;
    this.#now = now;
  }

  /** The object for `pyodide.setInterruptBuffer`. */
  get buffer(): { 0: number } {
    return Object.defineProperty({ 0: 0 }, 0, {
      get: () => this.#poll(),
      set: (_taken: number) => {
        this.#pending = 0;
        if (this.#flag !== null) this.#flag[0] = 0;
      },
    });
  }

  get reason(): InterruptReason | null {
    return this.#reason;
  }

  /** A run begins: `onTimeout` is called if its time is over while it waits rather than computes. */
  begin(timeLimit: number | null, onTimeout: () => void): void {
    this.#reason = null;
    this.#pending = 0;
    if (this.#flag !== null) this.#flag[0] = 0;
    this.#onTimeout = onTimeout;
    this.#deadline = timeLimit === null ? Infinity : this.#now() + timeLimit;
    this.#schedule();
  }

  end(): void {
    this.#armed = false;
    this.#deadline = Infinity;
    this.#pending = 0;
    if (this.#flag !== null) this.#flag[0] = 0;
    this.#schedule();
  }

  arm(): void {
    this.#armed = true;
  }

  disarm(): void {
    this.#armed = false;
  }

  /** Stops what waits: every waiter of {@link wait} resolves. */
  strike(reason: InterruptReason): void {
    this.#reason ??= reason;
    this.#pending = 0;
    if (this.#flag !== null) this.#flag[0] = 0;
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

  #poll(): number {
    if ((++this.#reads & (STRIDE - 1)) === 0) {
      this.#onPoll();
      if (this.#armed && this.#pausedAt === null && this.#now() > this.#deadline) {
        this.#deadline = Infinity;
        this.#reason ??= "time-limit";
        this.#pending = SIGINT;
      }
    }
    if (!this.#armed) return 0;
    if (this.#flag !== null && this.#flag[0] === SIGINT) {
      this.#reason ??= "stop";
      this.#pending = SIGINT;
    }
    return this.#pending;
  }
}
