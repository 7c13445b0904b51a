import type { Cell } from "../../notebook/model.ts";
import { Icon } from "../icon.tsx";
import { useNotebookScene } from "./notebook-scene.ts";

/** The way back from a choice in a new version of the lesson, in this visit or a later one. */
export function FormerButton({ cell }: { readonly cell: Cell }) {
  const { notebook, focusCell } = useNotebookScene();
  const former = cell.former.value;
  if (former === null || cell.change.value !== null) return null;
  const isKept = former === cell.source.value;
  return (
    <button
      type="button"
      class="button quiet"
      title={
        isKept
          ? "See again what the new version of the lesson has here"
          : "Back to your text from before a new version of the lesson; the present one is kept in its place"
      }
      onClick={() => {
        notebook.takeFormer(cell.id);
        focusCell(cell.id);
      }}
    >
      <Icon name="clock" />
      {isKept ? "Choose again" : "My former text"}
    </button>
  );
}
