import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { versionState } from "../../src/notebook/cell-change.ts";
import { diffRows } from "../../src/notebook/diff-rows.ts";
import { markedText } from "../../src/notebook/marked-text.ts";
import { compareTexts, type MergeChunk, mergeTexts } from "../../src/notebook/merge-texts.ts";

const BASE = "from flask import Flask\n\napp = Flask(__name__)\n\nprint(app)\n";

const text = (...lines: readonly string[]) => `${lines.join("\n")}\n`;

describe("mergeTexts", () => {
  it("joins changes in different places", () => {
    const mine = BASE.replace("print(app)", "print(app.name)");
    const theirs = BASE.replace("import Flask", "import Flask, request");
    expect(mergeTexts(BASE, mine, theirs).text).toBe(
      "from flask import Flask, request\n\napp = Flask(__name__)\n\nprint(app.name)\n",
    );
  });

  it("takes lines that were added at either end", () => {
    const merged = mergeTexts(
      text("b", "c", "d"),
      text("a", "b", "c", "d"),
      text("b", "c", "d", "e"),
    );
    expect(merged.text).toBe(text("a", "b", "c", "d", "e"));
  });

  it("takes what one side deleted, where the other did not touch it", () => {
    const merged = mergeTexts(
      text("a", "b", "c", "d"),
      text("a", "c", "d"),
      text("a", "b", "c", "D"),
    );
    expect(merged.text).toBe(text("a", "c", "D"));
  });

  it("is no conflict where both made the same change", () => {
    const both = BASE.replace("Flask(__name__)", 'Flask("mine")');
    expect(mergeTexts(BASE, both, both).text).toBe(both);
    expect(mergeTexts(text("a", "x"), text("b", "x"), text("b", "x", "y")).text).toBe(
      text("b", "x", "y"),
    );
  });

  it("holds both sides of a line that both changed, and no more than that", () => {
    const merged = mergeTexts(
      text("a", "b", "c"),
      text("a", "mine", "c"),
      text("a", "theirs", "c"),
    );
    expect(merged.text).toBeNull();
    expect(merged.chunks).toEqual([
      { kind: "agreed", lines: ["a"] },
      { kind: "conflict", mine: ["mine"], base: ["b"], theirs: ["theirs"] },
      { kind: "agreed", lines: ["c"] },
    ]);
  });

  it("holds both where one side deleted what the other changed", () => {
    const { chunks } = mergeTexts(text("a", "b", "c"), text("a", "c"), text("a", "B", "c"));
    expect(chunks[1]).toEqual({ kind: "conflict", mine: [], base: ["b"], theirs: ["B"] });
  });

  it("asks nothing for a line end at the end of the text", () => {
    expect(mergeTexts("a\nb\n", "a\nmine", "top\na\nb\n").text).toBe("top\na\nmine");
    expect(mergeTexts("a\nb\n", "mine\nb", "a\nb\nc\n").text).toBe("mine\nb\nc");
    expect(mergeTexts("", "mine", "").text).toBe("mine");
  });

  it("does not count names of Python as names of JavaScript", () => {
    const merged = mergeTexts(
      text("a", "__proto__", "b"),
      text("__proto__", "b"),
      text("a", "__proto__", "c"),
    );
    expect(merged.text).toBe(text("__proto__", "c"));
  });

  it("does not compare texts that are too long line by line", () => {
    const long = Array.from({ length: 6000 }, () => "pass");
    const { chunks } = mergeTexts(text(...long), text("mine", ...long), text(...long, "theirs"));
    expect(chunks.map(({ kind }) => kind)).toEqual(["conflict"]);
  });
});

describe("compareTexts", () => {
  it("has a conflict wherever two texts differ", () => {
    expect(compareTexts(text("a", "b", "c"), text("a", "c", "d")).chunks).toEqual([
      { kind: "agreed", lines: ["a"] },
      { kind: "conflict", mine: ["b"], base: [], theirs: [] },
      { kind: "agreed", lines: ["c"] },
      { kind: "conflict", mine: [], base: [], theirs: ["d"] },
    ]);
  });
});

describe("markedText", () => {
  const merge = mergeTexts(text("a"), text("mine"), text("theirs"));

  it("puts both sides between comments of Python", () => {
    expect(markedText(merge, "python")).toBe(
      text(
        "# ===== Your lines =====",
        "mine",
        "# ===== The lesson's new lines =====",
        "theirs",
        "# ===== Keep what you need, delete the rest =====",
      ),
    );
  });

  it.for([
    ["html", "<!-- ===== Your lines ===== -->"],
    ["css", "/* ===== Your lines ===== */"],
    ["javascript", "// ===== Your lines ====="],
    ["sql", "-- ===== Your lines ====="],
    ["http", "# ===== Your lines ====="],
    ["toml", "# ===== Your lines ====="],
  ] as const)("in %s they are comments too", ([language, mark]) => {
    expect(markedText(merge, language).split("\n")[0]).toBe(mark);
  });
});

describe("versionState", () => {
  const state = (base: string | null, mine: string, theirs: string) =>
    versionState(base, mine, theirs, "python");

  it.for([
    ["unchanged", "a\nb", "a\nb", "a\nb"],
    ["lesson", "a\nb", "a\nb", "a\nB"],
    ["mine", "a\nb", "A\nb", "a\nb"],
    ["same", "a\nb", "a\nB", "a\nB"],
    ["mine", "a\nb", "a\nb\nmore", "a\nb\n"],
    ["merges", "a\nx\nb", "A\nx\nb", "a\nx\nB"],
    ["conflicts", "a\nb", "mine\nb", "theirs\nb"],
    ["unknown", null, "mine", "theirs"],
    ["same", null, "both", "both"],
  ] as const)("is %s", ([kind, base, mine, theirs]) => {
    expect(state(base, mine, theirs).kind).toBe(kind);
  });

  it("is the same where the learner already has all that is new", () => {
    expect(state("a\nx\nb", "A\nx\nB", "a\nx\nB").kind).toBe("same");
  });

  it("does not count line ends at the end", () => {
    expect(state("a\n", "a", "b\n").kind).toBe("lesson");
    expect(state("a\n", "b", "a").kind).toBe("mine");
    expect(state("a\n", "b", "b\n").kind).toBe("same");
  });

  it("has both texts in one where the text it was made from is not known", () => {
    const found = state(null, "a\nmine\n", "a\ntheirs\n");
    expect("merged" in found && found.merged).toMatch(/^a\n# =.*\nmine\n# =.*\ntheirs\n# =.*\n$/);
  });
});

describe("diffRows", () => {
  it("shows what differs, three lines around it, and how many are left out", () => {
    const lines = Array.from({ length: 12 }, (_, index) => `line ${index}`);
    const rows = diffRows(text("mine", ...lines, "x"), text(...lines, "y"));
    const words = rows.map((row) =>
      row.kind === "skipped" ? row.lines : `${row.kind} ${row.line}`,
    );
    expect(words).toEqual([
      "mine mine",
      "same line 0",
      "same line 1",
      "same line 2",
      6,
      "same line 9",
      "same line 10",
      "same line 11",
      "mine x",
      "theirs y",
    ]);
  });

  it("shows a line rather than that one is left out", () => {
    const lines = Array.from({ length: 7 }, (_, index) => `line ${index}`);
    expect(
      diffRows(text("a", ...lines, "b"), text(...lines)).every(({ kind }) => kind !== "skipped"),
    ).toBe(true);
  });
});

/** Few different lines, so that texts have many in common. */
const lines = fc.array(fc.constantFrom("a", "b", "c", "d", "", "  e"), { maxLength: 12 });
const anyText = fc
  .tuple(lines, fc.constantFrom("", "\n"))
  .map(([all, end]) => all.join("\n") + end);
const RUNS = { numRuns: 2000 };

/** The text with some lines changed, added or left out, as by somebody who edits it. */
function edited(base: string): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.nat(12),
    drop: fc.nat(2),
    add: fc.array(fc.constantFrom("a", "x", "y"), { maxLength: 2 }),
  });
  return fc.array(edit, { maxLength: 3 }).map((edits) => {
    const all = base.split("\n");
    for (const { at, drop, add } of edits) all.splice(Math.min(at, all.length), drop, ...add);
    return all.join("\n");
  });
}

const versions = anyText.chain((base) => fc.tuple(fc.constant(base), edited(base), edited(base)));

/** How often each line that is not empty is in a list. */
function counts(all: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const line of all) if (line !== "") found.set(line, (found.get(line) ?? 0) + 1);
  return found;
}

function sideOf(chunks: readonly MergeChunk[], side: "mine" | "theirs"): readonly string[] {
  return chunks.flatMap((chunk) => (chunk.kind === "agreed" ? chunk.lines : chunk[side]));
}

const body = (value: string) => value.replace(/\n*$/u, "");

describe("merging any texts", () => {
  it("with a side that changed nothing is the other side", () => {
    fc.assert(
      fc.property(anyText, anyText, (base, other) => {
        expect(mergeTexts(base, base, other).text).toBe(other);
        expect(mergeTexts(base, other, base).text).toBe(other);
        expect(body(mergeTexts(base, other, other).text ?? "")).toBe(body(other));
      }),
      RUNS,
    );
  });

  it("is symmetric", () => {
    const turned = (chunks: readonly MergeChunk[]) =>
      chunks.map((chunk) =>
        chunk.kind === "agreed" ? chunk : { ...chunk, mine: chunk.theirs, theirs: chunk.mine },
      );
    fc.assert(
      fc.property(versions, ([base, mine, theirs]) => {
        const one = mergeTexts(base, mine, theirs);
        const other = mergeTexts(base, theirs, mine);
        expect(other.text).toBe(one.text);
        expect(turned(other.chunks)).toEqual(one.chunks);
      }),
      RUNS,
    );
  });

  it("loses no line that either side wrote", () => {
    fc.assert(
      fc.property(versions, ([base, mine, theirs]) => {
        const merge = mergeTexts(base, mine, theirs);
        const before = counts(base.split("\n"));
        for (const side of ["mine", "theirs"] as const) {
          const after = counts(sideOf(merge.chunks, side));
          for (const [line, count] of counts((side === "mine" ? mine : theirs).split("\n"))) {
            const written = count - (before.get(line) ?? 0);
            if (written > 0) expect(after.get(line) ?? 0, line).toBeGreaterThanOrEqual(written);
          }
        }
      }),
      RUNS,
    );
  });

  it("brings back no line that either side deleted", () => {
    fc.assert(
      fc.property(versions, ([base, mine, theirs]) => {
        const { text: merged } = mergeTexts(base, mine, theirs);
        if (merged === null) return;
        const [o, a, b] = [base, mine, theirs].map((side) => counts(side.split("\n")));
        for (const [line, count] of counts(merged.split("\n"))) {
          const most = Math.max(a?.get(line) ?? 0, b?.get(line) ?? 0, 0);
          const added = (a?.get(line) ?? 0) + (b?.get(line) ?? 0) - (o?.get(line) ?? 0);
          expect(count, line).toBeLessThanOrEqual(Math.max(most, added));
        }
      }),
      RUNS,
    );
  });

  it("without knowing the origin, each side can be read off whole", () => {
    fc.assert(
      fc.property(anyText, anyText, (mine, theirs) => {
        const { chunks } = compareTexts(mine, theirs);
        expect(sideOf(chunks, "mine").join("\n")).toBe(body(mine));
        expect(sideOf(chunks, "theirs").join("\n")).toBe(body(theirs));
      }),
      RUNS,
    );
  });

  it("marked, holds all that the learner wrote", () => {
    fc.assert(
      fc.property(versions, ([base, mine, theirs]) => {
        const found = versionState(base, mine, theirs, "python");
        if (!("merged" in found)) return;
        const after = counts(found.merged.split("\n"));
        const before = counts(base.split("\n"));
        for (const [line, count] of counts(mine.split("\n"))) {
          const written = count - (before.get(line) ?? 0);
          if (written > 0) expect(after.get(line) ?? 0).toBeGreaterThanOrEqual(written);
        }
      }),
      RUNS,
    );
  });
});
