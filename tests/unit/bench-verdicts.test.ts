import { describe, expect, it } from "vitest";
import { FIGURES, type Figure } from "../../scripts/bench/figures.ts";
import { REQUEST_FIGURES } from "../../scripts/bench/request-figures.ts";
import { judge, verdictTable } from "../../scripts/bench/verdicts.ts";

const GOALS: readonly Figure[] = [
  { name: "ours", unit: "ms", against: "theirs", goal: { atMost: 100, ratio: 8 } },
  { name: "theirs", unit: "ms" },
  { name: "size", unit: "kB", goal: { atMost: 24_000 } },
];

function verdictsOf(values: Readonly<Record<string, readonly number[]>>): string[] {
  return judge(GOALS, { values }).map(({ verdict }) => verdict);
}

describe("judge", () => {
  it("holds the median against the limit, and the ratio of medians against the other", () => {
    expect(judge(GOALS, { values: { ours: [90, 100, 900], theirs: [800], size: [1] } })).toEqual([
      { name: "ours", goal: "≤ 100 ms", measured: "100 ms", verdict: "met" },
      {
        name: "ours: plain Pyodide ÷ this",
        goal: "≥ 8 ×",
        measured: "8.0 ×",
        verdict: "met",
      },
      { name: "size", goal: "≤ 24,000 kB", measured: "1.00 kB", verdict: "met" },
    ]);
  });

  it("says what was missed", () => {
    expect(verdictsOf({ ours: [101], theirs: [800], size: [24_001] })).toEqual([
      "missed",
      "missed",
      "missed",
    ]);
  });

  it("has no opinion on what was not measured", () => {
    expect(verdictsOf({})).toEqual(["unknown", "unknown", "unknown"]);
    expect(verdictsOf({ ours: [90] })).toEqual(["met", "unknown", "unknown"]);
  });
});

describe("verdictTable", () => {
  it("ends with how many of the measured goals were met", () => {
    const table = verdictTable(judge(GOALS, { values: { ours: [90], theirs: [90] } }));
    expect(table.map((row) => row.at(-1))).toEqual([
      "verdict",
      "met",
      "missed",
      "not measured",
      "1 of 2 met",
    ]);
  });
});

describe("the figures", () => {
  const figures = [...FIGURES, ...REQUEST_FIGURES];
  const names = figures.map(({ name }) => name);

  it("have names of their own", () => {
    expect(new Set(names).size).toBe(names.length);
  });

  it("stand only against figures that there are", () => {
    const missing = figures.flatMap(({ against }) => against ?? []).filter(isUnknown);
    expect(missing).toEqual([]);
  });

  it("have something to be compared with where a ratio is wanted", () => {
    expect(figures.filter(({ goal, against }) => goal?.ratio && !against)).toEqual([]);
  });

  function isUnknown(name: string): boolean {
    return !names.includes(name);
  }
});
