import { StaticCode } from "../../editor/static-code.tsx";
import type { Cell, StarterConflict } from "../../notebook/model.ts";
import { Icon } from "../icon.tsx";
import { useNotebookScene } from "./notebook-scene.ts";

/** The lesson has a new text for a cell that the learner had changed: both, and the choice. */
export function ConflictCard({
  cell,
  conflict,
}: {
  readonly cell: Cell;
  readonly conflict: StarterConflict;
}) {
  const { notebook } = useNotebookScene();
  return (
    <section class="conflict" aria-label="New version">
      <div class="conflict-head">
        <Icon name="warning" />
        <span>This cell changed in a new version of the lesson.</span>
        <span class="grow" />
        <button
          type="button"
          class="button"
          onClick={() => notebook.resolveConflict(cell.id, "mine")}
        >
          Keep mine
        </button>
        <button
          type="button"
          class="button"
          onClick={() => notebook.resolveConflict(cell.id, "theirs")}
        >
          Take the new one
        </button>
      </div>
      <div class="conflict-sides">
        <div class="conflict-side">
          <h4>Mine</h4>
          <StaticCode language={cell.language} source={conflict.mine} />
        </div>
        <div class="conflict-side">
          <h4>The new one</h4>
          <StaticCode language={cell.language} source={conflict.theirs} />
        </div>
      </div>
    </section>
  );
}
