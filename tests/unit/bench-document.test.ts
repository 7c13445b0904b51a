import { describe, expect, it } from "vitest";
import { documentOf } from "../../scripts/bench/document.ts";
import type { Figure } from "../../scripts/bench/figures.ts";

const FIGURES: readonly Figure[] = [
  { name: "ours", unit: "ms", against: "theirs", goal: { atMost: 100 } },
  { name: "theirs", unit: "ms" },
  { name: "offline", unit: "ms", goal: { atMost: 100 } },
];

const REPORT = {
  format: 2,
  date: "2026-01-02T03:04:05.678Z",
  machine: "a machine, 2 cores",
  browser: "Chromium 1",
  command: "npm run bench -- --runs 3",
  runs: 3,
  values: { ours: [120, 100, 110], theirs: [880] },
  absent: { offline: "nothing keeps the page." },
  failures: [],
} as const;

describe("documentOf", () => {
  const page = documentOf(FIGURES, REPORT);

  it("says where, when and with which command it was measured", () => {
    for (const fact of ["2026-01-02", "a machine, 2 cores", "Chromium 1", REPORT.command]) {
      expect(page).toContain(fact);
    }
  });

  it("has the goals, those that were missed too", () => {
    expect(page).toContain("| ours | ≤ 100 ms | 110 ms | missed |");
    expect(page).toContain("| offline | ≤ 100 ms | – | not measured |");
  });

  it("has every figure, and the reason where one is missing", () => {
    expect(page).toContain("| ours | 100 | 110 | 120 | ms | 8.0 × |");
    expect(page).toContain("- Not available (offline): nothing keeps the page.");
  });
});
