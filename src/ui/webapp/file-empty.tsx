import { Icon } from "../icon.tsx";
import { useReadOnly } from "../notebook/use-read-only.ts";
import type { FileState } from "./file-state.ts";
import { PaneIcon } from "./pane-icon.tsx";

/** In the place of an open file. */
export function FileEmpty({ state, any }: { readonly state: FileState; readonly any: boolean }) {
  const readOnly = useReadOnly();
  if (any) return <p class="panel-empty dim">Choose a file to see it here.</p>;
  if (readOnly) return <p class="panel-empty dim">No files yet. Programs may write some.</p>;
  return (
    <div class="panel-empty">
      <PaneIcon name="folder-open" />
      <p>
        <b>No files yet.</b>
      </p>
      <p>
        Make one, such as <code class="coded">main.py</code> or{" "}
        <code class="coded">templates/home.html</code>, or let a program write some:{" "}
        <code class="coded">!django-admin startproject mysite .</code> in a cell makes a whole
        project.
      </p>
      <button
        type="button"
        class="button"
        onClick={() => {
          state.question.value = { kind: "new", folder: "" };
        }}
      >
        <Icon name="plus" />
        New file
      </button>
    </div>
  );
}
