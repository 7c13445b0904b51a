import { describe, expect, it } from "vitest";
import type { Catalogue } from "../../src/shared/lesson.ts";
import {
  claimWords,
  outcomeWords,
  runWords,
  scoreWords,
} from "../../src/ui/classroom/class-words.ts";
import { handIn } from "../../src/ui/classroom/hand-in.ts";
import { readMastery, scormChoice } from "../../src/ui/classroom/scorm-choice.ts";
import { readResult } from "../../src/classroom/read-result.ts";
import { EMPTY_RECORD } from "../../src/storage/schema.ts";
import { LESSON, NOON, PATH, work } from "./support/class-files.ts";

describe("the class in words", () => {
  it("tells an outcome by a word and not by its colour alone", () => {
    expect(outcomeWords(undefined).text).toBe("Not run yet");
    expect(outcomeWords({ kind: "passed", message: null }).text).toBe("Passed");
    expect(outcomeWords({ kind: "timed-out", message: "" }).text).toBe("Took too long");
  });

  it("tells what a file claims", () => {
    const [one, two] = work({ passed: ["one"], cells: { one: { tries: 2 } } }).exercises;
    expect(claimWords(one)).toMatch(/^File: passed 23 Nov.*; 2 tries$/);
    expect(claimWords(two)).toBe("File: not tried");
    expect(claimWords(undefined)).toBe("File: nothing");
  });

  it("tells a score only where there is one", () => {
    expect(scoreWords({ passed: 2, total: 3, percent: 66.67 })).toBe("2 of 3");
    expect(scoreWords(null)).toBe("Not run yet");
  });

  it("tells how far the checks are", () => {
    expect(runWords({ kind: "none" })).toBe("");
    expect(runWords({ kind: "running", done: 2, total: 6 })).toBe("2 of 6 exercises");
    expect(runWords({ kind: "ended", done: 6, total: 6 })).toBe("All 6 exercises were checked");
    expect(runWords({ kind: "ended", done: 2, total: 6 })).toBe("Stopped after 2 of 6 exercises");
  });
});

describe("handIn(workspace, notebook, learner)", () => {
  const notebook = { key: `lesson:${PATH}`, lesson: LESSON };
  const workspace = { lessonRecord: async () => EMPTY_RECORD };

  it("writes a file that can be read", async () => {
    const written = await handIn(workspace, notebook, "Ann Smith", NOON);
    if (written.kind !== "written") throw new Error(written.message);
    expect(written.name).toBe("flask-routing-01-first-route--ann-smith.routebook.json");
    expect(readResult(written.text)).toMatchObject({
      kind: "result",
      intact: true,
      result: { learner: "Ann Smith", lesson: { path: PATH, hash: LESSON.hash } },
    });
  });

  it("asks for a name", async () => {
    expect(await handIn(workspace, notebook, "  ")).toMatchObject({
      kind: "refused",
      message: expect.stringContaining("Type your name"),
    });
  });

  it("asks for a lesson", async () => {
    const nothing = { lessonRecord: async () => null };
    expect(await handIn(nothing, { key: "scratch", lesson: null }, "Ann")).toMatchObject({
      kind: "refused",
      message: expect.stringContaining("No lesson is open"),
    });
  });
});

const lesson = (path: string, ...exercises: string[]) => ({
  path,
  title: `Lesson ${path}`,
  summary: "",
  minutes: null,
  packages: [],
  exercises,
});
const CATALOGUE: Catalogue = [
  {
    id: "flask",
    title: "Flask",
    summary: "",
    lessons: [lesson("flask/1", "a"), lesson("flask/2")],
  },
];

describe("scormChoice(catalogue, chosen, base)", () => {
  it("takes a whole course", () => {
    expect(scormChoice(CATALOGUE, "flask", "https://site.example/py/?x=1#/class")).toEqual({
      id: "flask",
      title: "Flask",
      lessons: [
        {
          path: "flask/1",
          title: "Lesson flask/1",
          address: "https://site.example/py/#/lesson/flask/1",
          exercises: 1,
        },
        {
          path: "flask/2",
          title: "Lesson flask/2",
          address: "https://site.example/py/#/lesson/flask/2",
          exercises: 0,
        },
      ],
    });
  });

  it("takes one lesson, or nothing", () => {
    const choice = scormChoice(CATALOGUE, "flask/2", "https://site.example/");
    expect(choice?.lessons.map(({ path }) => path)).toEqual(["flask/2"]);
    expect(choice?.title).toBe("Lesson flask/2");
    expect(scormChoice(CATALOGUE, "django", "https://site.example/")).toBeNull();
  });
});

describe("readMastery(typed)", () => {
  it.each([
    ["", null],
    [" 80 % ", 80],
    ["0", 0],
    ["100", 100],
  ])("reads %j", (typed, percent) => {
    expect(readMastery(typed)).toEqual({ kind: "score", percent });
  });

  it.each(["101", "-1", "8.5", "half"])("refuses %j", (typed) => {
    expect(readMastery(typed).kind).toBe("wrong");
  });
});
