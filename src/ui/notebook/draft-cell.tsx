import { StaticCode } from "../../editor/static-code.tsx";
import type { CellKind } from "../../notebook/model.ts";
import { CellHead, SetupSummary } from "./cell-head.tsx";

/** What a cell looks like before it is alive. */
export interface DraftCellProps {
  readonly kind: CellKind;
  readonly language: string;
  readonly source: string;
  readonly file: string | null;
  /** Id of its exercise; null where it is none. */
  readonly exercise: string | null;
  readonly locked?: boolean;
}

/**
 * A cell's text, in the place that the cell will take: to be read, to be found by the browser's
 * search, and as high as the cell itself. Nothing in it can be pressed yet.
 */
export function DraftCell({ kind, language, source, file, exercise, locked }: DraftCellProps) {
  if (kind === "setup") {
    return (
      <article class="cell" data-kind={kind} aria-busy="true">
        <details class="cell-setup">
          <SetupSummary />
        </details>
      </article>
    );
  }
  return (
    <article class="cell" data-kind={kind} aria-busy="true">
      <CellHead kind={kind} file={file} exercise={exercise} locked={locked} />
      <div class="plain-editor">
        <StaticCode language={language} source={source} />
      </div>
      {kind !== "file" && <div class="bar" />}
    </article>
  );
}
