import { effect, signal, type ReadonlySignal } from "@preact/signals";
import type { Cell, KernelState, Notebook, Output, RunState } from "../../notebook/model.ts";

/**
 * Milliseconds that a run may take without its look changing: most cells are done before, and the
 * page would only flicker, and draw twice what has to be drawn once.
 */
const patience = 60;

/** What there is to see of a cell's runs. */
export interface CalmRun {
  readonly state: ReadonlySignal<RunState>;
  readonly outputs: ReadonlySignal<readonly Output[]>;
}

const runs = new WeakMap<Cell, CalmRun>();
const kernels = new WeakMap<Notebook, ReadonlySignal<KernelState>>();

/** A cell's state and outputs, where a run that ends at once shows nothing but what it put out. */
export function calmRun(cell: Cell): CalmRun {
  const known = runs.get(cell);
  if (known) return known;
  const state = calmed(
    cell.state,
    ({ kind }) => kind !== "idle",
    (now) => now.kind === "running" && (now.stopping || now.input !== null),
  );
  const run = { state, outputs: heldOutputs(cell, state) };
  runs.set(cell, run);
  return run;
}

/** The kernel's state, where a run that ends at once does not show. */
export function calmKernel(notebook: Notebook): ReadonlySignal<KernelState> {
  const known = kernels.get(notebook);
  if (known) return known;
  const calm = calmed(
    notebook.kernel,
    ({ kind }) => kind === "running",
    (now) => now.kind === "running" && now.progress !== null,
  );
  kernels.set(notebook, calm);
  return calm;
}

/** Follows a signal at once, but into what `isBusy` only when that lasts, or is `urgent`. */
function calmed<Value extends object>(
  source: ReadonlySignal<Value>,
  isBusy: (value: Value) => boolean,
  isUrgent: (value: Value) => boolean,
): ReadonlySignal<Value> {
  const shown = signal(source.peek());
  let timer: ReturnType<typeof setTimeout> | null = null;
  effect(() => {
    const value = source.value;
    if (isBusy(value) && !isBusy(shown.peek()) && !isUrgent(value)) {
      timer ??= setTimeout(() => {
        timer = null;
        shown.value = source.peek();
      }, patience);
      return;
    }
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (!isSame(shown.peek(), value)) shown.value = value;
  });
  return shown;
}

/** A cell's outputs; those of the run before stay until the next has some, or is seen to run. */
function heldOutputs(
  cell: Cell,
  shown: ReadonlySignal<RunState>,
): ReadonlySignal<readonly Output[]> {
  const outputs = signal(cell.outputs.peek());
  effect(() => {
    const now = cell.outputs.value;
    const isHeld = now.length === 0 && cell.state.value.kind !== "idle";
    if (isHeld && shown.value.kind === "idle") return;
    outputs.value = now;
  });
  return outputs;
}

/** Whether two states say the same in all their fields. */
function isSame(one: object, other: object): boolean {
  const fields = Object.entries(one);
  const others = new Map<string, unknown>(Object.entries(other));
  return fields.length === others.size && fields.every(([key, value]) => others.get(key) === value);
}
