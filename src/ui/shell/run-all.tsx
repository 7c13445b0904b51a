import { useComputed } from "@preact/signals";
import type { Notebook } from "../../notebook/model.ts";
import { Icon } from "../icon.tsx";
import { calmKernel, calmRun } from "../notebook/calm.ts";

/** "Run all", and "Stop" in its place while something runs. */
export function RunAll({ notebook }: { readonly notebook: Notebook }) {
  const busy = useComputed(() => {
    const { kind } = calmKernel(notebook).value;
    if (kind === "stopping") return "stopping";
    const isRun = notebook.cells.value.some((cell) => calmRun(cell).state.value.kind !== "idle");
    return isRun || kind === "running" ? "running" : null;
  });
  if (busy.value !== null) {
    return (
      <button
        type="button"
        class="button"
        disabled={busy.value === "stopping"}
        onClick={() => void notebook.interrupt()}
      >
        <Icon name="stop" />
        Stop
      </button>
    );
  }
  return (
    <button type="button" class="button primary" onClick={() => void notebook.runAll()}>
      Run all
    </button>
  );
}
