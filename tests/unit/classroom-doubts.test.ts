import { describe, expect, it } from "vitest";
import { doubtsOf } from "../../src/classroom/doubts.ts";
import type { Outcome } from "../../src/classroom/outcome.ts";
import type { ResultExercise, ResultFile } from "../../src/classroom/result-file.ts";
import { LESSON, NOON, work, type Work } from "./support/class-files.ts";

const PASSED: Outcome = { kind: "passed", message: null };
const FAILED: Outcome = { kind: "failed", message: "It answered 404.", details: [] };

interface Options {
  readonly intact?: boolean;
  readonly outcomes?: Readonly<Record<string, Outcome>>;
}

function doubts(result: ResultFile, { intact = true, outcomes = {} }: Options = {}) {
  const facts = { lesson: LESSON, result, intact, now: NOON };
  return doubtsOf({ ...facts, outcomes: new Map(Object.entries(outcomes)) });
}

const HONEST: Work = { code: { one: "one = 1", two: "two = 2" }, passed: ["one", "two"] };

/** An honest result with one claim changed. */
function claiming(change: Partial<ResultExercise>, id = "one"): ResultFile {
  const result = work(HONEST);
  const exercises = result.exercises.map((one) => (one.id === id ? { ...one, ...change } : one));
  return { ...result, exercises };
}

describe("doubtsOf(file)", () => {
  it("finds nothing in an honest file, run again or not", () => {
    expect(doubts(work(HONEST))).toEqual([]);
    expect(doubts(work(HONEST), { outcomes: { one: PASSED, two: PASSED } })).toEqual([]);
    expect(doubts(work({}))).toEqual([]);
  });

  it.each<readonly [string, ResultFile, Options, string]>([
    [
      "a claim that the re-run does not bear out",
      work(HONEST),
      { outcomes: { one: FAILED, two: PASSED } },
      "The file names it as passed, and here the code does not pass (It answered 404.). The code may have been changed after it passed, or the file was.",
    ],
    ["a pass without a try", claiming({ tries: 0 }), {}, "passed without a single try"],
    [
      "a pass after the export",
      claiming({ passedAt: "2026-11-23T12:00:01.000Z" }),
      {},
      "is said to have passed on 2026-11-23 12:00, after the file was made on 2026-11-23 12:00",
    ],
    [
      "a time as nobody's browser writes it",
      claiming({ passedAt: "2026-11-20T10:00:00+01:00" }),
      {},
      'The time "2026-11-20T10:00:00+01:00" in it is not written as Routebook writes times.',
    ],
    [
      "two passes in one moment",
      claiming({ passedAt: work(HONEST).exercises[1]?.passedAt ?? null }),
      {},
      "the same thousandth of a second: one, two.",
    ],
    [
      "a file from next week",
      work({ date: new Date("2026-11-30T12:00:00.000Z") }),
      {},
      "made on 2026-11-30 12:00, which is still to come",
    ],
    [
      "more hints than there are",
      claiming({ hintsShown: 2 }),
      {},
      "counts 2 hints shown, and the lesson has 1",
    ],
    [
      "a solution that there is not",
      claiming({ solutionShown: true }, "three"),
      {},
      "the lesson has none",
    ],
    [
      "an exercise that there is not",
      claiming({ id: "four" }),
      {},
      "an exercise as passed that this lesson does not have",
    ],
    ["a file that was changed", work(HONEST), { intact: false }, "not as Routebook wrote it"],
  ])("asks to look at %s", (_what, result, options, text) => {
    expect(doubts(result, options).filter(({ level }) => level === "look")).toEqual([
      expect.objectContaining({ text: expect.stringContaining(text) }),
    ]);
  });

  it.each<readonly [string, ResultFile, Options, string]>([
    [
      "another text of the lesson",
      { ...work(HONEST), lesson: { ...work({}).lesson, hash: "x" } },
      {},
      "another text of this lesson",
    ],
    [
      "a pass that nobody claims",
      work({ code: { one: "1" } }),
      { outcomes: { one: PASSED } },
      "It passes here, though",
    ],
    [
      "changed cells above",
      work({
        ...HONEST,
        passed: ["one"],
        record: { own: [{ id: "m", kind: "python", afterCell: null }] },
        cells: { m: { edit: { source: "x" } } },
      }),
      {},
      "changed or added cells that run before it: cell 1.",
    ],
  ])("lets the teacher know of %s", (_what, result, options, text) => {
    expect(doubts(result, options)).toEqual([
      expect.objectContaining({ level: "know", text: expect.stringContaining(text) }),
    ]);
  });

  it("says nothing of what was stopped or could not be run", () => {
    const none: Outcome = { kind: "not-run", message: "No Python." };
    expect(doubts(work(HONEST), { outcomes: { one: { kind: "stopped" }, two: none } })).toEqual([]);
  });

  it("accuses nobody", () => {
    const result = claiming({ tries: 0, hintsShown: 9, passedAt: "2027-01-01T00:00:00Z" });
    const all = doubts(result, { intact: false, outcomes: { one: FAILED } });
    expect(all.length).toBeGreaterThan(4);
    for (const { text } of all) expect(text).not.toMatch(/cheat|fake|forge|fraud|lie|suspicious/iu);
  });
});
