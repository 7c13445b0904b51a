import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromIpynb, toIpynb } from "../../src/lesson/ipynb.ts";
import { isRight, lessonQuizzes, takesSeveral } from "../../src/lesson/lesson-quizzes.ts";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";
import { readQuiz } from "../../src/lesson/quiz.ts";
import { anyText } from "./support/any-text.ts";

const QUIZ = `Which status says *not found*?

- [ ] 200
  All went well.
- [x] 404
  No route fits.`;

const fence = (text: string) => `\`\`\`quiz\n${text}\n\`\`\`\n`;
const textOf = (source: string) => readQuiz(source).quiz?.text;

describe("readQuiz(source)", () => {
  it("reads question, answers and reasons in the author's order", () => {
    const { quiz, problems } = readQuiz(QUIZ);
    expect(problems).toEqual([]);
    expect(quiz?.question.html).toBe("<p>Which status says <em>not found</em>?</p>\n");
    expect(quiz?.answers.map(({ markdown, right }) => [markdown, right])).toEqual([
      ["200", false],
      ["404", true],
    ]);
    expect(quiz?.answers[1]?.reason.markdown).toBe("No route fits.");
  });

  it("knows the same question by its words, whatever is right and why", () => {
    const corrected = QUIZ.replace("[x]", "[ ]").replace("[ ] 200", "[x] 200");
    expect(textOf(corrected.replace("No route", "Nothing"))).toBe(textOf(QUIZ));
    expect(textOf(QUIZ.replace("404", "410"))).not.toBe(textOf(QUIZ));
    expect(textOf(QUIZ.replace("Which", "What"))).not.toBe(textOf(QUIZ));
  });

  it("refuses more answers than can be shown", () => {
    const many = Array.from({ length: 21 }, (_, index) => `- [x] ${index}\n  Reason.`).join("\n");
    expect(readQuiz(`Which?\n\n${many}`)).toMatchObject({
      quiz: null,
      problems: [{ line: 3, message: expect.stringContaining("21 answers") }],
    });
  });

  it("never throws, and points into the fence", () => {
    const part = fc.oneof(
      fc.constantFrom(
        "- [x] a",
        "- [ ] b",
        "- [",
        "  why",
        "\t",
        "\n",
        "\n\n",
        "- []",
        "```",
        "> ",
      ),
      anyText(8),
    );
    const source = fc.array(part, { maxLength: 12 }).map((parts) => parts.join("\n"));
    fc.assert(
      fc.property(source, (text) => {
        const { quiz, problems } = readQuiz(text);
        const last = text.split("\n").length;
        for (const { line } of problems) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(last);
        }
        if (quiz === null) expect(problems).not.toEqual([]);
        else expect(quiz.answers.some(({ right }) => right)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("the quizzes of a lesson", () => {
  it("have ids of their own, so that one more renames no cell", () => {
    const cell = "```python\none = 1\n```\n";
    const lesson = parseLesson(`## Part\n\n${fence(QUIZ)}\n${cell}\n${fence(QUIZ)}`);
    const ids = lesson.blocks.flatMap((block) =>
      block.kind === "quiz" ? [block.quiz] : "id" in block ? [block.id] : [],
    );
    expect(ids).toEqual(["part-quiz-1", "part-1", "part-quiz-2"]);
    expect(lessonQuizzes(lesson).map(({ key }) => key)).toEqual([
      textOf(QUIZ),
      `${textOf(QUIZ)}:2`,
    ]);
  });

  it("are right where exactly the right answers are chosen", () => {
    const { quiz } = readQuiz(`${QUIZ}\n- [x] 410\n  It is gone.`);
    if (quiz === null) throw new Error("It is no quiz.");
    expect(takesSeveral(quiz)).toBe(true);
    expect([[1, 2], [1], [0, 1, 2], []].map((chosen) => isRight(quiz, chosen))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it("survive a Jupyter notebook byte for byte", () => {
    const text = `# Lesson\n\n${fence(QUIZ)}\n\`\`\`python\none = 1\n\`\`\`\n`;
    expect(fromIpynb(toIpynb(text))).toEqual({ kind: "text", text });
  });
});
