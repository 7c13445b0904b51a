import { useEffect, useRef } from "preact/hooks";
import type { Notebook } from "../../notebook/model.ts";
import { Icon } from "../icon.tsx";
import { closeFile, openFile, type FileState } from "./file-state.ts";
import { tabNames } from "./file-rows.ts";

/** The open files. What can be done with the shown one stands at the right. */
export function FileTabs({
  notebook,
  state,
}: {
  readonly notebook: Notebook;
  readonly state: FileState;
}) {
  const open = state.open.value;
  const active = state.active.value;
  const names = tabNames(open);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const current = list.current?.querySelector('[aria-current="true"]');
    current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active, open]);
  return (
    <div class="file-tabs">
      <div ref={list} class="file-tabs-list" role="group" aria-label="Open files">
        {open.map((path) => (
          <span key={path} class="file-tab" data-active={path === active ? "" : undefined}>
            <button
              type="button"
              class="file-tab-name"
              aria-current={path === active ? "true" : undefined}
              title={path}
              onClick={() => openFile(state, path)}
              onAuxClick={(event) => {
                if (event.button === 1) closeFile(state, path);
              }}
            >
              {names.get(path)}
            </button>
            <button
              type="button"
              class="file-tab-close"
              aria-label={`Close ${path}`}
              title="Close"
              onClick={() => closeFile(state, path)}
            >
              <Icon name="close" />
            </button>
          </span>
        ))}
      </div>
      {active?.endsWith(".py") && <RunFile notebook={notebook} state={state} path={active} />}
    </div>
  );
}

/** Runs the shown file as a program; while one runs, stops it. */
function RunFile({
  notebook,
  state,
  path,
}: {
  readonly notebook: Notebook;
  readonly state: FileState;
  readonly path: string;
}) {
  const { files } = notebook;
  const run = files.output.state.value;
  const mine = files.ran.value === path;
  if (mine && run.kind === "running") {
    return (
      <button
        type="button"
        class="button"
        disabled={run.stopping}
        onClick={() => void notebook.interrupt()}
      >
        <Icon name="stop" />
        Stop
      </button>
    );
  }
  return (
    <button
      type="button"
      class="button"
      title={`%run ${path}`}
      disabled={run.kind !== "idle"}
      onClick={() => {
        state.outputShown.value = true;
        void files.run(path);
      }}
    >
      <Icon name="play" />
      {mine && run.kind === "queued" ? "Waiting" : "Run file"}
    </button>
  );
}
