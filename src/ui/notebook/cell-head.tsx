import type { CellKind } from "../../notebook/model.ts";
import { Icon } from "../icon.tsx";
import { exerciseName } from "./cell-name.ts";

/** What stands above the code: an exercise's name, a file's, that it is locked; else nothing. */
export function CellHead({
  kind,
  file,
  exercise,
  locked = false,
}: {
  readonly kind: CellKind;
  readonly file: string | null;
  /** Id of the exercise; null where the cell is none. */
  readonly exercise: string | null;
  readonly locked?: boolean | undefined;
}) {
  if (kind === "exercise") {
    return <div class="cell-title">Exercise: {exerciseName(exercise ?? "")}</div>;
  }
  if (kind !== "file") return locked ? <LockMark verb={kind === "http" ? "send" : "run"} /> : null;
  return (
    <div class="cell-file">
      <span class="cell-file-name">
        <Icon name="file" />
        {file ?? ""}
      </span>
      {locked ? <LockMark verb="read" /> : <span class="cell-file-note">Saved as you type</span>}
    </div>
  );
}

/** Says that the author locked a cell, and what can be done with it all the same. */
function LockMark({ verb }: { readonly verb: string }) {
  return (
    <span class="cell-lock">
      <Icon name="lock" />
      <span>
        Locked by the author<span class="sr-only">: you can {verb} it, not change it</span>
      </span>
    </span>
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
