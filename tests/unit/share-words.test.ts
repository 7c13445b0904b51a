import { describe, expect, it } from "vitest";
import { addressOutside } from "../../src/ui/shell/embed-address.ts";
import { contentFacts, optionFacts, originWords } from "../../src/ui/share/shared-words.ts";
import { nextTick, timeLeft, timeWords } from "../../src/ui/share/time-words.ts";
import { NO_OPTIONS } from "../../src/lesson/link/shared-lesson.ts";

const AT = "2026-11-23T09:00:00.000Z";
const MINUTE = 60_000;

describe("the clock of an assignment", () => {
  it.each([
    [0, "30 min left"],
    [6.5 * MINUTE, "24 min left"],
    [29 * MINUTE, "1 min left"],
    [29 * MINUTE + 10_500, "50 s left"],
    [30 * MINUTE, "Time is up"],
    [90 * MINUTE, "Time is up"],
  ])("%d ms after the reader agreed: %s", (ms, words) => {
    expect(timeWords(timeLeft(AT, 30, Date.parse(AT) + ms))).toBe(words);
  });

  it("looks again before its words are wrong", () => {
    expect(nextTick(20 * MINUTE)).toBe(10_000);
    expect(nextTick(MINUTE + 200)).toBeLessThan(300);
    expect(nextTick(20_000)).toBe(500);
  });
});

describe("what a shared lesson contains", () => {
  it("is told in few words, without what there is none of", () => {
    const contents = {
      title: null,
      cells: 1,
      exercises: 2,
      requests: 0,
      files: ["a.py", "b.py"],
      packages: [],
      problems: 0,
      bytes: 12_300,
    };
    expect(contentFacts(contents)).toEqual([
      "1 cell with code",
      "2 exercises",
      "2 files: a.py, b.py",
      "No packages",
      "12 kB",
    ]);
    const many = Array.from({ length: 10 }, (_, index) => `p${index}`);
    expect(contentFacts({ ...contents, packages: many })[3]).toMatch(/p7 and 2 more$/);
  });

  it("comes with what the author set", () => {
    expect(optionFacts(NO_OPTIONS)).toEqual([]);
    expect(optionFacts({ ...NO_OPTIONS, limit: 1, hideSolutions: true })).toHaveLength(2);
  });
});

describe("what a shared lesson began as", () => {
  const path = "drinks/01-tea";
  const difference = { kind: "difference", path, changes: 0, baseChanged: false } as const;

  it.each([
    [difference, /^Its text is that of this site’s lesson “Tea”\.$/],
    [
      { ...difference, changes: 2, baseChanged: true },
      /changed in 2 places\. The site’s lesson has/,
    ],
    [{ kind: "whole", path, here: true } as const, /changed throughout.*data files are used/],
    [
      { kind: "whole", path, here: false } as const,
      /does not have.*missing here.*where it was made/,
    ],
  ])("%o", (from, words) => {
    expect(originWords(from, "Tea")).toMatch(words);
  });
});

describe("addressOutside(address)", () => {
  it.each([
    ["https://s.example/#l=1.x&theme=dark&edit=no&embed=yes", "https://s.example/#l=1.x"],
    ["https://s.example/#/lesson/a/b?theme=dark&embed=yes", "https://s.example/#/lesson/a/b?"],
    ["https://s.example/#l=1.x&cell=c&embed=yes", "https://s.example/#l=1.x&cell=c"],
  ])("takes out what the frame wanted of %s", (address, outside) => {
    expect(addressOutside(address)).toBe(outside);
  });
});
