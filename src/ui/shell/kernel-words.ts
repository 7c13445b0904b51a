import type { KernelState } from "../../notebook/model.ts";
import type { LoadProgress } from "../../shared/kernel.ts";
import { formatBytes } from "../format.ts";

/** The kernel's state in a few words, for the header. */
export function kernelWords(state: KernelState): string {
  switch (state.kind) {
    case "off":
      return "Python is off";
    case "starting":
      return loadingWords(state.restart ? "Restarting" : "Starting", state.progress);
    case "ready":
      return "Ready";
    case "running":
      return state.progress ? loadingWords("Loading", state.progress) : "Running";
    case "stopping":
      return "Stopping";
    case "broken":
      return "Python did not start";
  }
}

function loadingWords(verb: string, progress: LoadProgress | null): string {
  if (!progress) return verb;
  const { step, loadedBytes, totalBytes } = progress;
  if (!isUnderway(progress) || totalBytes === null) return `${verb}: ${step}`;
  return `${verb}: ${step}, ${formatBytes(loadedBytes)} of ${formatBytes(totalBytes)}`;
}

/** How much of the present step is done, from 0 to 1; null where that is not known, or over. */
export function loadFraction(state: KernelState): number | null {
  const progress = "progress" in state ? state.progress : null;
  if (!progress?.totalBytes || !isUnderway(progress)) return null;
  return progress.loadedBytes / progress.totalBytes;
}

/** Whether bytes are still to come. Once all are there Python is made of them: nothing tells how far. */
function isUnderway({ loadedBytes, totalBytes }: LoadProgress): boolean {
  return totalBytes !== null && loadedBytes < totalBytes;
}
