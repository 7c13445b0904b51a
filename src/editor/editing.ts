/** What a key does to a text: `insert` goes in place of `from`–`to`, then the selection is set. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly selectionStart: number;
  readonly selectionEnd: number;
}

/** A text and what is selected in it. */
export interface Selected {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const unit = "    ";

/** Tab: blanks up to the next tab stop, or all selected lines one step to the right. */
export function indent(selected: Selected): Edit {
  const { text, start, end } = selected;
  if (start === end) {
    const column = start - lineStart(text, start);
    const insert = unit.slice(column % unit.length);
    return caret(start, end, insert, start + insert.length);
  }
  return changeLines(selected, (line) => (line === "" ? line : unit + line));
}

/** Shift+Tab: the lines of the selection one step to the left. */
export function outdent(selected: Selected): Edit {
  return changeLines(selected, (line) => line.replace(/^(?: {1,4}|\t)/, ""));
}

/** Enter: a new line that is indented as this one, one step deeper after a colon or bracket. */
export function newLine({ text, start, end }: Selected, language: string): Edit {
  const line = text.slice(lineStart(text, start), start);
  const own = /^\s*/.exec(line)?.[0] ?? "";
  const deeper = language === "python" && /[:([{]\s*(?:#.*)?$/.test(line) ? unit : "";
  const insert = `\n${own}${deeper}`;
  return caret(start, end, insert, start + insert.length);
}

/** Backspace within indentation: back to the tab stop before. Null where nothing special is due. */
export function eraseIndent({ text, start, end }: Selected): Edit | null {
  const from = lineStart(text, start);
  const before = text.slice(from, start);
  if (start !== end || before === "" || /[^ ]/.test(before)) return null;
  const width = before.length % unit.length || unit.length;
  return caret(start - width, start, "", start - width);
}

/** Ctrl+/: the selected lines become comments, or cease to be. */
export function toggleComment(selected: Selected): Edit {
  const { text, start, end } = selected;
  const lines = text.slice(lineStart(text, start), lineEnd(text, end)).split("\n");
  const all = lines.every((line) => line.trim() === "" || /^\s*#/.test(line));
  return changeLines(selected, (line) => {
    if (line.trim() === "") return line;
    return all ? line.replace(/^(\s*)# ?/, "$1") : line.replace(/^(\s*)/, "$1# ");
  });
}

function lineStart(text: string, position: number): number {
  return text.lastIndexOf("\n", position - 1) + 1;
}

function lineEnd(text: string, position: number): number {
  const found = text.indexOf("\n", position);
  return found === -1 ? text.length : found;
}

function caret(from: number, to: number, insert: string, at: number): Edit {
  return { from, to, insert, selectionStart: at, selectionEnd: at };
}

function changeLines({ text, start, end }: Selected, change: (line: string) => string): Edit {
  const from = lineStart(text, start);
  // A selection that ends at the start of a line does not mean that line.
  const last = end > start && text[end - 1] === "\n" ? end - 1 : end;
  const to = lineEnd(text, last);
  const before = text.slice(from, to).split("\n");
  const after = before.map(change);
  const insert = after.join("\n");
  const first = (after[0]?.length ?? 0) - (before[0]?.length ?? 0);
  return {
    from,
    to,
    insert,
    selectionStart: Math.max(from, start + first),
    selectionEnd: Math.max(from, end + insert.length - (to - from)),
  };
}
