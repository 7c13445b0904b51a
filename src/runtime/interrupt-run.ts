import { inTime } from "./in-time.ts";
import type { Timers } from "./in-time.ts";
import type { InterruptOutcome } from "./kernel-client.ts";
import type { WorkerLink } from "./worker-link.ts";
import type { WorkerSuccession } from "./worker-succession.ts";

export interface InterruptEffects extends Timers {
  readonly workers: Pick<WorkerSuccession, "link" | "signal">;
  /** Ends the worker and begins the next one. */
  readonly replace: () => void;
  /** Milliseconds that what runs may take to end. */
  readonly patience: number;
}

/** What is to be stopped. */
export interface Running {
  /** Number of the run; `REQUESTS` for those of the app. */
  readonly run: number;
  /** Settles when it is over; rejects where its worker was lost. */
  readonly ended: Promise<unknown>;
  /** True: a worker that answers is not replaced, even where this goes on. */
  readonly sparing: boolean;
}

/**
 * Stops what runs: by flag and by message, and in the end by replacing the worker. Nobody waits for
 * the next one here: what is asked of it waits until it has started.
 */
export async function interruptRun(
  { run, ended, sparing }: Running,
  effects: InterruptEffects,
): Promise<InterruptOutcome> {
  const { workers, patience } = effects;
  const { link } = workers;
  if (link === null) return "nothing-ran";
  const lower = workers.signal(run);
  link.call((service) => service.interrupt(run)).catch(() => {});
  const settled = await inTime(ended, patience, effects);
  lower();
  if (settled) {
    return ended.then(
      () => "kept",
      () => "replaced",
    );
  }
  const spared = sparing && (await answers(link, effects));
  if (workers.link !== link) return "replaced";
  if (spared) return "kept";
  effects.replace();
  return "replaced";
}

function answers(link: WorkerLink, effects: InterruptEffects): Promise<boolean> {
  const pong = link.call((service) => service.ping());
  return inTime(pong, effects.patience, effects);
}
