import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { CodeEditor } from "../../editor/code-editor.tsx";
import type { Cell } from "../../notebook/model.ts";
import { CellBar } from "./cell-bar.tsx";
import { cellName, editorName, exerciseName } from "./cell-name.ts";
import { CheckReportView } from "./check-report.tsx";
import { HintList } from "./hint-list.tsx";
import { Icon } from "../icon.tsx";
import { lazyView } from "../lazy-view.tsx";
import { useNotebookScene } from "./notebook-scene.ts";
import { OutputList } from "../outputs/output-list.tsx";
import { Solution } from "./solution.tsx";
import { TypedLines } from "./typed-lines.tsx";
import { useCellHandle } from "./use-cell-handle.ts";
import { useResultAnnouncement } from "./use-result-announcement.ts";

const ConflictCard = lazyView(() =>
  import("./conflict-card.tsx").then((module) => module.ConflictCard),
);

/** A cell with code: plain, setup, a file, an exercise, or a request. */
export function CodeCell({ cell }: { readonly cell: Cell }) {
  const { notebook, editors } = useNotebookScene();
  const element = useRef<HTMLElement>(null);
  /** After Escape, Tab passes the code by: it would only indent there. */
  const leaving = useSignal(false);
  const open = useSignal(cell.kind !== "setup");
  const name = cellName(cell);
  useCellHandle(cell.id, element, (place) => {
    open.value = true;
    editors.focus(cell.id, place);
  });
  useResultAnnouncement(cell, name);
  useEffect(() => {
    if (cell.kind === "setup" && cell.lastRun.value?.status === "failed") open.value = true;
  }, [cell.lastRun.value]);

  const running = cell.state.value.kind === "running";
  const body = (
    <>
      {running && <div class="cell-running" />}
      {cell.conflict.value && <ConflictCard cell={cell} conflict={cell.conflict.value} />}
      <CodeEditor
        id={cell.id}
        textKey={`${notebook.key}#${cell.id}`}
        label={editorName(cell)}
        language={cell.language}
        source={cell.source}
        tabIndex={leaving.value ? -1 : 0}
        editors={editors}
        onInput={(text) => notebook.setSource(cell.id, text)}
      />
      {cell.kind !== "file" && (
        <OutputList cell={cell} name={name.charAt(0).toLowerCase() + name.slice(1)} />
      )}
      {cell.kind !== "file" && cell.kind !== "http" && <TypedLines cell={cell} />}
      {cell.exercise && <CheckReportView report={cell.exercise.report.value} />}
      {cell.exercise && <HintList exercise={cell.exercise} />}
      {cell.exercise && <Solution cell={cell} exercise={cell.exercise} />}
      <CellBar cell={cell} />
    </>
  );

  return (
    <article
      ref={element}
      class="cell"
      aria-label={name}
      tabIndex={0}
      data-cell={cell.id}
      data-kind={cell.kind}
      data-state={cell.state.value.kind}
      data-selected={notebook.selected.value === cell.id ? "" : undefined}
      onFocusCapture={(event) => {
        notebook.selected.value = cell.id;
        const from = event.relatedTarget;
        leaving.value =
          event.target === element.current &&
          from instanceof Node &&
          element.current?.contains(from) === true;
      }}
    >
      {cell.kind === "exercise" && (
        <div class="cell-title">Exercise: {exerciseName(cell.exercise?.id ?? cell.id)}</div>
      )}
      {cell.kind === "file" && <FileTitle path={cell.file ?? ""} />}
      {cell.kind === "setup" ? (
        <details
          class="cell-setup"
          open={open.value}
          onToggle={(event) => {
            open.value = event.currentTarget.open;
          }}
        >
          <summary>
            <Icon name="chevron-right" />
            Setup: runs by itself before the first cell
          </summary>
          {open.value && body}
        </details>
      ) : (
        body
      )}
    </article>
  );
}

function FileTitle({ path }: { readonly path: string }) {
  return (
    <div class="cell-file">
      <span class="cell-file-name">
        <Icon name="file" />
        {path}
      </span>
      <span class="cell-file-note">Saved as you type</span>
    </div>
  );
}
