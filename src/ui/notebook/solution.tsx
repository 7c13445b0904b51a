import { StaticCode } from "../../editor/static-code.tsx";
import type { Cell, ExercisePart } from "../../notebook/model.ts";
import { useNotebookScene } from "./notebook-scene.ts";

/** The solution, once it was asked for. */
export function Solution({
  cell,
  exercise,
}: {
  readonly cell: Cell;
  readonly exercise: ExercisePart;
}) {
  const { notebook, readOnly } = useNotebookScene();
  const { solution, solutionShown } = exercise;
  if (solution === null || !solutionShown.value) return null;
  return (
    <div class="solution" role="group" aria-label="Solution">
      <div class="solution-head">
        <span>A solution</span>
        <span class="grow" />
        {!readOnly && cell.source.value !== solution && (
          <button
            type="button"
            class="button"
            onClick={() => notebook.setSource(cell.id, solution)}
          >
            Put it in the cell
          </button>
        )}
      </div>
      <StaticCode language={cell.language} source={solution} />
    </div>
  );
}

/** Offers the solution after a try, as long as it is not shown. */
export function SolutionButton({
  cell,
  exercise,
}: {
  readonly cell: Cell;
  readonly exercise: ExercisePart;
}) {
  const { notebook } = useNotebookScene();
  const { solution, solutionAllowed, solutionShown } = exercise;
  if (solution === null || !solutionAllowed.value || solutionShown.value) return null;
  return (
    <button type="button" class="button" onClick={() => notebook.showSolution(cell.id)}>
      Show solution
    </button>
  );
}
