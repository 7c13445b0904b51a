import type { Lesson, LessonBlock } from "../shared/lesson.ts";

/** A quiz as a lesson has it. */
export type QuizBlock = Extract<LessonBlock, { readonly kind: "quiz" }>;

/** A quiz with the key that its answers are stored by. */
export interface KeyedQuiz {
  readonly key: string;
  readonly block: QuizBlock;
}

/**
 * The lesson's quizzes in order. A key is the hash of question and answers, with a number where the
 * same is asked again: so answers are found where the quiz was moved, and none are where it asks
 * something else.
 */
export function lessonQuizzes({ blocks }: Pick<Lesson, "blocks">): readonly KeyedQuiz[] {
  const seen = new Map<string, number>();
  return blocks.flatMap((block): readonly KeyedQuiz[] => {
    if (block.kind !== "quiz") return [];
    const times = (seen.get(block.text) ?? 0) + 1;
    seen.set(block.text, times);
    return [{ key: times === 1 ? block.text : `${block.text}:${times}`, block }];
  });
}

/** True where these are exactly the right answers. Answers are counted from 0. */
export function isRight(
  { answers }: Pick<QuizBlock, "answers">,
  chosen: readonly number[],
): boolean {
  return answers.every(({ right }, index) => right === chosen.includes(index));
}

/** True where several answers can be marked at once. */
export function takesSeveral({ answers }: Pick<QuizBlock, "answers">): boolean {
  return answers.filter(({ right }) => right).length > 1;
}
