import { describe, expect, it } from "vitest";
import { ratioText, spreadOf } from "../../scripts/bench/statistics.ts";

describe("spreadOf", () => {
  it("takes the middle one of an odd number", () => {
    expect(spreadOf([30, 10, 20])).toEqual({ min: 10, median: 20, max: 30 });
  });

  it("takes the mean of the two middle ones of an even number", () => {
    expect(spreadOf([4, 1, 3, 2]).median).toBe(2.5);
  });

  it("sorts as numbers, not as text", () => {
    expect(spreadOf([100, 9, 20])).toEqual({ min: 9, median: 20, max: 100 });
  });

  it("refuses to make a figure of nothing", () => {
    expect(() => spreadOf([])).toThrow("Nothing was measured.");
  });
});

describe("ratioText", () => {
  it("says how many times the base is as large", () => {
    expect(ratioText(900, 300)).toBe("3.0 ×");
  });

  it("is a dash where a figure is missing", () => {
    expect(ratioText(undefined, 300)).toBe("–");
    expect(ratioText(900, 0)).toBe("–");
  });
});
