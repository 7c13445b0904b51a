import { readFile } from "node:fs/promises";
import { Failure } from "../failure.ts";
import type { Figure, Measured } from "./figures.ts";
import { spreadOf, type Spread } from "./statistics.ts";

/** What the benchmark writes to its JSON file. */
export interface BenchReport {
  readonly format: 2;
  readonly date: string;
  readonly machine: string;
  readonly browser: string;
  /** As typed, for whoever wants to measure the same. */
  readonly command: string;
  readonly runs: number;
  /** Figure name to all its measurements. */
  readonly values: Readonly<Record<string, readonly number[]>>;
  /** Figure name to the reason why a run of it has no number. */
  readonly absent: Readonly<Record<string, string>>;
  /** Runs of scenarios that broke off, with what was said. */
  readonly failures: readonly string[];
}

/** Gathers the measurements of several runs under their figures' names. */
export function gather(runs: readonly Measured[]): Pick<BenchReport, "values" | "absent"> {
  const values: Record<string, number[]> = {};
  const absent: Record<string, string> = {};
  for (const [name, value] of runs.flatMap((run) => Object.entries(run))) {
    if (typeof value === "string") absent[name] = value;
    else (values[name] ??= []).push(value);
  }
  return { values, absent };
}

/** The spread of a figure; undefined where it was not measured. */
export function spreadIn(
  { values }: Pick<BenchReport, "values">,
  name: string | undefined,
): Spread | undefined {
  const all = name === undefined ? undefined : values[name];
  return all === undefined || all.length === 0 ? undefined : spreadOf(all);
}

/** The figures that a report has something to say about, in their order. */
export function figuresIn(
  figures: readonly Figure[],
  report: Pick<BenchReport, "values" | "absent">,
): readonly Figure[] {
  return figures.filter(
    ({ name }) => spreadIn(report, name) !== undefined || report.absent[name] !== undefined,
  );
}

/** Reads a report that this version or an earlier one wrote. Throws a {@link Failure} for another file. */
export async function readReport(file: string): Promise<BenchReport> {
  try {
    return reportOf(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    throw new Failure(`${file} is not a result of this benchmark: ${String(error)}`);
  }
}

function reportOf(json: unknown): BenchReport {
  const found = json as Partial<Omit<BenchReport, "format">> & { readonly format?: unknown };
  const { date, machine, browser, runs, values } = found;
  if (
    (found.format !== 1 && found.format !== 2) ||
    date === undefined ||
    machine === undefined ||
    browser === undefined ||
    runs === undefined ||
    values === undefined
  ) {
    throw new Error("it lacks the fields of one.");
  }
  // The first format had none of these.
  const { command = "npm run bench", absent = {}, failures = [] } = found;
  return { format: 2, date, machine, browser, command, runs, values, absent, failures };
}
