/** Rows of cells; the first row is the head, the first column names the row. */
export type Table = readonly (readonly string[])[];

/** The table for a terminal: words to the left, figures to the right. */
export function plainTable(table: Table): string {
  const widths = widthsOf(table);
  return table
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The same in Markdown. */
export function markdownTable([head = [], ...rows]: Table): string {
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [head, rule, ...rows].map((row) => `| ${row.map(escaped).join(" | ")} |`).join("\n");
}

/** As many digits as mean something: "8.34", "83.4", "834"; "1,234". */
export function numberText(value: number): string {
  const digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
  return value.toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** "8.1 ×", never rounded up to a goal that was missed; a dash where there is none. */
export function ratioText(ratio: number | null): string {
  return ratio === null ? "–" : `${(Math.floor(ratio * 10) / 10).toFixed(1)} ×`;
}

/** How much larger `now` is than `before`: "+12 %"; a dash where one is missing. */
export function changeText(before: number | undefined, now: number | undefined): string {
  if (before === undefined || now === undefined || before === 0) return "–";
  const percent = Math.round((now / before - 1) * 100);
  return `${percent > 0 ? "+" : percent < 0 ? "−" : "±"}${Math.abs(percent)} %`;
}

function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|");
}

function widthsOf(table: Table): number[] {
  return (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
}
