import type { Cell, ExercisePart } from "../../notebook/model.ts";
import { useNotebookScene } from "./notebook-scene.ts";

/** The hints that were asked for. */
export function HintList({ exercise }: { readonly exercise: ExercisePart }) {
  const { hints, hintsShown } = exercise;
  return (
    <>
      {hints.slice(0, hintsShown.value).map(({ html }, index) => (
        <div key={index} class="hint">
          <div class="hint-name">
            Hint {index + 1} of {hints.length}
          </div>
          <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />
        </div>
      ))}
    </>
  );
}

/** "Hint 1 of 3", and the button that shows it. */
export function HintButton({
  cell,
  exercise,
}: {
  readonly cell: Cell;
  readonly exercise: ExercisePart;
}) {
  const { notebook } = useNotebookScene();
  const { hints, hintsShown } = exercise;
  const next = hintsShown.value + 1;
  if (next > hints.length) return null;
  return (
    <>
      <span>
        Hint {next} of {hints.length}
      </span>
      <button type="button" class="button" onClick={() => notebook.showHint(cell.id)}>
        Show hint
      </button>
    </>
  );
}
