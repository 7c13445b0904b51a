import type { Cell } from "../../notebook/model.ts";
import { calmRun } from "./calm.ts";
import { Elapsed } from "./elapsed.tsx";
import { formatDuration } from "../format.ts";
import { FormerButton } from "./former-button.tsx";
import { HintButton } from "./hint-list.tsx";
import { Icon } from "../icon.tsx";
import { IconButton } from "../icon-button.tsx";
import { deleteCell } from "./notebook-commands.ts";
import { lazyView } from "../lazy-view.tsx";
import { useNotebookScene } from "./notebook-scene.ts";
import { SolutionButton } from "./solution.tsx";
import { StopButton } from "./stop-button.tsx";

const HttpBar = lazyView(() => import("./http-bar.tsx").then((module) => module.HttpBar));

/** The line below a cell: how its last run went, and what can be done with it. */
export function CellBar({ cell }: { readonly cell: Cell }) {
  const texts = <TextButtons cell={cell} />;
  if (cell.kind === "http") {
    const tools = (
      <>
        {texts}
        {cell.own && <OwnTools cell={cell} />}
      </>
    );
    return (
      <div class="bar">
        <HttpBar cell={cell} tools={tools} />
      </div>
    );
  }
  if (cell.kind === "file") {
    if (!cell.edited.value && cell.former.value === null && !cell.own) return null;
    return (
      <div class="bar">
        <span class="grow" />
        {texts}
        {cell.own && <OwnTools cell={cell} />}
      </div>
    );
  }
  return (
    <div class="bar">
      {cell.exercise && <RunButtons cell={cell} />}
      <RunFacts cell={cell} />
      <span class="grow" />
      {cell.exercise && <HintButton cell={cell} exercise={cell.exercise} />}
      {cell.exercise && <SolutionButton cell={cell} exercise={cell.exercise} />}
      {texts}
      {cell.own && <OwnTools cell={cell} />}
      {!cell.exercise && <RunButtons cell={cell} />}
    </div>
  );
}

/** The ways back to other texts of the cell. */
function TextButtons({ cell }: { readonly cell: Cell }) {
  const { notebook } = useNotebookScene();
  return (
    <>
      <FormerButton cell={cell} />
      {cell.edited.value && (
        <button
          type="button"
          class="button quiet"
          title="Back to the lesson's text"
          onClick={() => notebook.resetCell(cell.id)}
        >
          <Icon name="reset" />
          Reset
        </button>
      )}
    </>
  );
}

/** Run and, for exercises, Check; Stop in their place while the cell runs or waits its turn. */
function RunButtons({ cell }: { readonly cell: Cell }) {
  const { notebook } = useNotebookScene();
  const state = calmRun(cell).state.value;
  if (state.kind !== "idle") {
    return <StopButton cell={cell} />;
  }
  return (
    <>
      {cell.exercise && (
        <button type="button" class="button primary" onClick={() => void notebook.check(cell.id)}>
          Check
        </button>
      )}
      <button type="button" class="button" onClick={() => void notebook.run(cell.id)}>
        Run
      </button>
    </>
  );
}

/** Run count, duration, and what there is to say about them. */
function RunFacts({ cell }: { readonly cell: Cell }) {
  const state = calmRun(cell).state.value;
  const last = cell.lastRun.value;
  if (state.kind === "queued") return <span class="bar-mark">Queued</span>;
  if (state.kind === "running") {
    return (
      <span class="bar-mark">
        {state.input ? "Waiting for input" : <Elapsed since={state.since} />}
      </span>
    );
  }
  if (!last) return null;
  return (
    <>
      {last.count !== null && <span class="bar-count">[{last.count}]</span>}
      <span>{formatDuration(last.ms)}</span>
      {last.status === "failed" && !cell.exercise && <span class="bar-mark bad">Failed</span>}
      {last.status === "interrupted" && <span class="bar-mark warn">Stopped</span>}
      {last.count === null && <span class="bar-mark">From an earlier visit</span>}
      {cell.stale.value && last.count !== null && (
        <span class="bar-mark warn" title="The code, or a cell above, changed after this run">
          <Icon name="clock" />
          Stale
        </span>
      )}
    </>
  );
}

/** What can be done with a cell of one's own. */
export function OwnTools({ cell }: { readonly cell: Cell }) {
  const scene = useNotebookScene();
  const { notebook } = scene;
  if (scene.readOnly) return null;
  return (
    <span class="bar-tools">
      <IconButton icon="chevron-up" name="Move up" onClick={() => notebook.moveCell(cell.id, -1)} />
      <IconButton
        icon="chevron-down"
        name="Move down"
        onClick={() => notebook.moveCell(cell.id, 1)}
      />
      <IconButton icon="trash" name="Delete cell" onClick={() => deleteCell(cell, scene)} />
    </span>
  );
}
