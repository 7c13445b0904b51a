import { batch } from "@preact/signals-core";
import type { RunStatus } from "../shared/kernel.ts";
import type { KernelClient } from "../runtime/kernel-client.ts";
import type { CellList } from "./cell-list.ts";
import type { KernelSession } from "./kernel-session.ts";
import { isQueued, type LiveCell } from "./live-cell.ts";
import type { CellId, Notebook } from "./model.ts";
import type { Notices } from "./notices.ts";
import { type Batch, createRunQueue } from "./run-queue.ts";
import type { Runner } from "./runner.ts";

export interface RunsOptions {
  readonly kernel: KernelClient;
  readonly list: CellList;
  /** Cells outside the notebook that can be run by their ids. */
  readonly aside: readonly LiveCell[];
  readonly notices: Notices;
  readonly session: KernelSession;
  readonly runner: Runner;
  /** Renders a markdown cell: what running it means. */
  readonly render: (cell: LiveCell) => Promise<void>;
}

type RunMethods = Pick<
  Notebook,
  "run" | "runAll" | "runAbove" | "check" | "interrupt" | "restart" | "restartAndRunAll" | "answer"
>;

/** The notebook's methods that run something, and what it needs when the kernel dies. */
export interface Runs extends RunMethods {
  /** Takes a cell out of the queue, or stops it. */
  release(id: CellId): void;
  /** The kernel died: what waited is dropped, and the learner is told. */
  onDeath(message: string, givenUp: boolean): void;
}

const KERNEL = "kernel";

/** Runs over one queue: cells one at a time, in the order they were asked for. */
export function createRuns(options: RunsOptions): Runs {
  const { kernel, list, aside, notices, session, runner, render } = options;
  const queue = createRunQueue(refresh);

  function find(id: CellId): LiveCell | undefined {
    return list.find(id) ?? aside.find((cell) => cell.id === id);
  }

  /** Shows whether a cell waits; a running one shows that itself. */
  function refresh(id: CellId): void {
    const cell = find(id);
    if (cell === undefined || cell.state.peek().kind === "running") return;
    cell.state.value = queue.has(id) ? { kind: "queued" } : { kind: "idle" };
  }

  function add(cell: LiveCell, group?: Batch): Promise<RunStatus> {
    return queue.add(cell.id, "run", (signal) => runner.run(cell, signal), group);
  }

  /** The cell Python is at, which is a setup cell when another one waits for it. */
  function runningCell(): LiveCell | undefined {
    const all = [...list.cells.peek(), ...aside];
    return all.find((cell) => cell.state.peek().kind === "running");
  }

  async function run(id: CellId): Promise<RunStatus> {
    const cell = find(id);
    if (cell === undefined) throw new Error(`This notebook has no cell "${id}".`);
    if (isQueued(cell)) return add(cell);
    if (cell.kind === "markdown") await render(cell);
    return "done";
  }

  /** In order, setup first; a failure stops the rest where it is none that may happen. */
  async function runMany(cells: readonly LiveCell[]): Promise<void> {
    const group: Batch = {
      stopsAt: (id, status) =>
        status === "interrupted" || (status === "failed" && !mayFail(list.find(id))),
    };
    const code = cells.filter(isQueued);
    const ordered = [
      ...code.filter((cell) => cell.kind === "setup"),
      ...code.filter((cell) => cell.kind !== "setup"),
    ];
    const texts = cells.filter((cell) => cell.kind === "markdown");
    const runs = batch(() => ordered.map((cell) => add(cell, group)));
    await Promise.all([...runs, ...texts.map(render)]);
  }

  async function runAbove(id: CellId): Promise<void> {
    const cells = list.cells.peek();
    const index = cells.findIndex((cell) => cell.id === id);
    await runMany(cells.slice(0, Math.max(0, index)));
  }

  async function interrupt(): Promise<void> {
    const asked = queue.current;
    queue.clear();
    const cell = runningCell();
    const state = cell?.state.peek();
    if (cell === undefined || state?.kind !== "running" || state.stopping) return;
    cell.state.value = { ...state, input: null, stopping: true };
    // The queue has called it off; other requests go on.
    if (cell.kind === "http") return;
    if ((await session.interrupt()) !== "replaced") return;
    notices.add({
      level: "warning",
      topic: KERNEL,
      text: "Stopped. The kernel had to be replaced: files were kept, variables were lost. Run the cells above again.",
      action: runAllAbove(asked),
    });
  }

  async function restart(): Promise<void> {
    queue.clear();
    try {
      await session.restart();
    } catch {
      // The state machine holds the sentence that says why Python did not start.
      return;
    }
    notices.add({
      level: "info",
      topic: KERNEL,
      text: "Python was restarted: files were kept, variables were lost.",
      action: { label: "Run all", run: () => void runMany(list.cells.peek()) },
    });
  }

  /** The way back to where the learner was, once variables were lost. */
  function runAllAbove(id: CellId | null) {
    return id === null || list.find(id) === undefined
      ? { label: "Run all", run: () => void runMany(list.cells.peek()) }
      : { label: "Run all above", run: () => void runAbove(id) };
  }

  return {
    run,
    runAll: () => runMany(list.cells.peek()),
    runAbove,
    async check(id) {
      const cell = list.find(id);
      if (typeof cell?.exercise?.check !== "string") return;
      await queue.add(id, "check", (signal) => runner.check(cell, signal));
    },
    interrupt,
    restart,
    async restartAndRunAll() {
      await restart();
      if (session.state.peek().kind === "broken") return;
      notices.remove(KERNEL);
      await runMany(list.cells.peek());
    },
    answer(line) {
      const cell = runningCell();
      const state = cell?.state.peek();
      if (cell === undefined || state?.kind !== "running" || state.input === null) return;
      cell.state.value = { ...state, input: null };
      // A kernel that died meanwhile has told so by the run itself.
      kernel.answer(line).catch(() => {});
    },
    release(id) {
      queue.drop(id);
      if (queue.current === id) void interrupt();
    },
    onDeath(message, givenUp) {
      const id = queue.current;
      queue.clear();
      if (givenUp) {
        const action = { label: "Restart", run: () => void restart() };
        notices.add({ level: "error", topic: KERNEL, text: givenUpWords(message), action });
        return;
      }
      notices.add({
        level: "warning",
        topic: KERNEL,
        text: `${message} Python was started anew: files were kept, variables were lost.`,
        action: runAllAbove(id),
      });
    },
  };
}

/** A starter may fail, a cell that shows an error should; a request may come before its app. */
function mayFail(cell: LiveCell | undefined): boolean {
  if (cell === undefined) return false;
  return cell.kind === "exercise" || cell.kind === "http" || cell.raises !== null;
}

function givenUpWords(message: string): string {
  return `Python stopped working three times within a minute. ${message} Change the cell that ran last, then restart.`;
}
