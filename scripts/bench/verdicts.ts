import type { Figure } from "./figures.ts";
import { spreadIn, type BenchReport } from "./report.ts";
import { ratioOf } from "./statistics.ts";
import { numberText, ratioText, type Table } from "./table.ts";

/** Whether a goal was reached; `unknown` where the run measured no median for it. */
export type Verdict = "met" | "missed" | "unknown";

/** One goal and what came of it. */
export interface Judged {
  /** The figure's name, with what it is compared to. */
  readonly name: string;
  readonly goal: string;
  readonly measured: string;
  readonly verdict: Verdict;
}

type Results = Pick<BenchReport, "values">;

/** Every goal of the figures, in their order: a limit first, then the ratio. */
export function judge(figures: readonly Figure[], results: Results): readonly Judged[] {
  return figures.flatMap((figure) => [
    ...limitOf(figure, results),
    ...ratioGoalOf(figure, results),
  ]);
}

/** The goals as a table; the last row counts those met. */
export function verdictTable(judged: readonly Judged[]): Table {
  const rows = judged.map(({ name, goal, measured, verdict }) => [
    name,
    goal,
    measured,
    verdict === "unknown" ? "not measured" : verdict,
  ]);
  const known = judged.filter(({ verdict }) => verdict !== "unknown");
  const met = known.filter(({ verdict }) => verdict === "met").length;
  const sum = ["all goals that were measured", "", "", `${met} of ${known.length} met`];
  return [["goal", "wanted", "median", "verdict"], ...rows, sum];
}

function limitOf({ name, unit, goal }: Figure, results: Results): Judged[] {
  if (goal?.atMost === undefined) return [];
  const median = spreadIn(results, name)?.median;
  return [
    {
      name,
      goal: `≤ ${goal.atMost.toLocaleString("en")} ${unit}`.trimEnd(),
      measured: median === undefined ? "–" : `${numberText(median)} ${unit}`.trimEnd(),
      verdict: median === undefined ? "unknown" : median <= goal.atMost ? "met" : "missed",
    },
  ];
}

function ratioGoalOf({ name, against, goal }: Figure, results: Results): Judged[] {
  if (goal?.ratio === undefined) return [];
  const ratio = ratioOf(spreadIn(results, against)?.median, spreadIn(results, name)?.median);
  return [
    {
      name: `${name}: plain Pyodide ÷ this`,
      goal: `≥ ${goal.ratio} ×`,
      measured: ratioText(ratio),
      verdict: ratio === null ? "unknown" : ratio >= goal.ratio ? "met" : "missed",
    },
  ];
}
