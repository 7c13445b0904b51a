import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { CodeEditor } from "../../editor/code-editor.tsx";
import type { EditorPlace } from "../../editor/place.ts";
import type { Cell } from "../../notebook/model.ts";
import { OwnTools } from "./cell-bar.tsx";
import { editorName } from "./cell-name.ts";
import { useNotebookScene } from "./notebook-scene.ts";
import { ProseView } from "./prose-view.tsx";
import { useCellHandle } from "./use-cell-handle.ts";

/** A cell of text: rendered, or its Markdown open for editing. */
export function TextCell({ cell }: { readonly cell: Cell }) {
  const { notebook, editors, readOnly } = useNotebookScene();
  const element = useRef<HTMLElement>(null);
  const editing = useSignal(false);
  const place = useRef<EditorPlace>("kept");
  const edit = (at: EditorPlace) => {
    if (readOnly) return;
    place.current = at;
    if (editing.peek()) editors.focus(cell.id, at);
    else editing.value = true;
  };
  const render = () => {
    if (!editing.peek()) return;
    editing.value = false;
    void notebook.run(cell.id);
  };
  useCellHandle(cell.id, element, edit);
  useLayoutEffect(() => {
    if (editing.value) editors.focus(cell.id, place.current);
  }, [editing.value]);
  const html = cell.html?.value ?? "";
  const common = {
    ref: element,
    tabIndex: 0,
    "aria-label": "Text",
    "data-cell": cell.id,
    "data-kind": "markdown",
    "data-selected": notebook.selected.value === cell.id ? "" : undefined,
  };

  if (!editing.value) {
    return (
      <article
        {...common}
        class="text-cell"
        onFocusCapture={() => {
          notebook.selected.value = cell.id;
        }}
        onDblClick={() => edit("kept")}
      >
        {html.trim() ? (
          <ProseView html={html} />
        ) : (
          <p class="text-cell-empty">Empty text. Double-click, or press Enter, to write.</p>
        )}
      </article>
    );
  }
  return (
    <article
      {...common}
      class="cell"
      onFocusCapture={(event) => {
        notebook.selected.value = cell.id;
        // Escape and Shift+Enter put the focus on the cell itself: the text is then rendered.
        if (event.target === element.current) render();
      }}
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (to instanceof Node && !element.current?.contains(to)) render();
      }}
    >
      <CodeEditor
        id={cell.id}
        textKey={`${notebook.key}#${cell.id}`}
        label={editorName(cell)}
        language="markdown"
        source={cell.source}
        editors={editors}
        onInput={(text) => notebook.setSource(cell.id, text)}
      />
      <div class="bar">
        <span class="grow" />
        {cell.own && <OwnTools cell={cell} />}
        <button
          type="button"
          class="button"
          onClick={() => {
            render();
            element.current?.focus();
          }}
        >
          Done
        </button>
      </div>
    </article>
  );
}
