import { isRight, lessonQuizzes, type QuizBlock } from "../lesson/lesson-quizzes.ts";
import type { Lesson } from "../shared/lesson.ts";
import type { LearnerRecord } from "./learner-record.ts";
import { RESULT_CAPS, type ResultFile, type ResultQuiz } from "./result-file.ts";

/** What a learner answered, as the quizzes of a lesson's file have it. */
export function answeredQuizzes(
  lesson: Lesson,
  { quizzes = {} }: Pick<LearnerRecord, "quizzes">,
): readonly ResultQuiz[] {
  return lessonQuizzes(lesson)
    .slice(0, RESULT_CAPS.list)
    .map(({ key, block }): ResultQuiz => {
      const stored = Object.hasOwn(quizzes, key) ? quizzes[key] : undefined;
      const checked = stored?.checked ?? [];
      return {
        id: block.quiz.slice(0, RESULT_CAPS.id),
        text: block.text,
        chosen: checked.flatMap((index) => answerText(block, index) ?? []),
        right: checked.length > 0 && isRight(block, checked),
        tries: Math.min(Math.trunc(stored?.tries ?? 0), RESULT_CAPS.count),
      };
    });
}

/** How a quiz came out, by the lesson of this site. */
export interface QuizOutcome {
  readonly block: QuizBlock;
  /** The last answer that was checked; `right` is null for one that the lesson does not have. */
  readonly chosen: readonly { readonly text: string; readonly right: boolean | null }[];
  /** "asked otherwise" where the file's answers are to another question. */
  readonly kind: "right" | "wrong" | "not answered" | "asked otherwise";
  /** What the file says of it; null where it says nothing. */
  readonly claim: ResultQuiz | null;
}

/**
 * What the answers in a file are worth, looked up in the lesson; what the file says of right and
 * wrong does not count. A quiz is found by its text, and among those of one text by its place.
 */
export function quizOutcomes(
  lesson: Lesson,
  { quizzes }: Pick<ResultFile, "quizzes">,
): readonly QuizOutcome[] {
  const taken = new Set<ResultQuiz>();
  const take = (fits: (quiz: ResultQuiz) => boolean): ResultQuiz | null => {
    const found = quizzes.find((quiz) => !taken.has(quiz) && fits(quiz));
    if (found !== undefined) taken.add(found);
    return found ?? null;
  };
  const blocks = lessonQuizzes(lesson).map(({ block }) => block);
  const byText = blocks.map((block) => take(({ text }) => text === block.text));
  return blocks.map((block, index) => {
    const claim = byText[index] ?? take(({ id }) => id === block.quiz);
    return outcomeOf(block, claim);
  });
}

function outcomeOf(block: QuizBlock, claim: ResultQuiz | null): QuizOutcome {
  const texts = block.answers.map((_answer, index) => answerText(block, index));
  const chosen = (claim?.chosen ?? []).map((text) => {
    const index = texts.indexOf(text);
    return { text, index, right: block.answers[index]?.right ?? null };
  });
  const base = { block, chosen: chosen.map(({ text, right }) => ({ text, right })), claim };
  if (claim === null || chosen.length === 0) return { ...base, kind: "not answered" };
  if (claim.text !== block.text) return { ...base, kind: "asked otherwise" };
  const indexes = chosen.map(({ index }) => index);
  return { ...base, kind: !indexes.includes(-1) && isRight(block, indexes) ? "right" : "wrong" };
}

/** An answer as a file names it. */
function answerText({ answers }: QuizBlock, index: number): string | undefined {
  return answers[index]?.markdown.slice(0, RESULT_CAPS.id);
}
