import type { CellKind } from "../../notebook/model.ts";
import { Icon } from "../icon.tsx";
import { exerciseName } from "./cell-name.ts";

/** What stands above the code: an exercise's name, or a file's; nothing above other cells. */
export function CellHead({
  kind,
  file,
  exercise,
}: {
  readonly kind: CellKind;
  readonly file: string | null;
  /** Id of the exercise; null where the cell is none. */
  readonly exercise: string | null;
}) {
  if (kind === "exercise") {
    return <div class="cell-title">Exercise: {exerciseName(exercise ?? "")}</div>;
  }
  if (kind !== "file") return null;
  return (
    <div class="cell-file">
      <span class="cell-file-name">
        <Icon name="file" />
        {file ?? ""}
      </span>
      <span class="cell-file-note">Saved as you type</span>
    </div>
  );
}

/** The line that a folded setup cell shows. */
export function SetupSummary() {
  return (
    <summary>
      <Icon name="chevron-right" />
      Setup: runs by itself before the first cell
    </summary>
  );
}
