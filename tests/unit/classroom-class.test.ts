import { describe, expect, it } from "vitest";
import { type CheckedRow, gradebookCsv } from "../../src/classroom/class-csv.ts";
import { classTables } from "../../src/classroom/class-tables.ts";
import { doubtsOf } from "../../src/classroom/doubts.ts";
import type { Outcome } from "../../src/classroom/outcome.ts";
import { recheck } from "../../src/classroom/recheck.ts";
import type { RecheckKernel } from "../../src/classroom/recheck-kernel.ts";
import type { ResultFile } from "../../src/classroom/result-file.ts";
import { countedExercises } from "../../src/classroom/score.ts";
import { readSubmission } from "../../src/classroom/submission.ts";
import { resultText } from "../../src/classroom/write-result.ts";
import type { CheckResult } from "../../src/shared/kernel.ts";
import { dropped, LESSON, NOON, work } from "./support/class-files.ts";
import { Random } from "./support/random.ts";

const IDS = countedExercises(LESSON);
const random = new Random(23);

/** Code passes where it says that it is right. */
const RIGHT = (id: string) => `${id} = "right" # ${random.below(1000)}`;
const WRONG = (id: string) => `${id} = "wrong"`;

/** The work of an honest learner, who passed the first so many exercises and tried the next. */
function honest(index: number): ResultFile {
  const passed = IDS.slice(0, random.below(4));
  const next = IDS[passed.length];
  const code = Object.fromEntries(passed.map((id) => [id, RIGHT(id)]));
  if (next !== undefined && random.below(2) === 0) code[next] = WRONG(next);
  const cells = next === undefined || code[next] === undefined ? {} : { [next]: { tries: 2 } };
  return work({ name: `Pupil ${index}`, code, passed, cells });
}

/** Where all three are named as passed. */
function claim(name: string, code: Readonly<Record<string, string>>): ResultFile {
  return work({ name, code, passed: IDS });
}

const RIGHTS = Object.fromEntries(IDS.map((id) => [id, `${id} = "right"`]));

function lastPass(result: ResultFile, passedAt: string): ResultFile {
  const exercises = result.exercises.map((one) =>
    one.id === "three" ? { ...one, passedAt } : one,
  );
  return { ...result, exercises };
}

/** Files that were tampered with; but for the last, the checksum was computed anew. */
const FORGED: Readonly<Record<string, ResultFile | string>> = {
  "Forged 1": claim("Forged 1", { ...RIGHTS, two: WRONG("two") }),
  "Forged 2": claim("Forged 2", {}),
  "Forged 3": lastPass(claim("Forged 3", RIGHTS), "2026-11-23T12:30:00.000Z"),
  "Forged 4": lastPass(
    claim("Forged 4", RIGHTS),
    work({ passed: IDS }).exercises[0]?.passedAt ?? "",
  ),
  "Forged 5": resultText(claim("Forged 5", RIGHTS)).replace('"tries": 1', '"tries": 2'),
};

const kernel: RecheckKernel = {
  prepare: async () => {},
  check: async ({ code }): Promise<CheckResult> => ({
    status: "done",
    error: null,
    interruptedBy: null,
    ms: 1,
    lastEvent: 0,
    verdict: code.includes('"right"')
      ? { kind: "passed", message: null }
      : { kind: "failed", message: "It is not right.", details: [] },
  }),
  close: () => {},
};

async function classroom() {
  const files = Array.from({ length: 25 }, (_, index) =>
    dropped(`${index}.json`, honest(index + 1)),
  );
  for (const [name, file] of Object.entries(FORGED)) files.push(dropped(`${name}.json`, file));
  const { tables, refused } = classTables(await Promise.all(files.map(readSubmission)));
  const rows = tables.flatMap((table) => table.rows);
  const outcomes = new Map(rows.map(({ key }) => [key, new Map<string, Outcome>()]));
  const tasks = rows.map(({ key, result }) => ({ key, result, lesson: LESSON, data: [] }));
  const options = {
    kernel,
    timeLimit: 1000,
    signal: new AbortController().signal,
    setTimer: () => () => {},
  };
  for await (const { key, exercise, outcome } of recheck(tasks, options)) {
    outcomes.get(key)?.set(exercise, outcome);
  }
  const checked = rows.map((row): CheckedRow => {
    const found = outcomes.get(row.key) ?? new Map<string, Outcome>();
    const { result, intact } = row;
    return {
      row,
      outcomes: found,
      quizzes: [],
      doubts: doubtsOf({ lesson: LESSON, result, intact, outcomes: found, now: NOON }),
    };
  });
  return { tables, refused, checked };
}

describe("a class of thirty files, five of them forged", () => {
  it("has a row for each learner", async () => {
    const { tables, refused } = await classroom();
    expect(tables).toHaveLength(1);
    expect(tables[0]?.rows).toHaveLength(30);
    expect(refused).toEqual([]);
  });

  it("asks to look at the five, and at no other", async () => {
    const { checked } = await classroom();
    const looked = checked.flatMap(({ row, doubts }) =>
      doubts.some(({ level }) => level === "look") ? [row.learner] : [],
    );
    expect(looked).toEqual(Object.keys(FORGED));
  });

  it("says of each what was found", async () => {
    const { checked } = await classroom();
    const said = (name: string) =>
      checked
        .find(({ row }) => row.learner === name)
        ?.doubts.map(({ exercise, text }) => [exercise, text.slice(0, 60)]);
    expect(said("Forged 1")).toEqual([
      ["two", expect.stringContaining("here the code does not pass")],
    ]);
    expect(said("Forged 2")?.map(([exercise]) => exercise)).toEqual(IDS);
    expect(said("Forged 3")).toEqual([
      ["three", expect.stringContaining("is said to have passed on 2026-11-23 12:30")],
    ]);
    expect(said("Forged 4")).toEqual([[null, expect.stringContaining("in the same")]]);
    expect(said("Forged 5")).toEqual([
      [null, expect.stringContaining("not as Routebook wrote it")],
    ]);
  });

  it("counts what passed here, whatever was claimed", async () => {
    const { checked } = await classroom();
    const lines = gradebookCsv(IDS, checked).split("\r\n");
    expect(lines).toHaveLength(32);
    expect(lines.filter((line) => line.startsWith("Forged"))).toEqual([
      "Forged 1,66.67,2,3,1,0,1",
      "Forged 2,0,0,3,0,0,0",
      "Forged 3,100,3,3,1,1,1",
      "Forged 4,100,3,3,1,1,1",
      "Forged 5,100,3,3,1,1,1",
    ]);
  });
});
