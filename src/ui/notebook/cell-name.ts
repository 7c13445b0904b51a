import type { Cell } from "../../notebook/model.ts";

/**
 * What a cell is called: "Cell 3", "File app.py", "Request GET /items", "Text". Reads the cell's
 * number or text, which may change.
 */
export function cellName(cell: Cell): string {
  if (cell.kind === "file") return `File ${cell.file ?? ""}`.trim();
  if (cell.kind === "markdown") return "Text";
  if (cell.kind === "http") return `Request ${requestLine(cell)}`.trim();
  return `Cell ${cell.number.value ?? ""}`.trim();
}

/** What the editor of a cell is called: "Code of cell 3". */
export function editorName(cell: Cell): string {
  if (cell.kind === "file") return `Contents of ${cell.file ?? "the file"}`;
  if (cell.kind === "markdown") return "Text of this cell";
  if (cell.kind === "http") return `Text of the request ${requestLine(cell)}`.trim();
  return `Code of cell ${cell.number.value ?? ""}`.trim();
}

/** The first line that is no comment. */
function requestLine(cell: Cell): string {
  const line = cell.source.value.split("\n").find((text) => /^\s*[^#\s]/.test(text));
  return line?.trim().slice(0, 80) ?? "";
}

/** An exercise's id as words: "greet-the-user" → "greet the user". */
export function exerciseName(id: string): string {
  return id.replaceAll(/[-_]+/g, " ");
}
