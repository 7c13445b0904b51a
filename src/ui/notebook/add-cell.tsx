import type { Notebook } from "../../notebook/model.ts";
import { Icon } from "../icon.tsx";
import { useNotebookScene } from "./notebook-scene.ts";

/** What a learner can add. */
type OwnKind = Parameters<Notebook["addCell"]>[0];

const kinds: readonly (readonly [kind: OwnKind, here: string, last: string])[] = [
  ["python", "Python here", "Add cell"],
  ["markdown", "Text here", "Add text"],
  ["http", "Request here", "Add request"],
];

/** Below an item: a place for a cell of one's own. Keys A and B do the same. */
export function Between({ after }: { readonly after: string }) {
  const { notebook, editCell } = useNotebookScene();
  const add = (kind: OwnKind) => editCell(notebook.addCell(kind, after).id);
  return (
    <div class="between">
      {kinds.map(([kind, here]) => (
        <button key={kind} type="button" class="button" tabIndex={-1} onClick={() => add(kind)}>
          <Icon name="plus" />
          {here}
        </button>
      ))}
    </div>
  );
}

/** At the end of a notebook: the same, always in sight. */
export function AddCell() {
  const { notebook, editCell } = useNotebookScene();
  const add = (kind: OwnKind) => {
    const end = notebook.items.peek().at(-1)?.key ?? null;
    editCell(notebook.addCell(kind, end).id);
  };
  return (
    <div class="add-cell">
      {kinds.map(([kind, _here, last]) => (
        <button key={kind} type="button" class="button" onClick={() => add(kind)}>
          <Icon name="plus" />
          {last}
        </button>
      ))}
    </div>
  );
}
