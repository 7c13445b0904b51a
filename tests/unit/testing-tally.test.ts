import { describe, expect, it } from "vitest";
import { believe, oneCheck, sumOf, tallyText } from "../../scripts/testing/tally.ts";

describe("believe", () => {
  it("counts a good run as it is", () => {
    const good = { passed: 3, failed: 0, skipped: 1 };
    expect(believe(good, true)).toEqual(good);
  });

  it("does not count the bad ending of failed tests twice", () => {
    const bad = { passed: 3, failed: 2, skipped: 0 };
    expect(believe(bad, false)).toEqual(bad);
  });

  it("is a failure when the tool ended badly though no test failed", () => {
    expect(believe({ passed: 3, failed: 0, skipped: 0 }, false).failed).toBe(1);
  });

  it("is a failure when nothing ran", () => {
    expect(believe({ passed: 0, failed: 0, skipped: 4 }, true).failed).toBe(1);
  });
});

describe("tallyText", () => {
  it("names the skipped only where there are any", () => {
    expect(tallyText({ passed: 2, failed: 0, skipped: 0 })).toBe("2 passed, 0 failed");
    expect(tallyText({ passed: 2, failed: 1, skipped: 3 })).toBe("2 passed, 1 failed, 3 skipped");
  });
});

describe("sumOf", () => {
  it("adds the stages up", () => {
    expect(sumOf([oneCheck(true), oneCheck(false), { passed: 5, failed: 0, skipped: 2 }])).toEqual({
      passed: 6,
      failed: 1,
      skipped: 2,
    });
  });

  it("of nothing is nothing", () => {
    expect(sumOf([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
});
