import type { Notebook } from "../../notebook/model.ts";
import { calmKernel } from "../notebook/calm.ts";
import { kernelWords, loadFraction } from "./kernel-words.ts";

/** The kernel's state, as a dot and in words, and the bar of its start along the header's edge. */
export function KernelBadge({ notebook }: { readonly notebook: Notebook }) {
  const state = calmKernel(notebook).value;
  const words = kernelWords(state);
  const title = state.kind === "ready" ? `Python ${state.info.python} is ready` : words;
  return (
    <>
      <span class="kernel" role="status" aria-label="Python" title={title}>
        <span class="dot" data-state={state.kind} />
        <span class="kernel-words">{words}</span>
      </span>
      {"progress" in state && (state.kind === "starting" || state.progress) && (
        <StartProgress fraction={loadFraction(state)} words={words} />
      )}
    </>
  );
}

function StartProgress({
  fraction,
  words,
}: {
  readonly fraction: number | null;
  readonly words: string;
}) {
  const known = fraction !== null;
  return (
    <span
      class="start-progress"
      role="progressbar"
      aria-label={words}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(known ? { "aria-valuenow": Math.round(fraction * 100) } : { "data-unknown": "" })}
    >
      <span style={known ? { transform: `scaleX(${fraction})` } : {}} />
    </span>
  );
}
