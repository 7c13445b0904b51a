/** What one run of a scenario measured: figure names to numbers, in the figure's unit. */
export type Measured = Readonly<Record<string, number>>;

/** A figure that the benchmark prints. */
export interface Figure {
  /** Unique; "first output, pandas, cold". */
  readonly name: string;
  readonly unit: "ms" | "kB" | "1/s";
  /** The figure of plain Pyodide that it stands against. */
  readonly against?: string;
  /** What PERFORMANCE asks for. */
  readonly budget?: number;
}

const VISITS = ["cold", "warm"] as const;

function firstOutput(
  task: string,
  budgets: Readonly<Record<(typeof VISITS)[number], number>>,
): Figure[] {
  return VISITS.flatMap((visit): Figure[] => {
    const against = `plain Pyodide, ${task}, ${visit}`;
    return [
      { name: `first output, ${task}, ${visit}`, unit: "ms", against, budget: budgets[visit] },
      { name: against, unit: "ms" },
      { name: `bytes, ${task}, ${visit}`, unit: "kB" },
      { name: `bytes, plain Pyodide, ${task}, ${visit}`, unit: "kB" },
    ];
  });
}

/** Every figure, in the order in which it is printed. */
export const FIGURES: readonly Figure[] = [
  { name: "lesson text readable, cold", unit: "ms", budget: 300 },
  { name: "lesson text readable, warm", unit: "ms", budget: 150 },
  ...firstOutput("base", { cold: 1000, warm: 450 }),
  ...firstOutput("pandas", { cold: 1600, warm: 800 }),
  ...firstOutput("flask", { cold: 1800, warm: 800 }),
  { name: "restart with pandas", unit: "ms", against: "plain Pyodide, pandas, warm", budget: 400 },
  { name: "trivial cell, key to paint", unit: "ms", budget: 16 },
  { name: "Stop in an endless loop", unit: "ms", budget: 100 },
  { name: "200 cells shown", unit: "ms", budget: 300 },
  { name: "200 cells, typing in the last", unit: "ms" },
];
