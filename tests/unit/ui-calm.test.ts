import { signal } from "@preact/signals-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Cell, KernelState, Notebook, Output, RunState } from "../../src/notebook/model.ts";
import { calmKernel, calmRun } from "../../src/ui/notebook/calm.ts";
import { INFO } from "./support/fake-kernel.ts";

const idle: RunState = { kind: "idle" };
const running: RunState = { kind: "running", since: 0, input: null, stopping: false };
const text = (value: string): Output => ({ kind: "stream", name: "stdout", text: value });

function cellOf(before: readonly Output[]) {
  const state = signal<RunState>(idle);
  const outputs = signal(before);
  const cell = { state, outputs } as unknown as Cell;
  return { state, outputs, calm: calmRun(cell), cell };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("calmRun(cell)", () => {
  it("shows of a run that ends at once only what it put out", () => {
    const { state, outputs, calm } = cellOf([text("old")]);
    const states: string[] = [];
    const seen: number[] = [];
    calm.state.subscribe(({ kind }) => states.push(kind));
    calm.outputs.subscribe((now) => seen.push(now.length));
    state.value = { kind: "queued" };
    outputs.value = [];
    state.value = running;
    expect(calm.outputs.value).toEqual([text("old")]);
    outputs.value = [text("new")];
    expect(calm.outputs.value).toEqual([text("new")]);
    state.value = idle;
    vi.runAllTimers();
    expect(states).toEqual(["idle"]);
    expect(seen).toEqual([1, 1]);
  });

  it("shows that a cell runs, without its former outputs, once that has lasted", () => {
    const { state, outputs, calm } = cellOf([text("old")]);
    outputs.value = [text("old")];
    state.value = { kind: "queued" };
    outputs.value = [];
    state.value = running;
    vi.runAllTimers();
    expect(calm.state.value).toBe(running);
    expect(calm.outputs.value).toEqual([]);
    state.value = idle;
    expect(calm.state.value.kind).toBe("idle");
  });

  it("shows a run without output as such when it ends", () => {
    const { state, outputs, calm } = cellOf([text("old")]);
    state.value = running;
    outputs.value = [];
    expect(calm.outputs.value).toHaveLength(1);
    state.value = idle;
    expect(calm.outputs.value).toEqual([]);
  });

  it("shows at once that a cell asks for input, or is being stopped", () => {
    const { state, calm } = cellOf([]);
    state.value = running;
    const asking: RunState = { ...running, input: { prompt: "Name? ", password: false } };
    state.value = asking;
    expect(calm.state.value).toBe(asking);
    state.value = idle;
    const stopping: RunState = { ...running, stopping: true };
    state.value = stopping;
    expect(calm.state.value).toBe(stopping);
  });

  it("shows what the cell is at when it is first looked at", () => {
    const state = signal<RunState>(running);
    const cell = { state, outputs: signal<readonly Output[]>([]) } as unknown as Cell;
    expect(calmRun(cell).state.value).toBe(running);
    expect(calmRun(cell)).toBe(calmRun(cell));
  });
});

describe("calmKernel(notebook)", () => {
  it("shows a run only where it lasts, or loads something", () => {
    const ready: KernelState = { kind: "ready", info: INFO };
    const kernel = signal<KernelState>(ready);
    const shown = calmKernel({ kernel } as unknown as Notebook);
    const kinds: string[] = [];
    shown.subscribe(({ kind }) => kinds.push(kind));
    const busy = { kind: "running", info: INFO, cell: null, progress: null } as const;
    kernel.value = busy;
    kernel.value = { kind: "ready", info: INFO };
    kernel.value = busy;
    vi.runAllTimers();
    kernel.value = ready;
    kernel.value = busy;
    kernel.value = { ...busy, progress: { step: "pandas", loadedBytes: 1, totalBytes: 2 } };
    expect(kinds).toEqual(["ready", "running", "ready", "running"]);
  });
});
