import { describe, expect, it } from "vitest";
import { percentileOf, ratioOf, spreadOf } from "../../scripts/bench/statistics.ts";

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

describe("ratioOf", () => {
  it("says how many times the base is as large", () => {
    expect(ratioOf(900, 300)).toBe(3);
  });

  it("is null where a figure is missing", () => {
    expect(ratioOf(undefined, 300)).toBeNull();
    expect(ratioOf(900, undefined)).toBeNull();
  });

  it("is null rather than endless", () => {
    expect(ratioOf(900, 0)).toBeNull();
  });
});

describe("percentileOf", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it("is a value that was measured", () => {
    expect(percentileOf(hundred, 95)).toBe(95);
    expect(percentileOf([3, 1, 2], 50)).toBe(2);
  });

  it("is the largest of a few", () => {
    expect(percentileOf([5, 9, 7], 95)).toBe(9);
  });

  it("refuses to make a figure of nothing", () => {
    expect(() => percentileOf([], 50)).toThrow("Nothing was measured.");
  });
});
