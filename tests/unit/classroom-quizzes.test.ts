import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classCsv, gradebookCsv } from "../../src/classroom/class-csv.ts";
import { classTables } from "../../src/classroom/class-tables.ts";
import { doubtsOf } from "../../src/classroom/doubts.ts";
import { quizOutcomes } from "../../src/classroom/quiz-answers.ts";
import { readResult } from "../../src/classroom/read-result.ts";
import type { ResultFile, ResultQuiz } from "../../src/classroom/result-file.ts";
import { readSubmission } from "../../src/classroom/submission.ts";
import { resultOf, resultText } from "../../src/classroom/write-result.ts";
import { lessonQuizzes } from "../../src/lesson/lesson-quizzes.ts";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";
import type { QuizAnswer } from "../../src/shared/lesson.ts";
import { anyText } from "./support/any-text.ts";
import { dropped, NOON, work } from "./support/class-files.ts";

const TEXT = `---
title: Statuses
---

\`\`\`quiz
Not found?

- [ ] 200
  Fine.
- [x] 404
  Gone.
\`\`\`

\`\`\`quiz
No 200?

- [ ] 200
  It is.
- [x] 404
  Right.
- [x] 500
  Right.
\`\`\`
`;

const LESSON = parseLesson(TEXT);

/** A file of a learner who checked these answers last. */
function file(...answers: readonly (readonly number[])[]): ResultFile {
  const keys = lessonQuizzes(LESSON).map(({ key }) => key);
  const quizzes = Object.fromEntries(
    answers.map((checked, index) => [keys[index] ?? "", { checked, tries: index + 1 }] as const),
  );
  const record = { cells: {}, own: [], files: [], quizzes };
  return resultOf({ path: "a/01-b", lesson: LESSON, record, learner: "Ann", date: NOON });
}

const kinds = (result: ResultFile, lesson = LESSON) =>
  quizOutcomes(lesson, result).map(({ kind }) => kind);

function changed(result: ResultFile, change: Partial<ResultQuiz>): ResultFile {
  return { ...result, quizzes: result.quizzes.map((one) => ({ ...one, ...change })) };
}

describe("a result file of a lesson with quizzes", () => {
  it("has the answers that were checked last, in words", () => {
    const { quizzes } = file([0], [1, 2]);
    const [first, second] = lessonQuizzes(LESSON);
    expect(quizzes).toEqual([
      { id: "start-quiz-1", text: first?.block.text, chosen: ["200"], right: false, tries: 1 },
      {
        id: "start-quiz-2",
        text: second?.block.text,
        chosen: ["404", "500"],
        right: true,
        tries: 2,
      },
    ]);
  });

  it("is read as it was written", () => {
    const result = file([0], []);
    expect(readResult(resultText(result))).toEqual({ kind: "result", result, intact: true });
  });

  it("of an earlier build has none", () => {
    const json = resultText(work());
    expect(json).not.toContain("quizzes");
    expect(readResult(json)).toMatchObject({ kind: "result", result: { quizzes: [] } });
  });

  it.each<readonly [string, unknown, string]>([
    ["no list", {}, '"quizzes" in it should be a list'],
    [
      "an answer that is a number",
      [{ chosen: [1] }],
      '"quizzes[0].chosen[0]" in it should be a text',
    ],
    ["a novel as an answer", [{ chosen: ["x".repeat(1001)] }], "at most 1000 characters"],
    ["one twice", [{}, {}], "a list without repetitions"],
  ])("with %s is refused", (_what, quizzes, message) => {
    const quiz = { id: "q", text: "t", chosen: [], right: true, tries: 0 };
    const list = Array.isArray(quizzes)
      ? quizzes.map((one: object) => ({ ...quiz, ...one }))
      : quizzes;
    const json = JSON.stringify({ ...(JSON.parse(resultText(work())) as object), quizzes: list });
    expect(readResult(json)).toMatchObject({ message: expect.stringContaining(message) });
  });

  it("survives whatever stands in a quiz and in the store", () => {
    const answers = fc.uniqueArray(anyText(30), { minLength: 2, maxLength: 5 });
    const stored = fc.record(
      { checked: fc.array(fc.nat(9)), tries: fc.double({ min: 0, noNaN: true }) },
      { requiredKeys: ["tries"] },
    );
    fc.assert(
      fc.property(anyText(40), answers, stored, (question, texts, quiz) => {
        const lines = texts.map((text, index) => `- [${index === 0 ? "x" : " "}] ${text}\n  Why.`);
        const lesson = parseLesson(
          `\`\`\`\`quiz\nA ${question}\n\n${lines.join("\n")}\n\`\`\`\`\n`,
        );
        // The file names an answer by its text; that one stands there twice is told to the author.
        fc.pre(lesson.blocks.every((block) => block.kind !== "quiz" || areDistinct(block.answers)));
        const keys = lessonQuizzes(lesson).map(({ key }) => key);
        const quizzes = Object.fromEntries(keys.map((key) => [key, quiz] as const));
        const record = { cells: {}, own: [], files: [], quizzes };
        const result = resultOf({ path: "a/b", lesson, record, learner: "Ann", date: NOON });
        expect(readResult(resultText(result))).toEqual({ kind: "result", result, intact: true });
        for (const outcome of quizOutcomes(lesson, result)) {
          if (outcome.kind === "not answered") continue;
          expect(outcome.kind).toBe(outcome.claim?.right === true ? "right" : "wrong");
        }
      }),
      { numRuns: 500 },
    );
  });
});

function areDistinct(answers: readonly QuizAnswer[]): boolean {
  return new Set(answers.map(({ markdown }) => markdown)).size === answers.length;
}

describe("quizOutcomes(lesson, result)", () => {
  it("looks answers up in the lesson", () => {
    expect(kinds(file([1], [1, 2]))).toEqual(["right", "right"]);
    expect(kinds(file([0], [1]))).toEqual(["wrong", "wrong"]);
    expect(kinds(file([1]))).toEqual(["right", "not answered"]);
    expect(kinds(work())).toEqual(["not answered", "not answered"]);
  });

  it("does not take the file's word", () => {
    const forged = changed(file([0], [0]), { right: true });
    expect(kinds(forged)).toEqual(["wrong", "wrong"]);
    const facts = { lesson: LESSON, result: forged, intact: true, outcomes: new Map(), now: NOON };
    expect(doubtsOf(facts).map(({ text }) => text)).toContainEqual(
      expect.stringContaining("names a quiz as answered right"),
    );
    expect(doubtsOf({ ...facts, result: file([0], [0]) })).toEqual([]);
    expect(kinds(changed(file([1], [1, 2]), { chosen: ["404", "<b>"] }))).toEqual([
      "wrong",
      "wrong",
    ]);
  });

  it("finds a quiz that was moved, and tells one that asks something else", () => {
    const [, one = "", other = ""] = TEXT.split(/(?=```quiz)/);
    const turned = parseLesson(`${other}\n## New\n\n${one}`);
    expect(kinds(file([1], [1]), turned)).toEqual(["wrong", "right"]);
    const asked = parseLesson(TEXT.replace("Not found?", "Not here?"));
    expect(kinds(file([1], [1, 2]), asked)).toEqual(["asked otherwise", "right"]);
  });
});

describe("the class's tables as CSV", () => {
  it("have the quizzes after the exercises", async () => {
    const { tables } = classTables([await readSubmission(dropped("a.json", file([1], [0, 1])))]);
    const rows = (tables[0]?.rows ?? []).map((row) => {
      const quizzes = quizOutcomes(LESSON, row.result);
      return { row, outcomes: new Map(), quizzes, doubts: [] };
    });
    expect(gradebookCsv([], rows).slice(1).split("\r\n")).toEqual([
      "Name,Score (%),Passed,Total,Quizzes right,Quizzes",
      "Ann,,0,0,1,2",
      "",
    ]);
    const lines = classCsv([], rows).slice(1).split("\r\n");
    expect(lines.slice(1)).toEqual([
      `Ann,a.json,${NOON.toISOString()},Quiz start-quiz-1,right,404,right,,1,,,`,
      `Ann,a.json,${NOON.toISOString()},Quiz start-quiz-2,wrong,200; 404,wrong,,2,,,`,
      "",
    ]);
  });
});
