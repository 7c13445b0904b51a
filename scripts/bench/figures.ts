/**
 * What one run of a scenario measured: figure names to numbers in the figure's unit, or to a
 * sentence that says why there is none.
 */
export type Measured = Readonly<Record<string, number | string>>;

/** What PERFORMANCE asks of a figure's median. */
export interface Goal {
  /** In the figure's unit. */
  readonly atMost?: number;
  /** How many times as large the figure of plain Pyodide has to be. */
  readonly ratio?: number;
}

/** A figure that the benchmark prints. */
export interface Figure {
  /** Unique; "first output, pandas, cold". */
  readonly name: string;
  /** Empty for a number of things, which the name tells. */
  readonly unit: "ms" | "kB" | "MB" | "1/s" | "";
  /** The figure of plain Pyodide that it stands against. */
  readonly against?: string;
  readonly goal?: Goal;
  /** What a reader has to know to read it right; printed below the table. */
  readonly note?: string;
}

/** The visits of one visitor, in this order: nothing kept yet, caches filled, the network gone. */
export const VISITS = ["cold", "warm", "offline"] as const;

/** One of {@link VISITS}. */
export type Visit = (typeof VISITS)[number];

/** The first visit over a line of 10 Mbit/s with a round trip of 40 ms. */
export const THROTTLED = "throttled";

/** Plain Pyodide needs its server at each visit: offline stands against its warm one. */
const PLAIN_VISIT: Readonly<Record<Visit, "cold" | "warm">> = {
  cold: "cold",
  warm: "warm",
  offline: "warm",
};

interface StartGoals {
  readonly cold: number;
  readonly warm: number;
  /** Against plain Pyodide, from the second visit on. */
  readonly ratio: number;
  /** Of the first visit until the output, in MB. */
  readonly megabytes: number;
}

function firstOutput(task: string, goals: StartGoals): Figure[] {
  const bytes = `bytes, ${task}`;
  return [
    ...VISITS.map((visit): Figure => {
      const atMost = visit === "cold" ? goals.cold : goals.warm;
      return {
        name: `first output, ${task}, ${visit}`,
        unit: "ms",
        against: `plain Pyodide, ${task}, ${PLAIN_VISIT[visit]}`,
        goal: visit === "cold" ? { atMost } : { atMost, ratio: goals.ratio },
      };
    }),
    {
      name: `first output, ${task}, ${THROTTLED}`,
      unit: "ms",
      against: `plain Pyodide, ${task}, ${THROTTLED}`,
    },
    ...["cold", "warm", THROTTLED].map((visit): Figure => ({
      name: `plain Pyodide, ${task}, ${visit}`,
      unit: "ms",
    })),
    { name: `${bytes}, cold`, unit: "kB", goal: { atMost: goals.megabytes * 1000 } },
    { name: `${bytes}, cold, with all that is kept for offline`, unit: "kB" },
    { name: `${bytes}, warm`, unit: "kB", goal: { atMost: 50 } },
    ...["cold", "warm"].map((visit): Figure => ({
      name: `bytes, plain Pyodide, ${task}, ${visit}`,
      unit: "kB",
    })),
  ];
}

function ofVisits(what: string, goals: Readonly<Partial<Record<Visit, number>>>): Figure[] {
  return VISITS.map((visit): Figure => {
    const atMost = goals[visit];
    const figure = { name: `${what}, ${visit}`, unit: "ms" } as const;
    return atMost === undefined ? figure : { ...figure, goal: { atMost } };
  });
}

/** Every figure but those of requests, in the order in which it is printed. */
export const FIGURES: readonly Figure[] = [
  ...ofVisits("lesson text readable", { cold: 300, warm: 150, offline: 150 }),
  { name: "bytes, shell before the first paint", unit: "kB", goal: { atMost: 60 } },
  { name: "bytes, page before the lesson's text", unit: "kB" },
  ...firstOutput("base", { cold: 1000, warm: 450, ratio: 4.5, megabytes: 10 }),
  ...firstOutput("pandas", { cold: 1600, warm: 800, ratio: 8, megabytes: 24 }),
  ...firstOutput("flask", { cold: 1800, warm: 800, ratio: 8, megabytes: 24 }),
  ...firstOutput("web", { cold: 1800, warm: 800, ratio: 8, megabytes: 24 }),
  ...firstOutput("django", { cold: 2200, warm: 1000, ratio: 8, megabytes: 24 }),
  {
    name: "restart with pandas",
    unit: "ms",
    against: "plain Pyodide, pandas, warm",
    goal: { atMost: 400, ratio: 15 },
  },
  ...ofVisits("editor ready", { warm: 700, offline: 700 }),
  {
    name: "typing, key to paint, p95",
    unit: "ms",
    goal: { atMost: 30 },
    note: "The editor shows no diagnostics yet, so none run while this is measured.",
  },
  { name: "trivial cell, key to paint", unit: "ms", goal: { atMost: 16 } },
  { name: "Stop in an endless loop, variables kept", unit: "ms", goal: { atMost: 100 } },
  { name: "200 cells, usable", unit: "ms", goal: { atMost: 300 } },
  { name: "200 cells, all there", unit: "ms" },
  { name: "200 cells, typing in the last", unit: "ms" },
  { name: "memory, page and kernel with pandas", unit: "MB", goal: { atMost: 450 } },
  { name: "memory, growth over 500 runs, scripts", unit: "MB", goal: { atMost: 1 } },
  { name: "memory, growth a run, Python's blocks", unit: "", goal: { atMost: 1 } },
];
