import type { JsonValue } from "../shared/json.ts";
import type { CellRecord } from "../storage/schema.ts";
import { applyEdit, editOf, type LiveCell } from "./live-cell.ts";
import { readOutputs, readReport, storedOutputs, storedReport } from "./stored-outputs.ts";

/** The progress in a cell, as it is stored; an empty object where there is none. */
export function recordOfCell(cell: LiveCell): CellRecord {
  return {
    ...textsOf(cell),
    ...runOf(cell),
    ...exerciseOf(cell),
  };
}

/** Brings a cell to the stored state; what the record lacks goes back to the lesson's. */
export function applyRecord(cell: LiveCell, record: CellRecord): void {
  applyEdit(cell, record.edit);
  cell.rival.value = record.rival ?? null;
  cell.kept.value = record.kept ?? [];
  // A running cell shows what comes from the kernel now.
  if (cell.state.peek().kind !== "running") applyRun(cell, record);
  const { exercise } = cell;
  if (exercise === null) return;
  exercise.passedAt.value = record.passedAt ?? null;
  exercise.passedCheck.value = record.passedCheck ?? null;
  exercise.tries.value = record.tries ?? 0;
  exercise.hintsShown.value = Math.min(record.hintsShown ?? 0, exercise.hints.length);
  exercise.solutionShown.value = record.solutionShown ?? false;
  exercise.report.value = readReport(record.report);
}

function applyRun(cell: LiveCell, { run, outputs }: CellRecord): void {
  // What this tab ran itself and the store knows too is left alone: it has more than the store.
  if (run !== undefined && run.at === cell.ranAt.peek()) return;
  cell.outputs.value = readOutputs(outputs);
  cell.ranAt.value = run?.at ?? null;
  cell.ranLife.value = null;
  cell.lastRun.value = run === undefined ? null : { status: run.status, ms: run.ms, count: null };
  cell.stamp.value = run === undefined ? null : { hash: run.source, sequence: 0, changedAt: 0 };
}

function textsOf(cell: LiveCell): Pick<CellRecord, "edit" | "rival" | "kept"> {
  const rival = cell.rival.peek();
  const kept = cell.kept.peek();
  // An own cell has no lesson to come from: its text is always kept.
  const changed = cell.own || cell.source.peek() !== cell.starter;
  return {
    ...(changed && { edit: editOf(cell) }),
    ...(rival !== null && { rival }),
    ...(kept.length > 0 && { kept }),
  };
}

function runOf(cell: LiveCell): Pick<CellRecord, "run" | "outputs"> {
  const lastRun = cell.lastRun.peek();
  const stamp = cell.stamp.peek();
  const at = cell.ranAt.peek();
  const outputs = storedOnce(cell);
  return {
    ...(lastRun !== null &&
      stamp !== null &&
      at !== null && {
        run: { status: lastRun.status, ms: lastRun.ms, at, source: stamp.hash },
      }),
    ...(outputs.length > 0 && { outputs }),
  };
}

function exerciseOf(cell: LiveCell): CellRecord {
  const { exercise } = cell;
  if (exercise === null) return {};
  const passedAt = exercise.passedAt.peek();
  const passedCheck = exercise.passedCheck.peek();
  const tries = exercise.tries.peek();
  const hintsShown = exercise.hintsShown.peek();
  const report = exercise.report.peek();
  const stored = report === null ? null : storedReport(report);
  return {
    ...(passedAt !== null && { passedAt }),
    ...(passedAt !== null && passedCheck !== null && { passedCheck }),
    ...(tries > 0 && { tries }),
    ...(hintsShown > 0 && { hintsShown }),
    ...(exercise.solutionShown.peek() && { solutionShown: true }),
    ...(stored !== null && { report: stored }),
  };
}

/** Every save looks at every cell; outputs are measured once, not at each key stroke. */
const measured = new WeakMap<object, readonly JsonValue[]>();

function storedOnce(cell: LiveCell): readonly JsonValue[] {
  const outputs = cell.outputs.peek();
  const known = measured.get(outputs);
  if (known !== undefined) return known;
  const stored = storedOutputs(outputs);
  // A running cell makes a new list with each event; those are not worth remembering.
  if (cell.state.peek().kind !== "running") measured.set(outputs, stored);
  return stored;
}
