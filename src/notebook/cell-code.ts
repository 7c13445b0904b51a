import type { CellCode } from "../shared/kernel.ts";
import type { LiveCell } from "./live-cell.ts";

/** A cell's code as the kernel gets it. */
export function codeOf(cell: LiveCell): CellCode {
  const number = cell.number.peek();
  const code = cell.source.peek();
  // Without a number there is only the line that runs a file.
  return { cell: cell.id, label: number === null ? code : `cell ${number}`, code };
}
