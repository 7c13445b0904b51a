import type { Cell } from "./model.ts";

/** What a sentence calls a cell: "Cell 3", "app.py", "The request". */
export function wordsFor(cell: Cell): string {
  if (cell.kind === "http") return "The request";
  const number = cell.number.peek();
  return number === null ? (cell.file ?? "The cell") : `Cell ${number}`;
}
