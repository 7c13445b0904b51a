import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { CodeEditor } from "../../editor/code-editor.tsx";
import type { Cell } from "../../notebook/model.ts";
import { calmRun } from "./calm.ts";
import { CellBar } from "./cell-bar.tsx";
import { CellHead, SetupSummary } from "./cell-head.tsx";
import { cellName, editorName } from "./cell-name.ts";
import { CheckChanged, CheckReportView } from "./check-report.tsx";
import { HintList } from "./hint-list.tsx";
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
  const { notebook, editors, readOnly } = useNotebookScene();
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
  useSignalEffect(() => {
    if (cell.kind === "setup" && cell.lastRun.value?.status === "failed") open.value = true;
  });

  const state = calmRun(cell).state.value.kind;
  const isSelected = useComputed(() => notebook.selected.value === cell.id);
  const body = (
    <>
      {state === "running" && <div class="cell-running" />}
      {cell.change.value && !readOnly && (
        <ConflictCard
          cell={cell}
          change={cell.change.value}
          onChosen={() => element.current?.focus()}
        />
      )}
      <CodeEditor
        id={cell.id}
        textKey={`${notebook.key}#${cell.id}`}
        label={editorName(cell)}
        language={cell.language}
        source={cell.source}
        tabIndex={leaving.value ? -1 : 0}
        readOnly={cell.locked || readOnly}
        editors={editors}
        onInput={(text) => notebook.setSource(cell.id, text)}
      />
      {cell.kind !== "file" && (
        <OutputList cell={cell} name={name.charAt(0).toLowerCase() + name.slice(1)} />
      )}
      {cell.kind !== "file" && cell.kind !== "http" && <TypedLines cell={cell} />}
      {cell.exercise && <CheckReportView report={cell.exercise.report.value} />}
      {cell.exercise?.checkChanged.value && <CheckChanged />}
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
      data-state={state}
      data-selected={isSelected.value ? "" : undefined}
      onFocusCapture={(event) => {
        notebook.selected.value = cell.id;
        const from = event.relatedTarget;
        leaving.value =
          event.target === element.current &&
          from instanceof Node &&
          element.current?.contains(from) === true;
      }}
    >
      <CellHead
        kind={cell.kind}
        file={cell.file}
        exercise={cell.exercise?.id ?? cell.id}
        locked={cell.locked}
      />
      {cell.kind === "setup" ? (
        <details
          class="cell-setup"
          open={open.value}
          onToggle={(event) => {
            open.value = event.currentTarget.open;
          }}
        >
          <SetupSummary />
          {open.value && body}
        </details>
      ) : (
        body
      )}
    </article>
  );
}
