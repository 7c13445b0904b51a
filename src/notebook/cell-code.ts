import type { CellCode } from "../shared/kernel.ts";
import type { LiveCell } from "./live-cell.ts";

/** A cell's code as the kernel gets it. */
export function codeOf(cell: LiveCell): CellCode {
  const number = cell.number.peek();
  const code = cell.source.peek();
  // Without a number there is only the line that runs a file.
  return { cell: cell.id, label: number === null ? code : `cell ${number}`, code };
}

/**
 * What a check runs first: all setup, and the earlier cells that are no exercises. A cell that
 * raises on purpose is left out: it would end the replay before the learner's code.
 */
export function cellsBefore(cell: LiveCell, all: readonly LiveCell[]): readonly LiveCell[] {
  const earlier = all.slice(0, all.indexOf(cell));
  const before = [
    ...all.filter((other) => other.kind === "setup"),
    ...earlier.filter((other) => other.kind === "python"),
  ];
  return before.filter((other) => other.raises === null);
}
