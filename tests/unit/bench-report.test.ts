import { describe, expect, it } from "vitest";
import type { Figure } from "../../scripts/bench/figures.ts";
import { gather, tableOf } from "../../scripts/bench/report.ts";

const FIGURES: readonly Figure[] = [
  { name: "ours", unit: "ms", against: "theirs", budget: 100 },
  { name: "theirs", unit: "ms" },
  { name: "not measured", unit: "kB" },
];

describe("gather", () => {
  it("puts the runs of one figure together", () => {
    expect(gather([{ ours: 1, theirs: 5 }, { ours: 2 }])).toEqual({ ours: [1, 2], theirs: [5] });
  });
});

describe("tableOf", () => {
  const values = { ours: [120, 100, 110], theirs: [880, 900, 860] };

  it("shows minimum, median, maximum, budget and the ratio to plain Pyodide", () => {
    expect(
      tableOf(FIGURES, values)
        .split("\n")[1]
        ?.split(/\s{2,}/),
    ).toEqual(["ours", "100", "110", "120", "ms", "100", "8.0 ×"]);
  });

  it("leaves out what was not measured", () => {
    expect(tableOf(FIGURES, values)).not.toContain("not measured");
  });

  it("shows an earlier result beside this one", () => {
    expect(tableOf(FIGURES, values, { ours: [220] }).split("\n")[1]).toMatch(/220 +2\.0 ×$/);
  });
});
