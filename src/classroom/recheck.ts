import type { KernelFile } from "../shared/kernel.ts";
import type { Lesson } from "../shared/lesson.ts";
import { type Outcome, outcomeOf, timedOut } from "./outcome.ts";
import type { RecheckKernel } from "./recheck-kernel.ts";
import type { ResultFile } from "./result-file.ts";
import { type ExerciseCode, submissionCode } from "./submission-code.ts";

/** One submission to check. */
export interface RecheckTask {
  /** Whose it is: the row's key. */
  readonly key: string;
  /** The site's lesson. */
  readonly lesson: Lesson;
  readonly result: ResultFile;
  /** The lesson's data files, read-only. */
  readonly data: readonly KernelFile[];
}

export interface RecheckOptions {
  readonly kernel: RecheckKernel;
  /** Milliseconds that one check may take, the cells above it among them. */
  readonly timeLimit: number;
  /** Aborting it stops the check that runs and leaves out the rest. */
  readonly signal: AbortSignal;
  /** Calls back once after so many milliseconds; returns the way to call it off. */
  readonly setTimer: (callback: () => void, ms: number) => () => void;
}

/** One exercise of one submission came out. */
export interface RecheckStep {
  readonly key: string;
  readonly exercise: string;
  readonly outcome: Outcome;
  /** Exercises that came out so far, this one among them, of all submissions. */
  readonly done: number;
  readonly total: number;
}

/** Milliseconds beyond the time limit after which Python is taken to be stuck. */
const PATIENCE = 5_000;
/** So many submissions in a row without a Python mean that there will be none. */
const STARTS = 3;

/**
 * Runs the checks of many submissions again, one after the other, and yields each exercise as it
 * comes out. Never throws: whatever a submission does to Python is its own outcome, and the next one
 * starts with a new Python. It runs foreign code, so it is called when the teacher pressed the
 * button, and not before.
 *
 * It shows that the code passes the check here. It does not show who wrote the code; and code that
 * aims at the check itself, which runs in the same Python, can deceive it: read what looks strange.
 */
export async function* recheck(
  tasks: readonly RecheckTask[],
  options: RecheckOptions,
): AsyncGenerator<RecheckStep, void, void> {
  const submissions = tasks.map((task) => ({
    ...task,
    ...submissionCode(task.lesson, task.result),
  }));
  const total = submissions.reduce((sum, { exercises }) => sum + exercises.length, 0);
  const runner = new Runner(options);
  let done = 0;
  for (const { key, lesson, data, exercises, files } of submissions) {
    const python = runner.nextPython(lesson.packages, [...files, ...data]);
    for (const exercise of exercises) {
      if (options.signal.aborted) return;
      const outcome = await runner.outcome(exercise, python);
      yield { key, exercise: exercise.id, outcome, done: ++done, total };
    }
  }
}

/** A Python for one submission: made when first needed, and again after it broke. */
interface Python {
  readonly packages: readonly string[];
  readonly files: readonly KernelFile[];
  ready: boolean;
}

class Runner {
  readonly #options: RecheckOptions;
  #runs = 0;
  #failedStarts = 0;
  #lastFailure = "";

  constructor(options: RecheckOptions) {
    this.#options = options;
  }

  nextPython(packages: readonly string[], files: readonly KernelFile[]): Python {
    return { packages, files, ready: false };
  }

  async outcome(exercise: ExerciseCode, python: Python): Promise<Outcome> {
    if (!exercise.tried) return { kind: "not-tried" };
    const { check } = exercise;
    if (check === null) return { kind: "not-run", message: "This exercise has no check." };
    if (!python.ready) {
      const failure = await this.#prepare(python);
      if (failure !== null) return failure;
    }
    return this.#check({ ...exercise, check }, python);
  }

  /** Null once Python is ready. */
  async #prepare(python: Python): Promise<Outcome | null> {
    const { kernel, signal } = this.#options;
    if (this.#failedStarts < STARTS) {
      try {
        await unlessAborted(kernel.prepare(python.packages, python.files), signal);
        python.ready = true;
        this.#failedStarts = 0;
        return null;
      } catch (error) {
        if (signal.aborted) return { kind: "stopped" };
        this.#failedStarts++;
        this.#lastFailure = error instanceof Error ? error.message : String(error);
      }
    }
    return { kind: "not-run", message: `There was no Python to run it: ${this.#lastFailure}` };
  }

  async #check(exercise: ExerciseCode & { check: string }, python: Python): Promise<Outcome> {
    const { kernel, signal, timeLimit, setTimer } = this.#options;
    const { before, code, check } = exercise;
    const run = ++this.#runs;
    const stop = new AbortController();
    const pass = (): void => stop.abort(signal.reason);
    signal.addEventListener("abort", pass, { once: true });
    let overdue = false;
    // The kernel keeps the limit itself, but lets be what waits for somebody.
    const timers = [
      setTimer(() => (overdue = true), timeLimit),
      setTimer(() => stop.abort(), timeLimit + PATIENCE),
    ];
    try {
      const request = { run, ...code, before, check, timeLimit, typed: [] };
      const result = await unlessAborted(kernel.check(request, stop.signal), stop.signal);
      return outcomeOf(result, timeLimit);
    } catch (error) {
      // Whatever happened, this Python is not to be trusted with the next check.
      python.ready = false;
      if (signal.aborted) return { kind: "stopped" };
      if (overdue) return timedOut(timeLimit);
      const reason = error instanceof Error ? error.message : String(error);
      return { kind: "died", message: `Python broke down under this code: ${reason}` };
    } finally {
      for (const callOff of timers) callOff();
      signal.removeEventListener("abort", pass);
    }
  }
}

/** The promise's result; rejects as soon as the signal aborts, whatever the promise does then. */
async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  // Of two that reject one is heard; the other must not count as unheard.
  work.catch(() => {});
  signal.throwIfAborted();
  let abort = (): void => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
