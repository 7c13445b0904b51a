import { diffComm } from "node-diff3";
import { linesOf } from "./body-lines.ts";

/** A row of a comparison: a line, or how many lines that both have are left out. */
export type DiffRow =
  | { readonly kind: "same" | "mine" | "theirs"; readonly line: string }
  | { readonly kind: "skipped"; readonly lines: number };

/** Lines shown before and after a difference. */
const AROUND = 3;
/** Above so many lines the texts are shown one after the other. */
const TOO_MANY = 5000;

/** Two texts as one list of lines, mine first where they differ; long parts that both have are cut. */
export function diffRows(mine: string, theirs: string): readonly DiffRow[] {
  const [a, b] = [linesOf(mine), linesOf(theirs)];
  if (Math.max(a.length, b.length) > TOO_MANY) return [...rows("mine", a), ...rows("theirs", b)];
  const parts = diffComm([...a], [...b]);
  return parts.flatMap(({ common, buffer1, buffer2 }, index) => {
    if (common === undefined) return [...rows("mine", buffer1), ...rows("theirs", buffer2)];
    const before = index === 0 ? 0 : AROUND;
    const after = index === parts.length - 1 ? 0 : AROUND;
    return shortened(common, before, after);
  });
}

function rows(kind: "same" | "mine" | "theirs", lines: readonly string[]): readonly DiffRow[] {
  return lines.map((line) => ({ kind, line }));
}

function shortened(lines: readonly string[], before: number, after: number): readonly DiffRow[] {
  const skipped = lines.length - before - after;
  // A row that tells of one line takes as much room as the line.
  if (skipped < 2) return rows("same", lines);
  return [
    ...rows("same", lines.slice(0, before)),
    { kind: "skipped", lines: skipped },
    ...rows("same", lines.slice(lines.length - after)),
  ];
}
