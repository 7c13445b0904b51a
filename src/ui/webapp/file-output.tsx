import type { Notebook } from "../../notebook/model.ts";
import { IconButton } from "../icon-button.tsx";
import { OutputList } from "../outputs/output-list.tsx";
import type { FileState } from "./file-state.ts";

/** The output of the file that was run last, until it is closed. */
export function FileOutput({
  notebook,
  state,
}: {
  readonly notebook: Notebook;
  readonly state: FileState;
}) {
  const { files } = notebook;
  const path = files.ran.value;
  const isRunning = files.output.state.value.kind === "running";
  if (path === null || !state.outputShown.value) return null;
  return (
    <section class="file-output" aria-label={`Run of ${path}`}>
      {isRunning && <div class="cell-running" />}
      <div class="file-output-head">
        <span class="file-output-name">Output of {path}</span>
        <span class="dim" role="status">
          {endOf(notebook)}
        </span>
        <span class="grow" />
        <IconButton
          icon="close"
          name="Close the output"
          onClick={() => {
            state.outputShown.value = false;
          }}
        />
      </div>
      <div class="file-output-body" data-scroller>
        <OutputList cell={files.output} name={path} />
      </div>
    </section>
  );
}

function endOf({ files: { output } }: Notebook): string {
  if (output.state.value.kind === "queued") return "Waits for another cell";
  if (output.state.value.kind === "running") return "Running";
  const last = output.lastRun.value;
  if (last === null) return "";
  return { done: "Ended", failed: "Failed", interrupted: "Stopped" }[last.status];
}
