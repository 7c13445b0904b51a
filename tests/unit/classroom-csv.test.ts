import { describe, expect, it } from "vitest";
import { type CheckedRow, classCsv, gradebookCsv } from "../../src/classroom/class-csv.ts";
import { classTables } from "../../src/classroom/class-tables.ts";
import { csvOf } from "../../src/classroom/csv.ts";
import type { Outcome } from "../../src/classroom/outcome.ts";
import { countedExercises, scoreOf } from "../../src/classroom/score.ts";
import { readSubmission } from "../../src/classroom/submission.ts";
import { dropped, LESSON, work, type Work } from "./support/class-files.ts";

const IDS = ["one", "two", "three"];
const PASSED: Outcome = { kind: "passed", message: null };
const FAILED: Outcome = { kind: "failed", message: 'It said "no",\nand why.', details: [] };

async function row(done: Work, outcomes: Readonly<Record<string, Outcome>>): Promise<CheckedRow> {
  const { tables } = classTables([await readSubmission(dropped("file.json", work(done)))]);
  const found = tables[0]?.rows[0];
  if (found === undefined) throw new Error("There is no row.");
  return { row: found, outcomes: new Map(Object.entries(outcomes)), quizzes: [], doubts: [] };
}

/** What a spreadsheet reads: RFC 4180, section 2. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  for (const [, text = "", end] of csv.slice(1).matchAll(cell)) {
    rows.at(-1)?.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);
    if (end === "\r\n") rows.push([]);
  }
  expect(rows.pop()).toEqual([]);
  return rows;
}

describe("csvOf(rows)", () => {
  it("begins with a byte order mark and ends each line with CR LF", () => {
    const bytes = new TextEncoder().encode(
      csvOf([
        ["a", 1],
        ["é", 2.5],
      ]),
    );
    expect(Array.from(bytes.slice(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
    expect(
      csvOf([
        ["a", 1],
        ["é", 2.5],
      ]),
    ).toBe("\uFEFFa,1\r\né,2.5\r\n");
  });

  it("quotes what would end a cell", () => {
    expect(csvOf([['say "hi"', "a,b", "two\nlines", "cr\r", "plain"]])).toBe(
      '\uFEFF"say ""hi""","a,b","two\nlines","cr\r",plain\r\n',
    );
  });

  it.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    " =1",
    "\t=1",
    "\u00a0=1",
    "＝1",
    "\r=1",
    '=HYPERLINK("x")',
    "\u0000=1",
  ])("takes the formula out of %j", (text) => {
    const [[cell = ""] = []] = parse(csvOf([[text]]));
    expect(cell.startsWith("'")).toBe(true);
  });

  it("leaves alone what is no formula", () => {
    expect(csvOf([["a=b", "1-2", "Ann-Marie", "", 0, -3]])).toBe(
      "\uFEFFa=b,1-2,Ann-Marie,,0,-3\r\n",
    );
  });

  it("writes only what UTF-8 can hold", () => {
    expect(csvOf([["a\ud800b", "c\u0007"]])).toBe("\uFEFFab,c\r\n");
  });
});

describe("gradebookCsv(exercises, rows)", () => {
  it("has one line a learner, by the re-run and not by the claim", async () => {
    const rows = [
      await row({ name: "Ann" }, { one: PASSED, two: PASSED, three: { kind: "not-tried" } }),
      await row({ name: "=Bo()", passed: IDS }, { one: FAILED, two: FAILED, three: FAILED }),
    ];
    expect(parse(gradebookCsv(IDS, rows))).toEqual([
      ["Name", "Score (%)", "Passed", "Total", "one", "two", "three"],
      ["Ann", "66.67", "2", "3", "1", "1", "0"],
      ["'=Bo()", "0", "0", "3", "0", "0", "0"],
    ]);
  });

  it("leaves empty what was not run", async () => {
    const rows = [
      await row({ name: "Ann", passed: IDS }, {}),
      await row({ name: "Bo" }, { one: PASSED, two: { kind: "stopped" } }),
    ];
    expect(parse(gradebookCsv(IDS, rows)).slice(1)).toEqual([
      ["Ann", "", "", "3", "", "", ""],
      ["Bo", "", "", "3", "1", "", ""],
    ]);
  });
});

describe("classCsv(exercises, rows)", () => {
  it("has one line a learner and exercise, with what was said", async () => {
    const one = await row({ name: "Ann", passed: ["one"] }, { one: FAILED });
    const doubts = [
      { exercise: null, level: "look" as const, text: "Changed." },
      { exercise: "two", level: "look" as const, text: "Of another." },
    ];
    const [head = [], first = [], second = []] = parse(classCsv(IDS, [{ ...one, doubts }]));
    const line = Object.fromEntries(head.map((name, index) => [name, first[index]]));
    expect(line).toMatchObject({
      Name: "Ann",
      Exercise: "one",
      Here: "failed",
      Message: 'It said "no",\nand why.',
      "In the file": "passed",
      Tries: "1",
      "Solution shown": "no",
      "To look at": "Changed.",
    });
    expect(second.slice(-1)).toEqual(["Changed. Of another."]);
    expect(first).toHaveLength(head.length);
  });
});

describe("scoreOf(exercises, outcomes)", () => {
  it("counts exercises that have a check", () => expect(countedExercises(LESSON)).toEqual(IDS));

  it("has no percent for a lesson without exercises", () => {
    expect(scoreOf([], new Map())).toEqual({ passed: 0, total: 0, percent: null });
  });

  it("is null as long as something was not run", () => {
    expect(scoreOf(IDS, new Map([["one", PASSED]]))).toBeNull();
  });
});
