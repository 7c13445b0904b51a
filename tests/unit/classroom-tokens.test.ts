import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundNames } from "../../src/classroom/bound-names.ts";
import { pythonTokens } from "../../src/classroom/python-tokens.ts";
import { gramHashes, winnow, WINDOW } from "../../src/classroom/winnowing.ts";

const texts = (source: string) => pythonTokens(source).map(({ text }) => text);
const kinds = (source: string) => pythonTokens(source).map(({ kind }) => kind);

describe("pythonTokens(source)", () => {
  it("leaves out spaces, comments and lines", () => {
    expect(texts("def f ( a ) :  # why\n\n    return a  \\\n  + 1\n")).toEqual(
      texts("def f(a): return a+1"),
    );
  });

  it.each<readonly [string, readonly string[]]>([
    [
      "a**=2 // 3 -> x := y ... !=",
      ["a", "**=", "2", "//", "3", "->", "x", ":=", "y", "...", "!="],
    ],
    ["0xFF 1_000.5e-3j .5 1.", ["0xFF", "1_000.5e-3j", ".5", "1."]],
    [`'a' "a" '''a''' """a"""`, ["a", "a", "a", "a"]],
    [String.raw`r'\d' b"\"x" rb'''y'''`, [String.raw`r\d`, String.raw`b\"x`, "rby"]],
    [
      `f"{name!r:>10} and {{this}}" + x`,
      ["f{} and {{this}}", "name", "!", "r", ":", ">", "10", "+", "x"],
    ],
    [`f"{d["key"]} {f'{x}'}" y`, ["f{} {}", "d", "[", "key", "]", "f{}", "x", "y"]],
    ["größe = 'ß' 名 = 1", ["größe", "=", "ß", "名", "=", "1"]],
    ["@app.get('/')", ["@", "app", ".", "get", "(", "/", ")"]],
    ["x = 'no end\ny = 1", ["x", "=", "no end", "y", "=", "1"]],
    ["x = '''no end\ny = 1", ["x", "=", "no end\ny = 1"]],
    ["$ ? ` \u0000", ["$", "?", "`", "\u0000"]],
  ])("reads %j", (source, tokens) => expect(texts(source)).toEqual(tokens));

  it("knows keywords, names and the lines they are in", () => {
    expect(kinds("if x is None: pass")).toEqual([
      "keyword",
      "name",
      "keyword",
      "keyword",
      "operator",
      "keyword",
    ]);
    const source = 'a = """x\ny"""\nb = [1,\n 2]\nf"""{\nc}\n""" + d';
    expect(pythonTokens(source).map(({ text, line, first }) => [text, line, first])).toEqual([
      ["a", 1, true],
      ["=", 1, false],
      ["x\ny", 1, false],
      ["b", 3, true],
      ["=", 3, false],
      ["[", 3, false],
      ["1", 3, false],
      [",", 3, false],
      ["2", 4, false],
      ["]", 4, false],
      ["f{}\n", 5, true],
      ["c", 6, false],
      ["+", 7, false],
      ["d", 7, false],
    ]);
  });

  it("is total, whatever the source, and does not take for ever", { timeout: 60_000 }, () => {
    const piece = fc.constantFrom(
      "f'",
      "f'''",
      '"""',
      "{",
      "}",
      "'",
      "\\",
      "\n",
      "#",
      "x",
      "(",
      " ",
      "é",
      "=",
      ":",
      "lambda",
      "def f(",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const tokens = pythonTokens(pieces.join(""));
        boundNames(tokens);
        expect(tokens.every(({ line, text }) => line >= 1 && typeof text === "string")).toBe(true);
      }),
      { numRuns: 2000 },
    );
    for (const part of [
      "f'''{",
      "a=",
      "f'{x}' ",
      "((((",
      "f'{",
      "lambda x:",
      "def f(a:",
      "x = '",
      "\\",
    ]) {
      boundNames(pythonTokens(part.repeat(60_000)));
      boundNames(pythonTokens(`f'''${part.repeat(60_000)}`));
    }
  });
});

describe("boundNames(tokens)", () => {
  it.each<readonly [string, readonly string[]]>([
    [
      "def area(width, height=2, *rest, unit: str = 'm', **more) -> float: return width",
      ["area", "width", "height", "rest", "unit", "more"],
    ],
    ["class Book(Model):\n    title: str\n    pages: int = 0", ["Book", "title", "pages"]],
    [
      "a = b = c\nd, (e, *f) = g\nh += 1\ni: int = j\nk.l = m\nn[o] = p",
      ["a", "b", "d", "e", "f", "h", "i"],
    ],
    ["for x, y in pairs: print(x)\n[z for z in x if q]", ["x", "y", "z"]],
    ["with open(path) as file: pass\nimport numpy as np\nfrom flask import Flask", ["file", "np"]],
    ["if (n := len(a)) > 1: pass\nkey = lambda u, v: u + w", ["n", "key", "u", "v"]],
    ["app.get('/', status=404)\nrender(name=title)", []],
  ])("finds those of %j", (source, names) => {
    expect([...boundNames(pythonTokens(source))].sort()).toEqual([...names].sort());
  });
});

describe("winnow(hashes)", () => {
  it("keeps the smallest of each window, the rightmost of equal ones", () => {
    // The example of the paper's figure 2, with windows of four.
    const hashes = [77, 74, 42, 17, 98, 50, 17, 98, 8, 88, 67, 39, 77, 74, 42, 17, 98];
    expect(winnow(hashes).map((at) => hashes[at])).toEqual([17, 17, 8, 39, 17]);
    expect(winnow([5, 1, 9, 1])).toEqual([3]);
  });

  it("keeps one of a list that is shorter than a window, and none of none", () => {
    expect([winnow([3, 1]), winnow([])]).toEqual([[1], []]);
  });

  it("keeps something of every window, so that a shared window is found in both", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(20)),
        fc.array(fc.nat(20)),
        fc.array(fc.nat(20), { minLength: WINDOW }),
        (before, after, shared) => {
          const one = winnow([...before, ...shared]);
          const other = winnow([...shared, ...after]);
          const inOne = one.filter((at) => at >= before.length).map((at) => at - before.length);
          expect(inOne.some((at) => other.includes(at))).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("has no gram for a text that is shorter than one", () => {
    expect(gramHashes([1, 2, 3, 4, 5, 6])).toEqual([]);
    expect(gramHashes([1, 2, 3, 4, 5, 6, 7, 8])).toHaveLength(2);
  });
});
