/** A fence's lines in a text. */
export interface FenceRange {
  /** Its first line. */
  readonly opening: string;
  /** The line after its last one, from 0. */
  readonly end: number;
}

/**
 * The fence that begins in line `start`, counted from 0, and holds `source`. One that no line closes
 * ends after its code (CommonMark 4.5: a closing line has at least as many marks, and nothing else).
 */
export function fenceRange(lines: readonly string[], start: number, source: string): FenceRange {
  const opening = lines[start] ?? "";
  const marks = /^ {0,3}(`{3,}|~{3,})/.exec(opening)?.[1] ?? "```";
  const closing = new RegExp(`^ {0,3}\\${marks[0] ?? "`"}{${marks.length},}[ \\t]*$`);
  const count = source === "" ? 0 : source.split("\n").length;
  for (let line = start + 1; line < lines.length; line++) {
    if (closing.test(lines[line] ?? "")) return { opening, end: line + 1 };
    // Another fence begins in it: its own end was forgotten.
    if (line > start + count && (lines[line] ?? "").trim() !== "") break;
  }
  return { opening, end: Math.min(start + 1 + count, lines.length) };
}
