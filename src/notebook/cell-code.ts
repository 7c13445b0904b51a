import type { CellCode } from "../shared/kernel.ts";
import type { FileText } from "./kernel-files.ts";
import type { LiveCell } from "./live-cell.ts";

/** A cell's code as the kernel gets it. */
export function codeOf(cell: LiveCell): CellCode {
  return { cell: cell.id, label: `cell ${cell.number.peek() ?? 0}`, code: cell.source.peek() };
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

/** The file cells' texts. */
export function fileTexts(all: readonly LiveCell[]): readonly FileText[] {
  return all.flatMap((cell) =>
    cell.file === null ? [] : [{ path: cell.file, text: cell.source.peek() }],
  );
}
