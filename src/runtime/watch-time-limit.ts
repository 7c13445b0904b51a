import { inTime } from "./in-time.ts";
import type { Timers } from "./in-time.ts";

/** What the watch needs: the clock, the worker's pulse, and what to do with a stuck one. */
export interface TimeLimitWatch extends Timers {
  /** Milliseconds that the run may take. */
  readonly timeLimit: number;
  /** Milliseconds that an answer may take. */
  readonly patience: number;
  /** Resolves while the worker can answer. */
  readonly ping: () => Promise<unknown>;
  readonly onStuck: (message: string) => void;
}

/**
 * The worker keeps the time limit itself, between bytecodes. One that does not
 * even answer when the limit is long over is stuck in a single call; one that
 * answers waits for the learner, and is left alone. Returns the way to stop.
 */
export function watchTimeLimit(watch: TimeLimitWatch): () => void {
  const { timeLimit, patience } = watch;
  let watching = true;
  let timer = watch.setTimeout(() => void look(), timeLimit + patience);
  async function look(): Promise<void> {
    const answered = await inTime(watch.ping(), patience, watch);
    if (!watching) return;
    if (answered) {
      timer = watch.setTimeout(() => void look(), patience);
      return;
    }
    const seconds = Math.round(timeLimit / 1000);
    watch.onStuck(
      `The cell passed its time limit of ${seconds} s inside a call that cannot be interrupted.`,
    );
  }
  return () => {
    watching = false;
    watch.clearTimeout(timer);
  };
}
