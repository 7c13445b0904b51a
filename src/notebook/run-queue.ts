import type { RunStatus } from "../shared/kernel.ts";
import type { CellId } from "./model.ts";

/** Runs one cell; resolves with how it ended and never rejects. The signal ends its waiting. */
export type RunJob = (signal: AbortSignal) => Promise<RunStatus>;

/** What a cell is queued for. */
export type Purpose = "run" | "check";

interface Entry {
  readonly cell: CellId;
  readonly purpose: Purpose;
  readonly job: RunJob;
  readonly batch: Batch | null;
  readonly settle: (status: RunStatus) => void;
  readonly done: Promise<RunStatus>;
}

/** Cells queued together: when one fails where `stopsAt` says so, the rest of them is dropped. */
export interface Batch {
  readonly stopsAt: (cell: CellId, status: RunStatus) => boolean;
}

export interface RunQueue {
  /**
   * Resolves when the cell's run has ended. A cell that already waits, last of all, is not queued
   * twice for one purpose; one before others is, for they may change what it works on. A cell that
   * is dropped from the queue ends as "interrupted".
   */
  add(cell: CellId, purpose: Purpose, job: RunJob, batch?: Batch): Promise<RunStatus>;
  has(cell: CellId): boolean;
  /** Drops what waits; the current run goes on, but no longer waits for anything of the page. */
  clear(): void;
  /** Drops one waiting cell. */
  drop(cell: CellId): void;
  /** The cell whose job is at work, or waits for Python. */
  readonly current: CellId | null;
}

/** A queue that runs one job at a time; `onChange` is told the cells that entered or left it. */
export function createRunQueue(onChange: (cell: CellId) => void): RunQueue {
  let waiting: Entry[] = [];
  let current: { readonly cell: CellId; readonly abort: AbortController } | null = null;

  function drop(entries: readonly Entry[]): void {
    waiting = waiting.filter((entry) => !entries.includes(entry));
    for (const entry of entries) {
      onChange(entry.cell);
      entry.settle("interrupted");
    }
  }

  async function work(): Promise<void> {
    if (current !== null) return;
    for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
      const { cell, batch } = entry;
      const abort = new AbortController();
      current = { cell, abort };
      const status = await entry.job(abort.signal);
      current = null;
      onChange(cell);
      if (batch?.stopsAt(cell, status) === true) {
        drop(waiting.filter((other) => other.batch === batch));
      }
      entry.settle(status);
    }
  }

  return {
    add(cell, purpose, job, batch) {
      const last = waiting.at(-1);
      if (last?.cell === cell && last.purpose === purpose) return last.done;
      let settle: (status: RunStatus) => void = () => {};
      const done = new Promise<RunStatus>((resolve) => {
        settle = resolve;
      });
      waiting.push({ cell, purpose, job, batch: batch ?? null, settle, done });
      onChange(cell);
      void work();
      return done;
    },
    has: (cell) => waiting.some((entry) => entry.cell === cell),
    clear() {
      drop(waiting);
      current?.abort.abort();
    },
    drop(cell) {
      drop(waiting.filter((entry) => entry.cell === cell));
    },
    get current() {
      return current?.cell ?? null;
    },
  };
}
