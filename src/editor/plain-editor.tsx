import type { ReadonlySignal } from "@preact/signals";
import type { RefObject, TargetedEvent, TargetedKeyboardEvent } from "preact";
import { eraseIndent, indent, newLine, outdent, toggleComment, type Edit } from "./editing.ts";
import { StaticCode } from "./static-code.tsx";

/**
 * A text field over its own highlighted text: what every cell is until it is a full editor, and
 * what it stays on touch screens. Tab indents; Escape, which the cell handles, leaves.
 */
export function PlainEditor({
  field,
  label,
  language,
  source,
  tabIndex,
  readOnly,
  onInput,
  onFocus,
}: {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly label: string;
  readonly language: string;
  readonly source: ReadonlySignal<string>;
  readonly tabIndex: number;
  readonly readOnly: boolean;
  readonly onInput: (text: string) => void;
  readonly onFocus: () => void;
}) {
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    if (readOnly) return;
    const edit = editOfKey(event, language);
    if (!edit) return;
    event.preventDefault();
    apply(event.currentTarget, edit);
  };
  return (
    <div class="plain-editor">
      <StaticCode language={language} source={source.value} />
      <textarea
        ref={field}
        class="plain-editor-field"
        aria-label={label}
        tabIndex={tabIndex}
        readOnly={readOnly}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        autocorrect="off"
        wrap="off"
        rows={1}
        value={source.value}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onInput={(event: TargetedEvent<HTMLTextAreaElement>) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}

function editOfKey(
  event: TargetedKeyboardEvent<HTMLTextAreaElement>,
  language: string,
): Edit | null {
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  const selected = { text: value, start: selectionStart, end: selectionEnd };
  const command = event.ctrlKey || event.metaKey;
  if (event.isComposing || event.altKey) return null;
  if (command) return event.key === "/" && language === "python" ? toggleComment(selected) : null;
  if (event.key === "Tab") return event.shiftKey ? outdent(selected) : indent(selected);
  if (event.shiftKey) return null;
  if (event.key === "Enter") return newLine(selected, language);
  if (event.key === "Backspace") return eraseIndent(selected);
  return null;
}

/** Through the browser's own editing command, deprecated but alone in keeping the undo history. */
function apply(field: HTMLTextAreaElement, edit: Edit): void {
  field.setSelectionRange(edit.from, edit.to);
  const done = document.execCommand(edit.insert ? "insertText" : "delete", false, edit.insert);
  if (!done) {
    field.setRangeText(edit.insert, edit.from, edit.to);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  field.setSelectionRange(edit.selectionStart, edit.selectionEnd);
}
