import { useComputed } from "@preact/signals";
import type { Cell } from "../../notebook/model.ts";
import { useNotebookScene } from "./notebook-scene.ts";

/**
 * Where the kernel cannot wait for a line, those for `input()` are typed beforehand. The box
 * shows only for cells that seem to ask for one.
 */
export function TypedLines({ cell }: { readonly cell: Cell }) {
  const { notebook } = useNotebookScene();
  const isWanted = useComputed(() => {
    const kernel = notebook.kernel.value;
    if (!("info" in kernel) || kernel.info.canBlock) return false;
    return /\binput\s*\(/.test(cell.source.value);
  });
  if (!isWanted.value) return null;
  return (
    <div class="typed-lines">
      <label>
        Lines for <code>input()</code>, one below the other, before you run: this browser cannot
        wait for them while Python runs.
        <textarea
          class="field"
          rows={2}
          spellcheck={false}
          value={notebook.typed.value}
          onInput={(event) => {
            notebook.typed.value = event.currentTarget.value;
          }}
        />
      </label>
    </div>
  );
}
