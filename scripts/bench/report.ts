import type { Figure, Measured } from "./figures.ts";
import { ratioText, spreadOf, type Spread } from "./statistics.ts";

/** What the benchmark writes to its JSON file. */
export interface BenchReport {
  readonly format: 1;
  readonly date: string;
  readonly machine: string;
  readonly browser: string;
  readonly profile: string;
  readonly runs: number;
  /** Figure name to all its measurements. */
  readonly values: Readonly<Record<string, readonly number[]>>;
}

/** Gathers the measurements of several runs under their figures' names. */
export function gather(runs: readonly Measured[]): Record<string, number[]> {
  const values: Record<string, number[]> = {};
  for (const run of runs) {
    for (const [name, value] of Object.entries(run)) (values[name] ??= []).push(value);
  }
  return values;
}

/** A table of the figures that were measured, one a line, and those of `before` beside them. */
export function tableOf(
  figures: readonly Figure[],
  values: BenchReport["values"],
  before: BenchReport["values"] = {},
): string {
  const head = ["figure", "min", "median", "max", "unit", "budget", "plain Pyodide ÷ this"];
  if (Object.keys(before).length > 0) head.push("before", "before ÷ this");
  const rows = figures.flatMap((figure) => {
    const spread = spreadIn(values, figure.name);
    if (spread === undefined) return [];
    const base = figure.against === undefined ? undefined : spreadIn(values, figure.against);
    const row = [
      figure.name,
      ...[spread.min, spread.median, spread.max].map(rounded),
      figure.unit,
      figure.budget === undefined ? "" : String(figure.budget),
      base === undefined ? "" : ratioText(base.median, spread.median),
    ];
    if (Object.keys(before).length === 0) return [row];
    const old = spreadIn(before, figure.name);
    return [
      [
        ...row,
        old === undefined ? "–" : rounded(old.median),
        ratioText(old?.median, spread.median),
      ],
    ];
  });
  return aligned([head, ...rows]);
}

function spreadIn(values: BenchReport["values"], name: string): Spread | undefined {
  const all = values[name];
  return all === undefined || all.length === 0 ? undefined : spreadOf(all);
}

function rounded(value: number): string {
  return value < 100 ? value.toFixed(1) : String(Math.round(value));
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  "),
    )
    .join("\n");
}
