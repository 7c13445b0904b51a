import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparedWork, givenCode } from "../../src/classroom/compared-work.ts";
import { similarWork, type Work } from "../../src/classroom/similar-work.ts";
import { LESSON, work } from "./support/class-files.ts";

const STARTER =
  "from flask import Flask\n\napp = Flask(__name__)\n\n\ndef totals(orders):\n    ...\n";
const SOLUTION = `${STARTER.replace("    ...\n", "")}    result = {}
    for order in orders:
        result[order["name"]] = result.get(order["name"], 0) + order["price"]
    return result
`;
const ANN = `${STARTER.replace("    ...\n", "")}    names = sorted({entry["name"] for entry in orders})
    answer = []
    for name in names:
        prices = [entry["price"] for entry in orders if entry["name"] == name]
        answer.append((name, sum(prices), max(prices)))
    return dict((first, second) for first, second, third in answer)
`;
/** Ann's, with other names, comments, spaces and quotation marks. */
const COPY = ANN.replaceAll("entry", "e")
  .replaceAll("answer", "ergebnis")
  .replaceAll("prices", "p")
  .replaceAll('"', "'")
  .replaceAll("    ", "  ")
  .replace("for name", "# my own idea\n  for name");
const BO = `${STARTER.replace("    ...\n", "")}    from collections import Counter
    counter = Counter()
    while orders:
        last = orders.pop()
        counter.update({last["name"]: last["price"]})
    return {key: counter[key] for key in counter.keys()}
`;
const CY = `${STARTER.replace("    ...\n", "")}    import itertools, operator
    by_name = operator.itemgetter("name")
    ordered = sorted(orders, key=by_name)
    groups = itertools.groupby(ordered, by_name)
    return {who: sum(map(operator.itemgetter("price"), items)) for who, items in groups}
`;

const given = [STARTER, SOLUTION].map((source) => ({ cell: "task", source }));
const of = (key: string, ...sources: readonly string[]): Work => ({
  key,
  parts: sources.map((source, index) => ({ cell: `cell ${index + 1}`, source })),
});

describe("similarWork(works)", () => {
  it("finds a copy with other names, comments, spaces and quotation marks", () => {
    const pairs = similarWork([of("ann", ANN), of("bo", BO), of("eve", COPY), of("cy", CY)], {
      given,
    });
    expect(pairs).toHaveLength(1);
    expect(pairs[0]).toMatchObject({ one: "ann", other: "eve", similarity: 1 });
    const [passage] = pairs[0]?.passages ?? [];
    expect(passage).toMatchObject({
      one: { cell: "cell 1", to: 12 },
      other: { cell: "cell 1", to: 13 },
    });
  });

  it("lets other names make a difference where they should", () => {
    const [loose] = similarWork([of("ann", ANN), of("eve", COPY)], { given, threshold: 0 });
    const [strict] = similarWork([of("ann", ANN), of("eve", COPY)], {
      given,
      threshold: 0,
      names: "as-written",
    });
    expect(loose?.similarity).toBe(1);
    expect(strict?.similarity).toBeLessThan(0.5);
  });

  it("finds parts in another order, and in other cells", () => {
    const pairs = similarWork([of("ann", ANN, BO), of("eve", BO, COPY)], { given });
    expect(pairs[0]).toMatchObject({ similarity: 1 });
    const cells = pairs[0]?.passages.map(({ one, other }) => [one.cell, other.cell]);
    expect(cells).toContainEqual(["cell 1", "cell 2"]);
    expect(cells).toContainEqual(["cell 2", "cell 1"]);
  });

  it("finds a small work inside a large one", () => {
    expect(similarWork([of("ann", ANN), of("eve", BO, CY, COPY)], { given })[0]?.similarity).toBe(
      1,
    );
  });

  it("does not count what everybody was given, the solution among it", () => {
    expect(similarWork([of("ann", SOLUTION), of("bo", SOLUTION)], { given, threshold: 0 })).toEqual(
      [],
    );
    expect(similarWork([of("ann", SOLUTION), of("bo", SOLUTION)], { given: [] })).toHaveLength(1);
  });

  it("does not count what more than half of a class wrote", () => {
    const works = ["a", "b", "c"].map((key) => of(key, ANN));
    const others = [of("bo", BO), of("cy", CY)];
    expect(similarWork([...works, ...others], { given })).toEqual([]);
    expect(similarWork([...works.slice(1), ...others], { given })).toHaveLength(1);
  });

  it("says nothing of a work that has hardly anything of its own", () => {
    const short = "print(sorted(names)[0])";
    expect(similarWork([of("ann", short), of("bo", short)], { given, threshold: 0 })).toEqual([]);
    expect(similarWork([of("ann"), of("bo", ANN)], { given, threshold: 0 })).toEqual([]);
  });

  it("counts a passage once, however often one of the two repeats it", () => {
    const line = "totals[key] = totals.get(key, 0) + order['price'] * 2\n";
    const [pair] = similarWork([of("ann", line.repeat(4)), of("bo", `${BO}${line}`)], {
      given: [],
      threshold: 0,
    });
    expect(pair?.similarity).toBeLessThan(0.5);
  });

  it("gives figures from 0 to 1, the same both ways, for any code", () => {
    const line = fc.constantFrom(
      ...[ANN, BO, CY, SOLUTION].flatMap((source) => source.split("\n")),
    );
    const code = fc.array(line, { maxLength: 30 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(code, code, (one, other) => {
        const there = similarWork([of("1", one), of("2", other)], { given, threshold: 0 });
        const back = similarWork([of("2", other), of("1", one)], { given, threshold: 0 });
        expect(there.every(({ similarity }) => similarity >= 0 && similarity <= 1)).toBe(true);
        expect(there.every(({ of: tokens }) => tokens >= 25)).toBe(true);
        expect(back.length).toBe(there.length);
        for (const { passages } of there) {
          const lines = passages.flatMap((passage) => [passage.one, passage.other]);
          expect(lines.every(({ from, to }) => from >= 1 && to >= from)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("bears forty works of a thousand lines", { timeout: 60_000 }, () => {
    const large = (seed: number) =>
      Array.from(
        { length: 1_000 },
        (_, at) => `v${at} = f(${(at * seed) % 997}, ${(at * at * seed) % 991})`,
      ).join("\n");
    const works = Array.from({ length: 40 }, (_, index) =>
      of(String(index), large((index % 20) + 1)),
    );
    expect(similarWork(works, { given }).length).toBeGreaterThan(0);
  });
});

describe("comparedWork(result)", () => {
  it("takes the learner's Python, and knows what the lesson gave", () => {
    const result = work({
      code: { one: "one = 1" },
      cells: { mine: { edit: { source: "mine = 1" } }, note: { edit: { source: "Text" } } },
      record: {
        own: [
          { id: "mine", kind: "python", afterCell: null },
          { id: "note", kind: "markdown", afterCell: null },
        ],
        files: [
          { path: "a.py", text: "a = 1" },
          { path: "a.txt", text: "A" },
        ],
      },
    });
    expect(comparedWork("row", result, LESSON)).toEqual({
      key: "row",
      parts: [
        { cell: "one", source: "one = 1" },
        { cell: "own 1", source: "mine = 1" },
        { cell: "a.py", source: "a = 1" },
      ],
    });
    const sources = givenCode(LESSON).map(({ source }) => source.trim());
    expect(sources).toEqual(
      expect.arrayContaining(["first = 1", "MODEL = 1", "...", "assert one", "one = True"]),
    );
  });
});
