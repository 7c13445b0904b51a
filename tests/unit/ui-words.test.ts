import { describe, expect, it } from "vitest";
import { findEntries } from "../../src/ui/dialogs/palette-search.ts";
import { countOf, formatBytes, formatDay, formatDuration } from "../../src/ui/format.ts";
import { brokenWords, slowWords } from "../../src/ui/notebook/start-words.ts";
import { kernelWords, loadFraction } from "../../src/ui/shell/kernel-words.ts";

describe("numbers in words", () => {
  it("formatDuration(ms) takes the unit that reads best", () => {
    expect([0.2, 14.4, 3210, 125_000].map(formatDuration)).toEqual([
      "< 1 ms",
      "14 ms",
      "3.2 s",
      "2 min 5 s",
    ]);
  });

  it("formatBytes(bytes) counts in powers of ten", () => {
    expect([820, 14_200, 3_140_000, 123_456_789, 10_737_000_000].map(formatBytes)).toEqual([
      "820 B",
      "14 kB",
      "3.1 MB",
      "123 MB",
      "10.7 GB",
    ]);
  });

  it("countOf(count, one) knows the plural", () => {
    expect([countOf(1, "row"), countOf(1_234_567, "row"), countOf(0, "entry", "entries")]).toEqual([
      "1 row",
      "1,234,567 rows",
      "0 entries",
    ]);
  });

  it("formatDay(iso, now) speaks of days near by", () => {
    const now = new Date(2026, 2, 4, 0, 30);
    const day = (date: number, hour: number) =>
      formatDay(new Date(2026, 2, date, hour).toISOString(), now);
    expect([day(4, 0), day(3, 23), day(1, 12)]).toEqual(["today", "yesterday", "1 March 2026"]);
  });
});

describe("kernelWords(state)", () => {
  const progress = { step: "pandas", loadedBytes: 3_100_000, totalBytes: 5_400_000 };

  it("tells step and bytes of a start", () => {
    const state = { kind: "starting", progress, restart: false } as const;
    expect(kernelWords(state)).toBe("Starting: pandas, 3.1 MB of 5.4 MB");
    expect(loadFraction(state)).toBeCloseTo(0.574, 3);
  });

  it("tells no bytes once all are there: how far the rest is, nothing tells", () => {
    const whole = { ...progress, loadedBytes: 5_400_000 };
    const state = { kind: "starting", progress: whole, restart: false } as const;
    expect(kernelWords(state)).toBe("Starting: pandas");
    expect(loadFraction(state)).toBeNull();
  });

  it("tells the step alone where the size is unknown", () => {
    const state = {
      kind: "starting",
      progress: { ...progress, totalBytes: null },
      restart: true,
    } as const;
    expect(kernelWords(state)).toBe("Restarting: pandas");
    expect(loadFraction(state)).toBeNull();
  });
});

describe("slowWords(progress)", () => {
  it("tells what a long start waits for", () => {
    const progress = { step: "Python", loadedBytes: 8_300_000, totalBytes: 29_200_000 };
    expect(slowWords(progress)).toMatch(/^Python is being loaded .* 8\.3 MB of 29\.2 MB have come/);
    expect(slowWords({ ...progress, loadedBytes: 29_200_000 })).toMatch(/^Python takes long/);
    expect(slowWords(null)).toMatch(/^Python takes long/);
  });
});

describe("brokenWords(message, online)", () => {
  it("tells the kernel's reason, or that there is no network", () => {
    expect(brokenWords("Reload the page.", true)).toBe("Reload the page.");
    expect(brokenWords("Reload the page.", false)).toMatch(/offline.*Connect, then start it again/);
  });
});

describe("findEntries(entries, typed)", () => {
  const entries = ["Flask routing: Your first route", "Restart Python", "Cell 3: import flask"].map(
    (label) => ({ label }),
  );
  const found = (typed: string) => findEntries(entries, typed).map(({ label }) => label);

  it("finds all of them for nothing typed, in their order", () => {
    expect(found("")).toEqual(entries.map(({ label }) => label));
  });

  it("wants every word, in any order", () => {
    expect(found("route flask")).toEqual(["Flask routing: Your first route"]);
  });

  it("puts what begins so first", () => {
    expect(found("flask")[0]).toBe("Flask routing: Your first route");
    expect(found("re")[0]).toBe("Restart Python");
  });
});
