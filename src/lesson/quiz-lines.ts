import type { LessonProblem } from "../shared/lesson.ts";

/** A part of a quiz's text, with its first line, from 1; 0 where it has none. */
export interface QuizPart {
  readonly line: number;
  readonly markdown: string;
}

/** An answer as it is written. */
export interface WrittenAnswer {
  readonly line: number;
  readonly markdown: string;
  readonly right: boolean;
  readonly reason: QuizPart;
}

/** A quiz's text, taken apart. */
export interface WrittenQuiz {
  readonly question: QuizPart;
  readonly answers: readonly WrittenAnswer[];
  /** Lines count from 1 within the fence. */
  readonly problems: readonly LessonProblem[];
}

const ANSWER = /^ {0,1}[-*+][ \t]+\[([ xX])\](?:[ \t]+(.*))?$/;
/** What looks like an answer, and is none. */
const MISSPELT = /^[ \t]*[-*+][ \t]*\[[ \t]*[xXvVyY\u2713\u2714]?[ \t]*\](?![(:])/;

/**
 * Takes the text of a quiz apart: the question, then answers "- [x] …" and "- [ ] …", each with its
 * reason on indented lines below it. Total.
 */
export function readQuizLines(source: string): WrittenQuiz {
  const lines = source.split("\n");
  const problems: LessonProblem[] = [];
  const answers: WrittenAnswer[] = [];
  const first = lines.findIndex((line) => ANSWER.test(line));
  const end = first < 0 ? lines.length : first;
  for (let index = 0; index < end; index++) {
    if (MISSPELT.test(lines[index] ?? ""))
      problems.push({ line: index + 1, message: MISSPELT_ANSWER });
  }
  let from = end;
  while (from < lines.length) {
    const [, mark = " ", text = ""] = ANSWER.exec(lines[from] ?? "") ?? [];
    const reason: string[] = [];
    let next = from + 1;
    for (; next < lines.length && !ANSWER.test(lines[next] ?? ""); next++) {
      const line = lines[next] ?? "";
      if (/^\S/.test(line)) {
        problems.push({
          line: next + 1,
          message: MISSPELT.test(line) ? MISSPELT_ANSWER : NOT_INDENTED,
        });
      } else reason.push(line);
    }
    answers.push({
      line: from + 1,
      markdown: text.trim(),
      right: mark !== " ",
      reason: partOf(dedented(reason), from + 2),
    });
    from = next;
  }
  return { question: partOf(lines.slice(0, end), 1), answers, problems };
}

const MISSPELT_ANSWER =
  'This looks like an answer and is none; begin it with "- [x] " where it is right and with "- [ ] " where it is not.';
const NOT_INDENTED =
  "This line belongs to no answer; indent it by two spaces where it is the reason of the answer above it, or move it above all answers.";

/** The lines without empty ones at their ends. */
function partOf(lines: readonly string[], line: number): QuizPart {
  const first = lines.findIndex((text) => text.trim() !== "");
  if (first < 0) return { line: 0, markdown: "" };
  const last = lines.findLastIndex((text) => text.trim() !== "");
  return { line: line + first, markdown: lines.slice(first, last + 1).join("\n") };
}

/** The lines without the indent that all of them have. */
function dedented(lines: readonly string[]): readonly string[] {
  const spaced = lines.map((line) =>
    line.replace(/^[ \t]*/, (white) => white.replaceAll("\t", "    ")),
  );
  const indents = spaced.flatMap((line) => (line.trim() === "" ? [] : [line.search(/\S/)]));
  // Not by spreading: the lines of a text from anywhere are no arguments of a call.
  const indent = indents.reduce((least, one) => Math.min(least, one), Infinity);
  return Number.isFinite(indent) ? spaced.map((line) => line.slice(indent)) : lines;
}
