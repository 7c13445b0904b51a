/** Text of one stream as a terminal would show it; `column` is the cursor in the last line. */
export interface TerminalText {
  readonly text: string;
  /** Null where the cursor is at the end of the text, as it nearly always is. */
  readonly column: number | null;
}

// oxlint-disable-next-line no-control-regex -- these are the control characters it is about
const CONTROL = /(\r\n|\n|\r|\u0008|\u001b\[[0-2]?K)/u;

/**
 * Writes a chunk: "\r" goes back to the start of the line and what follows overwrites it (progress
 * bars), "\b" goes one back, "ESC [K" erases to the end of the line (ECMA-48 EL). Colours stay in
 * the text.
 */
export function writeTerminal(before: TerminalText, chunk: string): TerminalText {
  if (before.column === null && !CONTROL.test(chunk.replaceAll("\n", ""))) {
    return { text: before.text + chunk, column: null };
  }
  const lineStart = before.text.lastIndexOf("\n") + 1;
  const done = [before.text.slice(0, lineStart)];
  let line = before.text.slice(lineStart);
  let column = before.column ?? line.length;
  for (const part of chunk.split(CONTROL)) {
    if (part === "\n" || part === "\r\n") {
      done.push(line, "\n");
      line = "";
      column = 0;
    } else if (part === "\r") {
      column = 0;
    } else if (part === "\b") {
      column = Math.max(0, column - 1);
    } else if (part.startsWith("\u001b[") && part.endsWith("K") && part.length <= 4) {
      line = part === "\u001b[2K" ? " ".repeat(column) : line.slice(0, column);
    } else if (part !== "") {
      line = line.slice(0, column) + part + line.slice(column + part.length);
      column += part.length;
    }
  }
  done.push(line);
  return { text: done.join(""), column: column === line.length ? null : column };
}
