import type { Cell } from "../../notebook/model.ts";
import { Icon } from "../icon.tsx";
import { calmRun } from "./calm.ts";
import { useNotebookScene } from "./notebook-scene.ts";

/** Stands in the place of Run while the cell runs or waits its turn. */
export function StopButton({ cell }: { readonly cell: Cell }) {
  const { notebook } = useNotebookScene();
  const state = calmRun(cell).state.value;
  const stopping = state.kind === "running" && state.stopping;
  return (
    <button
      type="button"
      class="button"
      disabled={stopping}
      onClick={() => void notebook.interrupt()}
    >
      <Icon name="stop" />
      {stopping ? "Stopping" : "Stop"}
    </button>
  );
}
