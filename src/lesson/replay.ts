/** What of a cell decides whether a check runs it first. */
export interface ReplayCell {
  readonly kind: string;
  /** The exception it raises on purpose; null or absent where it should end well. */
  readonly raises?: string | null;
}

/**
 * What a check of the cell runs first, in this order: all setup, and the earlier cells that are no
 * exercises. A cell that raises on purpose is left out: it would end the replay before the
 * learner's code. The same rule for a notebook, for the lesson checker and for a class's files.
 */
export function cellsBefore<Cell extends ReplayCell>(
  cell: Cell,
  all: readonly Cell[],
): readonly Cell[] {
  const earlier = all.slice(0, all.indexOf(cell));
  const before = [
    ...all.filter((other) => other.kind === "setup"),
    ...earlier.filter((other) => other.kind === "python"),
  ];
  return before.filter(({ raises = null }) => raises === null);
}
