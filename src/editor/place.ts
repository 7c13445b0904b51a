/** Where the caret goes when an editor gets the focus. */
export type EditorPlace =
  /** Where it was last. */
  | "kept"
  | "start"
  | "end"
  /** A line (from 1) and, in it, the columns (from 0, end exclusive) to mark. */
  | { readonly line: number; readonly columns: readonly [number, number] | null };

/** A selection as offsets in the text. */
export interface TextSelection {
  readonly start: number;
  readonly end: number;
}

/** The selection that a place means in a text; `kept` is the one that was there. */
export function selectionAt(text: string, place: EditorPlace, kept: TextSelection): TextSelection {
  if (place === "kept") return kept;
  if (place === "start") return { start: 0, end: 0 };
  if (place === "end") return { start: text.length, end: text.length };
  const lines = text.split("\n");
  const before = lines.slice(0, place.line - 1);
  const offset = before.reduce((sum, line) => sum + line.length + 1, 0);
  const line = lines[place.line - 1] ?? "";
  const [from, to] = place.columns ?? [line.length - line.trimStart().length, line.length];
  const start = Math.min(text.length, offset + from);
  return { start, end: Math.max(start, Math.min(text.length, offset + to)) };
}
