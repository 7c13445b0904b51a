import { describe, expect, it } from "vitest";
import { applyPatch, makePatch } from "../../src/lesson/link/line-patch.ts";
import { applyByContext } from "../../src/lesson/link/moved-patch.ts";
import { verbatimLines } from "../../src/lesson/link/verbatim-lines.ts";
import { CATALOGUE, contentOf, hashOf, opened, reasonOf, siteWith } from "./support/link-bench.ts";
import { Random, randomLessonText } from "./support/random.ts";

/** Lines "1" to "20", some of them others. */
function numbers(changes: Readonly<Record<number, string | null>> = {}): string {
  return Array.from({ length: 20 }, (_, index) => index + 1)
    .map((number) => (number in changes ? changes[number] : `line ${number}`))
    .flatMap((line) => (typeof line === "string" ? [`${line}\n`] : []))
    .join("");
}

describe("makePatch(base, text)", () => {
  it("has the lines that changed, and fingerprints of those around", () => {
    const [hunk, more] = makePatch(numbers(), numbers({ 7: "seven" }));
    expect(more).toBeUndefined();
    expect(hunk).toMatchObject({ at: 6, removed: 1, added: "seven\n" });
    expect(hunk?.context).toMatch(/^[0-9a-z]{9}\.[0-9a-z]{6}\.[0-9a-z]{9}$/);
  });

  it("is empty for the same text", () => {
    expect(makePatch(numbers(), numbers())).toEqual([]);
  });

  it("makes one change of two that are a line apart", () => {
    expect(makePatch(numbers(), numbers({ 7: "seven", 9: "nine" }))).toHaveLength(1);
    expect(makePatch(numbers(), numbers({ 7: "seven", 10: "ten" }))).toHaveLength(2);
  });

  it("is short for a change in a long text", () => {
    for (const [path, text] of CATALOGUE) {
      const edited = text.replace(/\n\n/, "\n\nA sentence.\n\n");
      expect(JSON.stringify(makePatch(text, edited)).length, path).toBeLessThan(100);
    }
  });
});

describe("applyPatch(base, patch)", { timeout: 60_000 }, () => {
  it("gives the text back, byte by byte, for any two texts", () => {
    for (let seed = 0; seed < 2_000; seed++) {
      const random = new Random(seed);
      const end = random.pick(["\n", "\r\n", "\r"]);
      const [base, text] = [randomLessonText(random), randomLessonText(random)];
      const other = text.replaceAll("\n", end);
      expect(applyPatch(base, makePatch(base, other)), `seed ${seed}`).toBe(other);
    }
  });

  it("is null where the base has not so many lines", () => {
    const patch = makePatch(numbers(), numbers({ 20: "twenty" }));
    expect(applyPatch("line 1\n", patch)).toBeNull();
  });
});

describe("applyByContext(base, patch) of a base that has changed", { timeout: 60_000 }, () => {
  const patch = makePatch(numbers(), numbers({ 7: "seven", 15: "fifteen\nand more" }));

  it("puts the changes where their lines are now", () => {
    const base = `new\nnew\n${numbers({ 11: null, 12: null })}`;
    expect(applyByContext(base, patch)).toBe(
      `new\nnew\n${numbers({ 7: "seven", 11: null, 12: null, 15: "fifteen\nand more" })}`,
    );
  });

  it("takes the place that earlier changes lead to where lines are repeated", () => {
    const block = "a\nb\nc\nd\ne\nf\n";
    const base = `first\n${block.repeat(5)}`;
    const text = `FIRST\n${block.repeat(2)}${block.replace("c", "C")}${block.repeat(2)}`;
    const today = (lines: string) => `${"new\n".repeat(6)}${lines}`;
    const made = makePatch(base, text);
    expect(made).toHaveLength(2);
    expect(applyByContext(today(base), made)).toBe(today(text));
  });

  it("does with fewer lines around, if there is one place only", () => {
    const base = numbers({ 5: "five", 9: "nine" });
    expect(applyByContext(base, patch)).toBe(
      numbers({ 5: "five", 7: "seven", 9: "nine", 15: "fifteen\nand more" }),
    );
  });

  it("does not mind other line ends, or blanks at the end of a line", () => {
    const base = numbers().replaceAll("\n", "  \r\n");
    expect(applyByContext(base, patch)).toContain("line 6  \r\nseven\nline 8  \r\n");
  });

  it.each([
    ["a line that it replaces", { 7: "other" }],
    ["a line right before it", { 6: "other" }],
    ["a line right after it", { 16: "other" }],
    ["the lines around it are gone", { 13: null, 14: null, 15: null, 16: null }],
  ])("is null where the base has changed in %s", (_name, changes) => {
    expect(applyByContext(numbers(changes), patch)).toBeNull();
  });

  it("is null where two places are equally good", () => {
    const inserted = makePatch("a\nb\nc\n", "a\nx\nb\nc\n");
    expect(applyByContext("a\nb\na\nb\n", inserted)).toBeNull();
  });

  it("does not take empty lines for a place", () => {
    const inserted = makePatch("\n\n\n\n", "\n\nx\n\n\n");
    expect(applyByContext("other\n\n\n\n\n", inserted)).toBeNull();
  });

  it("keeps a change at the very beginning or end there", () => {
    const first = makePatch("a\nb\n", "x\na\nb\n");
    expect(applyByContext("a\nb\nnew\n", first)).toBe("x\na\nb\nnew\n");
    expect(applyByContext("new\na\nb\n", first)).toBeNull();
    const last = makePatch("a\nb\n", "a\nb\nx\n");
    expect(applyByContext("new\na\nb\n", last)).toBe("new\na\nb\nx\n");
    expect(applyByContext("a\nb\nnew\n", last)).toBeNull();
  });

  it("is the text itself where the base is the same", () => {
    for (let seed = 0; seed < 1_000; seed++) {
      const random = new Random(seed);
      const base = numbers({ [random.below(20)]: "a", [random.below(20)]: "b" });
      const text = numbers({ [random.below(20)]: "c", [random.below(20)]: null });
      expect(applyByContext(base, makePatch(base, text)), `seed ${seed}`).toBe(text);
    }
  });

  it("never makes another text of any two: all of the new lines, and no line of the base twice", () => {
    for (let seed = 0; seed < 2_000; seed++) {
      const random = new Random(seed);
      const [base, text, later] = [
        randomLessonText(random),
        randomLessonText(random),
        randomLessonText(random),
      ];
      const made = makePatch(base, text);
      const result = applyByContext(later, made);
      if (result === null) continue;
      const removed = made.reduce((sum, hunk) => sum + hunk.removed, 0);
      const added = made.flatMap((hunk) => verbatimLines(hunk.added)).length;
      const difference = verbatimLines(result).length - verbatimLines(later).length;
      // A text whose last line had no end may get another line joined to it.
      expect(Math.abs(difference - (added - removed)), `seed ${seed}`).toBeLessThanOrEqual(
        made.length,
      );
    }
  });
});

describe("decodeLink(a difference to a lesson that has changed)", () => {
  const [, lesson] = CATALOGUE.find(([path]) => path === "flask-routing/01-first-route") ?? [
    "",
    "",
  ];
  const mine = lesson.replace("Run this cell", "RUN THIS CELL").replace(/\n## /, "\nMine.\n\n## ");
  const link = () => hashOf(contentOf(mine), "course/01-lesson", siteWith(lesson));

  it("puts the changes into the site's lesson of today, and says so", async () => {
    const today = lesson.replace("---\n\n", "---\n\nA new sentence at the beginning.\n\n");
    const result = await opened(await link(), siteWith(today));
    expect(result).toMatchObject({
      kind: "shared",
      text: mine.replace("---\n\n", "---\n\nA new sentence at the beginning.\n\n"),
      from: { path: "course/01-lesson", baseChanged: true },
    });
  });

  it("is refused by the lesson's name where the changes do not fit any more", async () => {
    const today = siteWith("---\ntitle: Another\n---\n\nAll is new.\n");
    expect(await reasonOf(await link(), today)).toBe("outdated");
    const result = await opened(await link(), today);
    expect(result.kind === "refused" && result.message).toContain('"course/01-lesson"');
  });

  it("is the site's lesson of today where nothing was changed", async () => {
    const hash = await hashOf(
      contentOf(lesson, { limit: 10 }),
      "course/01-lesson",
      siteWith(lesson),
    );
    expect(await opened(hash, siteWith("today\n"))).toMatchObject({
      text: "today\n",
      from: { baseChanged: true },
    });
  });
});

describe("verbatimLines(text)", () => {
  it.each([
    ["", []],
    ["a", ["a"]],
    ["a\n", ["a\n"]],
    ["\n\n", ["\n", "\n"]],
    ["a\r\nb\rc\n\rd", ["a\r\n", "b\r", "c\n", "\r", "d"]],
    ["\u2028x\n", ["\u2028x\n"]],
  ])("cuts %j after each end of a line", (text, lines) => {
    expect(verbatimLines(text)).toEqual(lines);
  });
});
