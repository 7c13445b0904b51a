import type { Figure } from "./figures.ts";
import { figuresIn, spreadIn, type BenchReport } from "./report.ts";
import { ratioOf } from "./statistics.ts";
import { changeText, numberText, ratioText, type Table } from "./table.ts";

type Results = Pick<BenchReport, "values" | "absent">;

/** Stands where a figure has no number; the reason stands below the table. */
const NONE = "not available";

/** The figures of a report, one a line, with their ratio to plain Pyodide of the same run. */
export function figureTable(figures: readonly Figure[], results: Results): Table {
  const rows = figuresIn(figures, results).map(({ name, unit, against }) => {
    const spread = spreadIn(results, name);
    if (spread === undefined) return [name, "", NONE, "", unit, ""];
    const { min, median, max } = spread;
    return [name, ...[min, median, max].map(numberText), unit, ratioCell(results, name, against)];
  });
  return [["figure", "min", "median", "max", "unit", "plain Pyodide ÷ this"], ...rows];
}

/** The figures that both reports have: medians, their change, and both ratios to plain Pyodide. */
export function comparisonTable(figures: readonly Figure[], before: Results, now: Results): Table {
  const rows = figures.flatMap(({ name, unit, against }) => {
    const [old, current] = [spreadIn(before, name)?.median, spreadIn(now, name)?.median];
    if (old === undefined || current === undefined) return [];
    return [
      [
        name,
        numberText(old),
        numberText(current),
        unit,
        changeText(old, current),
        ratioCell(before, name, against),
        ratioCell(now, name, against),
      ],
    ];
  });
  return [["figure", "before", "now", "unit", "change", "ratio before", "ratio now"], ...rows];
}

/** What a reader has to know beside the numbers: notes of figures, why some have none, failures. */
export function remarksOf(
  figures: readonly Figure[],
  results: Results & Pick<BenchReport, "failures">,
): readonly string[] {
  const shown = figuresIn(figures, results);
  const notes = shown.flatMap(({ note }) => (note === undefined ? [] : [note]));
  const reasons = new Map<string, string[]>();
  for (const { name } of shown) {
    const reason = results.absent[name];
    if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
  }
  const missing = [...reasons].map(
    ([reason, names]) => `Not available (${names.join("; ")}): ${reason}`,
  );
  return [
    ...notes,
    ...missing,
    ...results.failures.map((failure) => `Broke off: ${firstLine(failure)}`),
  ];
}

/** Without the stack, which names places of one machine. */
function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}

/** The ratio to plain Pyodide, empty for a figure that stands alone. */
function ratioCell(results: Results, name: string, against: string | undefined): string {
  if (against === undefined) return "";
  return ratioText(ratioOf(spreadIn(results, against)?.median, spreadIn(results, name)?.median));
}
