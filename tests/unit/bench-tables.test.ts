import { describe, expect, it } from "vitest";
import { comparisonTable, figureTable, remarksOf } from "../../scripts/bench/figure-tables.ts";
import type { Figure } from "../../scripts/bench/figures.ts";
import {
  changeText,
  markdownTable,
  numberText,
  plainTable,
  ratioText,
} from "../../scripts/bench/table.ts";

const FIGURES: readonly Figure[] = [
  { name: "ours", unit: "ms", against: "theirs", note: "Ours is measured in a hurry." },
  { name: "theirs", unit: "ms" },
  { name: "offline", unit: "ms", against: "theirs" },
  { name: "of another scenario", unit: "kB", note: "Not for this table." },
];

const RESULTS = {
  values: { ours: [120, 100, 110], theirs: [880, 900, 860] },
  absent: { offline: "nothing keeps the page." },
  failures: [],
};

describe("figureTable", () => {
  it("shows minimum, median, maximum and the ratio to plain Pyodide", () => {
    expect(figureTable(FIGURES, RESULTS)[1]).toEqual(["ours", "100", "110", "120", "ms", "8.0 ×"]);
  });

  it("leaves the ratio of a figure that stands alone empty", () => {
    expect(figureTable(FIGURES, RESULTS)[2]?.at(-1)).toBe("");
  });

  it("says where there is no number, and leaves out what the run was not about", () => {
    const rows = figureTable(FIGURES, RESULTS).slice(1);
    expect(rows.map(([name]) => name)).toEqual(["ours", "theirs", "offline"]);
    expect(rows[2]).toContain("not available");
  });

  it("has a dash where plain Pyodide was not measured", () => {
    const alone = { values: { ours: [1] }, absent: {} };
    expect(figureTable(FIGURES, alone)[1]?.at(-1)).toBe("–");
  });
});

describe("remarksOf", () => {
  it("has the notes of what is shown, and each reason once with all it is for", () => {
    const absent = { offline: "nothing keeps the page.", theirs: "nothing keeps the page." };
    expect(remarksOf(FIGURES, { ...RESULTS, absent })).toEqual([
      "Ours is measured in a hurry.",
      "Not available (theirs; offline): nothing keeps the page.",
    ]);
  });

  it("does not hide what broke off", () => {
    expect(
      remarksOf([], { ...RESULTS, failures: ["pandas: too late\n    at main (file:9)"] }),
    ).toEqual(["Broke off: pandas: too late"]);
  });
});

describe("comparisonTable", () => {
  it("shows the change in per cent and both ratios, of what both have", () => {
    const before = { values: { ours: [220], theirs: [440], offline: [1] }, absent: {} };
    expect(comparisonTable(FIGURES, before, RESULTS).slice(1)).toEqual([
      ["ours", "220", "110", "ms", "−50 %", "2.0 ×", "8.0 ×"],
      ["theirs", "440", "880", "ms", "+100 %", "", ""],
    ]);
  });
});

describe("tables as text", () => {
  const table = [
    ["figure", "median"],
    ["a | b", "1"],
    ["long name", "1,000"],
  ];

  it("aligns words to the left and figures to the right", () => {
    expect(plainTable(table)).toBe("figure     median\na | b           1\nlong name   1,000");
  });

  it("keeps a bar within its cell in Markdown", () => {
    expect(markdownTable(table).split("\n")).toEqual([
      "| figure | median |",
      "| --- | ---: |",
      "| a \\| b | 1 |",
      "| long name | 1,000 |",
    ]);
  });
});

describe("numbers as text", () => {
  it("shows as many digits as mean something", () => {
    expect([0.123, 12.34, 123.4, 12345.6].map(numberText)).toEqual([
      "0.12",
      "12.3",
      "123",
      "12,346",
    ]);
  });

  it("never rounds a ratio up to a goal that was missed", () => {
    expect(ratioText(7.99)).toBe("7.9 ×");
    expect(ratioText(null)).toBe("–");
  });

  it("gives a change its sign", () => {
    expect([changeText(100, 112), changeText(100, 88), changeText(100, 100)]).toEqual([
      "+12 %",
      "−12 %",
      "±0 %",
    ]);
    expect(changeText(undefined, 1)).toBe("–");
    expect(changeText(0, 1)).toBe("–");
  });
});
