import { useMemo } from "preact/hooks";
import { type DiffRow, diffRows } from "../../notebook/diff-rows.ts";

/** One of the two texts that are compared. */
interface Side {
  readonly label: string;
  readonly text: string;
}

const SIGNS = { same: " ", mine: "\u2212", theirs: "+" } as const;

/** Two texts, line by line: a sign and a ground tell which text a line is of, and words for who hears it. */
export function DiffView({
  name,
  mine,
  theirs,
}: {
  readonly name: string;
  readonly mine: Side;
  readonly theirs: Side;
}) {
  const rows = useMemo(() => diffRows(mine.text, theirs.text), [mine.text, theirs.text]);
  return (
    <div class="diff">
      <p class="diff-legend" aria-hidden="true">
        <span data-side="mine">
          {SIGNS.mine} {mine.label}
        </span>
        <span data-side="theirs">
          {SIGNS.theirs} {theirs.label}
        </span>
      </p>
      <div class="diff-rows" role="group" aria-label={name} tabIndex={0}>
        <div class="diff-block">
          {rows.map((row, index) => (
            <Row key={index} row={row} labels={{ mine: mine.label, theirs: theirs.label }} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Row({
  row,
  labels,
}: {
  readonly row: DiffRow;
  readonly labels: { readonly mine: string; readonly theirs: string };
}) {
  if (row.kind === "skipped") {
    return <div class="diff-skipped">{row.lines} lines are the same</div>;
  }
  return (
    <div class="diff-row" data-side={row.kind}>
      <span class="diff-sign" aria-hidden="true">
        {SIGNS[row.kind]}
      </span>
      {row.kind !== "same" && <span class="sr-only">{labels[row.kind]}: </span>}
      <code>{row.line}</code>
    </div>
  );
}
