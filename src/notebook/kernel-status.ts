import type { KernelInfo, LoadProgress } from "../shared/kernel.ts";
import type { CellId, KernelState } from "./model.ts";

/** What happens to the kernel, as the page learns of it. */
export type KernelSignal =
  | { readonly type: "starting"; readonly restart: boolean }
  | { readonly type: "progress"; readonly progress: LoadProgress | null }
  | { readonly type: "ready"; readonly info: KernelInfo }
  | { readonly type: "running"; readonly cell: CellId | null }
  | { readonly type: "stopping" }
  | { readonly type: "idle" }
  | { readonly type: "broken"; readonly message: string }
  | { readonly type: "off" };

/**
 * The one state machine of the kernel: the next state. Pure and total; a signal that makes no sense
 * in a state leaves it unchanged, so that a late answer of a replaced worker cannot undo the
 * newer state.
 */
export function nextKernelState(state: KernelState, signal: KernelSignal): KernelState {
  switch (signal.type) {
    case "starting":
      return { kind: "starting", progress: null, restart: signal.restart };
    case "ready":
      return state.kind === "starting" ? { kind: "ready", info: signal.info } : state;
    case "broken":
      return { kind: "broken", message: signal.message };
    case "off":
      return { kind: "off" };
    case "progress":
      return state.kind === "starting" || state.kind === "running"
        ? { ...state, progress: signal.progress }
        : state;
    case "running":
      return "info" in state
        ? { kind: "running", info: state.info, cell: signal.cell, progress: null }
        : state;
    case "stopping":
      return state.kind === "running"
        ? { kind: "stopping", info: state.info, cell: state.cell }
        : state;
    case "idle":
      return "info" in state ? { kind: "ready", info: state.info } : state;
  }
}
