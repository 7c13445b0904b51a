import type { Cell } from "../../notebook/model.ts";

/** What a cell is called: "Cell 3", "File app.py", "Text". Reads the cell's number, which may change. */
export function cellName(cell: Cell): string {
  if (cell.kind === "file") return `File ${cell.file ?? ""}`.trim();
  if (cell.kind === "markdown") return "Text";
  return `Cell ${cell.number.value ?? ""}`.trim();
}

/** What the editor of a cell is called: "Code of cell 3". */
export function editorName(cell: Cell): string {
  if (cell.kind === "file") return `Contents of ${cell.file ?? "the file"}`;
  if (cell.kind === "markdown") return "Text of this cell";
  return `Code of cell ${cell.number.value ?? ""}`.trim();
}

/** An exercise's id as words: "greet-the-user" → "greet the user". */
export function exerciseName(id: string): string {
  return id.replaceAll(/[-_]+/g, " ");
}
