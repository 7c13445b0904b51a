import { cellsBefore } from "../lesson/replay.ts";
import { hashSource } from "../shared/hash.ts";
import type {
  CheckResult,
  KernelEvent,
  RunRequest,
  RunResult,
  RunStatus,
} from "../shared/kernel.ts";
import type { KernelClient } from "../runtime/kernel-client.ts";
import { isKernelDied, messageOf } from "../runtime/errors.ts";
import type { NotebookEffects } from "./effects.ts";
import { codeOf } from "./cell-code.ts";
import type { KernelSession } from "./kernel-session.ts";
import type { LiveCell } from "./live-cell.ts";
import { addEvent, addOutput, EMPTY_LOG, type OutputLog, updateDisplays } from "./outputs.ts";
import { interruptionNotice, lostRunNotice, reportOf } from "./run-words.ts";
import { nextStamp } from "./stale.ts";

export interface RunnerOptions {
  readonly kernel: KernelClient;
  readonly session: KernelSession;
  /** Brings the kernel's folder up to date. Rejects with a sentence for the learner. */
  readonly syncFiles: () => Promise<void>;
  /** All cells in order. */
  readonly cells: () => readonly LiveCell[];
  /** Seconds; null lifts the limit. */
  readonly timeLimit: () => number | null;
  /** Lines for `input()` where the kernel cannot wait. */
  readonly typed: () => readonly string[];
  readonly effects: Pick<NotebookEffects, "now" | "date" | "setTimer">;
  /** Where the learner's app is; null where nobody said so. */
  readonly appOrigin: () => string | null;
  /** Code is about to run: from now on the kernel has a state. */
  readonly onRun: () => void;
  /** A run of the cell ended, or its progress changed. */
  readonly onChange: () => void;
  /** A sentence of the kernel that belongs to no run. */
  readonly onNotice: (text: string) => void;
  /** The first check of an exercise passed. */
  readonly onFirstPass: () => void;
}

/** Runs cells in the kernel, one at a time. */
export interface Runner {
  /**
   * Runs a cell, or sends its request, after the setup cells if this kernel has not run them. Never
   * rejects.
   */
  run(cell: LiveCell, signal: AbortSignal): Promise<RunStatus>;
  /** Checks an exercise in a fresh namespace. Never rejects. */
  check(cell: LiveCell, signal: AbortSignal): Promise<RunStatus>;
  close(): void;
}

const NOT_LOADED =
  "The code that sends requests did not load. Check the connection, then reload the page.";

interface Current {
  readonly run: number;
  readonly cell: LiveCell;
  log: OutputLog;
}

/** The runner of one notebook; it listens to the kernel until it is closed. */
export function createRunner(options: RunnerOptions): Runner {
  const { kernel, session, cells, effects } = options;
  let current: Current | null = null;
  let sequence = 0;
  let setupLife = -1;
  let setupDone = new Set<string>();
  let countLife = -1;
  let count = 0;

  const unlisten = kernel.listen((event) => {
    if (event.type === "notice" && event.run === null) options.onNotice(event.text);
    if (!("run" in event) || current === null || event.run !== current.run) return;
    if (event.type === "input") showInput(current.cell, event);
    else show(current, event);
  });

  function show(running: Current, event: KernelEvent): void {
    running.log = addEvent(running.log, event);
    running.cell.outputs.value = running.log.outputs;
    if (event.type !== "display" || !event.update || event.displayId === null) return;
    for (const other of cells()) {
      if (other === running.cell) continue;
      other.outputs.value = updateDisplays(other.outputs.peek(), event.displayId, event.bundle);
    }
  }

  function nextCount(): number {
    if (countLife !== session.life) [countLife, count] = [session.life, 0];
    return ++count;
  }

  /** Waits for Python and brings its folder up to date. False where the waiting was called off. */
  async function prepare(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    const aborted = new Promise<"aborted">((resolve) => {
      signal.addEventListener("abort", () => resolve("aborted"), { once: true });
    });
    const steps = session.ready().then(() => options.syncFiles());
    return (await Promise.race([steps, aborted])) !== "aborted";
  }

  /** The setup cells that this kernel has not run and that come before the given one. */
  function pendingSetup(cell: LiveCell): readonly LiveCell[] {
    if (setupLife !== session.life) [setupLife, setupDone] = [session.life, new Set()];
    const all = cells();
    const before = cell.kind === "setup" ? all.slice(0, all.indexOf(cell)) : all;
    return before.filter((other) => other.kind === "setup" && !setupDone.has(other.id));
  }

  function request(cell: LiveCell): RunRequest {
    const limit = options.timeLimit();
    const timeLimit = limit === null ? null : limit * 1000;
    return { ...codeOf(cell), run: ++sequence, timeLimit, typed: options.typed() };
  }

  /** One call of the kernel, with all that the learner sees of it. */
  async function execute<Result extends RunResult>(
    cell: LiveCell,
    call: (request: RunRequest) => Promise<Result>,
    finish: (result: Result) => void,
  ): Promise<RunStatus> {
    const { life } = session;
    const asked = request(cell);
    const limit = options.timeLimit();
    const since = effects.now();
    const number = nextCount();
    const running: Current = { run: asked.run, cell, log: EMPTY_LOG };
    current = running;
    cell.outputs.value = [];
    cell.ranLife.value = life;
    cell.state.value = { kind: "running", since, input: null, stopping: false };
    cell.stamp.value = nextStamp(cell.stamp.peek(), hashSource(asked.code), asked.run);
    session.running(cell.id);
    options.onRun();
    let ended: { readonly status: RunStatus; readonly ms: number };
    try {
      const result = await call(asked);
      const notice = interruptionNotice(result, limit);
      if (notice !== null) running.log = addOutput(running.log, { kind: "notice", text: notice });
      cell.outputs.value = running.log.outputs;
      ended = result;
      finish(result);
      if (notice === null && result.error !== null && !("verdict" in result)) {
        cell.outputs.value = addOutput(running.log, { kind: "error", error: result.error }).outputs;
      }
    } catch (error) {
      const { ending } = session;
      session.noteFailure(error, life);
      const text = isKernelDied(error)
        ? lostRunNotice(ending, error.message)
        : `Routebook could not run this cell: ${messageOf(error)} Restart Python, then run it again.`;
      cell.outputs.value = addOutput(running.log, { kind: "notice", text }).outputs;
      const status = ending === null ? "failed" : "interrupted";
      ended = { status, ms: effects.now() - since };
    }
    current = null;
    cell.lastRun.value = { status: ended.status, ms: ended.ms, count: number };
    cell.ranAt.value = effects.date().toISOString();
    cell.state.value = { kind: "idle" };
    if (session.life === life) session.idle();
    options.onChange();
    return ended.status;
  }

  /** Python is not there, or the lesson's files are not: the cell says so. */
  function couldNotPrepare(cell: LiveCell, error: unknown): RunStatus {
    const text = messageOf(error);
    cell.outputs.value = addOutput(EMPTY_LOG, { kind: "notice", text }).outputs;
    cell.lastRun.value = { status: "failed", ms: 0, count: null };
    options.onChange();
    return "failed";
  }

  async function prepared(
    cell: LiveCell,
    signal: AbortSignal,
    work: () => Promise<RunStatus>,
  ): Promise<RunStatus> {
    try {
      if (!(await prepare(signal))) return "interrupted";
    } catch (error) {
      if (signal.aborted) return "interrupted";
      return couldNotPrepare(cell, error);
    }
    return work();
  }

  function runOne(cell: LiveCell): Promise<RunStatus> {
    if (cell.kind === "setup") setupDone.add(cell.id);
    return execute(
      cell,
      (asked) => kernel.run(asked),
      () => {},
    );
  }

  async function send(cell: LiveCell, signal: AbortSignal): Promise<RunStatus> {
    const module = await import("./http-run.ts").catch(() => null);
    if (module === null) return couldNotPrepare(cell, new Error(NOT_LOADED));
    const [origin, timeLimit] = [options.appOrigin(), options.timeLimit()];
    options.onRun();
    const asked = { kernel, session, origin, timeLimit, sequence: ++sequence, effects };
    const status = await module.runHttp(cell, signal, asked);
    options.onChange();
    return status;
  }

  function finishCheck(cell: LiveCell, result: CheckResult): void {
    const { exercise } = cell;
    const report = reportOf(result);
    if (exercise === null || report === null) return;
    exercise.report.value = report;
    exercise.tries.value++;
    if (report.kind !== "passed") return;
    exercise.passedCheck.value = exercise.checkHash;
    if (exercise.passedAt.peek() !== null) return;
    exercise.passedAt.value = effects.date().toISOString();
    options.onFirstPass();
  }

  return {
    run: (cell, signal) =>
      prepared(cell, signal, async () => {
        for (const setup of pendingSetup(cell)) {
          const { life } = session;
          const status = await runOne(setup);
          // A stopped setup means that the learner wants nothing run now; a failed one says why.
          if (status === "interrupted" || signal.aborted || life !== session.life) {
            return "interrupted";
          }
        }
        return cell.kind === "http" ? send(cell, signal) : runOne(cell);
      }),
    check: (cell, signal) =>
      prepared(cell, signal, async () => {
        const check = cell.exercise?.check;
        if (check === null || check === undefined) return "failed";
        const before = cellsBefore(cell, cells()).map(codeOf);
        return execute(
          cell,
          (asked) => kernel.check({ ...asked, before, check }),
          (result) => finishCheck(cell, result),
        );
      }),
    close: unlisten,
  };
}

function showInput(cell: LiveCell, event: Extract<KernelEvent, { type: "input" }>): void {
  const state = cell.state.peek();
  if (state.kind !== "running") return;
  const { prompt, password } = event;
  cell.state.value = { ...state, input: { prompt, password } };
}
