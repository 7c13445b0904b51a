import "../../theme/versions.css";
import { useState } from "preact/hooks";
import { StaticCode } from "../../editor/static-code.tsx";
import { type CellChange, type Conflict, conflictsOf } from "../../notebook/cell-change.ts";
import { markedText, type PassageChoice } from "../../notebook/marked-text.ts";
import type { Cell } from "../../notebook/model.ts";
import { same } from "../../storage/same.ts";
import { countOf } from "../format.ts";
import { Icon } from "../icon.tsx";
import { cellName } from "./cell-name.ts";
import { DiffView } from "./diff-view.tsx";
import { PassageList } from "./passage-list.tsx";
import { createPassageMemory } from "./passage-memory.ts";
import { useNotebookScene } from "./notebook-scene.ts";

const MEMORY = createPassageMemory(() => window.sessionStorage);

/** What was chosen, and for which passages. */
interface Made {
  readonly of: readonly Conflict[];
  readonly choices: readonly PassageChoice[];
}

/** What merging means, by how the two changes stand to each other. */
const MERGES = {
  merges: {
    verb: "Merge",
    preview: "The merged text",
    hint: "Your change and the lesson's fit together.",
  },
  conflicts: {
    verb: "Merge",
    preview: "The merged text",
    hint: "You and the lesson changed the same lines: choose whose are to stay, then merge. What you leave open stands as both, between comments.",
  },
  unknown: {
    verb: "Take both",
    preview: "Both texts in one",
    hint: "Your change is from an earlier Routebook, which did not note the text it was made from. Choose below whose lines are to stay.",
  },
} as const;

/** The lesson has a new text for a cell that the learner had changed: both, and the choice. */
export function ConflictCard({
  cell,
  change,
  onChosen,
}: {
  readonly cell: Cell;
  readonly change: CellChange;
  /** The pressed button is about to go: the focus wants another place. */
  readonly onChosen: () => void;
}) {
  const { notebook } = useNotebookScene();
  const { verb, preview, hint } = MERGES[change.kind];
  const name = cellName(cell);
  const conflicts = conflictsOf(change);
  const place = `${notebook.key} ${cell.id}`;
  const [made, setMade] = useState<Made>(() => ({
    of: conflicts,
    choices: MEMORY.recall(place, conflicts),
  }));
  // What was chosen for other lines than these is nothing that anybody chose.
  const choices = same(made.of, conflicts) ? made.choices : [];
  const onChoose = (index: number, chosen: PassageChoice) => {
    const next = conflicts.map((_, at) => (at === index ? chosen : (choices[at] ?? null)));
    MEMORY.keep(place, conflicts, next);
    setMade({ of: conflicts, choices: next });
  };
  const open = conflicts.filter((_, at) => !choices[at]).length;
  const choice = (choose: (id: string) => void) => () => {
    onChosen();
    MEMORY.forget(place);
    choose(cell.id);
  };
  return (
    <section
      class="conflict"
      aria-label={`New version of ${name.charAt(0).toLowerCase()}${name.slice(1)}`}
    >
      <div class="conflict-head">
        <Icon name="warning" />
        <span class="conflict-words">
          The lesson changed this cell since you edited it. <span class="dim">{hint}</span>
        </span>
        <button type="button" class="button" onClick={choice(notebook.keepMine)}>
          Keep mine
        </button>
        <button
          type="button"
          class="button"
          onClick={choice((id) => notebook.takeMerge(id, choices))}
        >
          {verb}
        </button>
        <button type="button" class="button" onClick={choice(notebook.takeNew)}>
          Take the new text
        </button>
      </div>
      <DiffView
        name="Your text and the new one"
        mine={{ label: "Mine", text: change.mine }}
        theirs={{ label: "The new text", text: change.theirs }}
      />
      {conflicts.length > 0 && (
        <PassageList conflicts={conflicts} choices={choices} onChoose={onChoose} />
      )}
      <details class="conflict-merged">
        <summary>
          {preview}
          {open > 0 && `, ${countOf(open, "passage")} to be finished by you`}
        </summary>
        <StaticCode language={cell.language} source={markedText(change, cell.language, choices)} />
      </details>
    </section>
  );
}
