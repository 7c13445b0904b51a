import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { InputRequest } from "../../notebook/model.ts";
import { useNotebookScene } from "../notebook/notebook-scene.ts";

/** The field for a waiting `input()`. Enter sends the line; Ctrl+D says that there is no more. */
export function InputLine({ input }: { readonly input: InputRequest }) {
  const { notebook } = useNotebookScene();
  const [line, setLine] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (mayTakeFocus(field.current)) field.current?.focus();
  }, []);
  const kind = input.password ? ({ type: "password" } as const) : ({ type: "text" } as const);
  return (
    <form
      class="output input-line"
      onSubmit={(event) => {
        event.preventDefault();
        notebook.answer(line);
      }}
    >
      <label>
        <span class={input.prompt.trim() ? "" : "sr-only"}>{input.prompt || "Input"}</span>
      </label>
      <input
        ref={field}
        class="field"
        aria-label={input.prompt.trim() || "Input"}
        {...kind}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        value={line}
        onInput={(event) => setLine(event.currentTarget.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (!event.ctrlKey || event.key.toLowerCase() !== "d") return;
          event.preventDefault();
          notebook.answer(null);
        }}
      />
      <button type="submit" class="button primary">
        Send
      </button>
      <button type="button" class="button" onClick={() => notebook.answer(null)}>
        End of input
      </button>
    </form>
  );
}

/** Not from somebody who types in another cell meanwhile. */
function mayTakeFocus(field: HTMLElement | null): boolean {
  const active = document.activeElement;
  if (!active?.matches("input, textarea, select")) return true;
  return field?.closest("[data-cell]")?.contains(active) ?? false;
}
