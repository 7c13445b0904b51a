import { hashSource, type SourceHash } from "../shared/hash.ts";
import type { LessonBlock, LessonProblem, Prose, QuizAnswer } from "../shared/lesson.ts";
import { readBlocks } from "./markdown-blocks.ts";
import { type Env, markdown } from "./markdown.ts";
import { proseProblems } from "./prose-problems.ts";
import { type QuizPart, readQuizLines, type WrittenQuiz } from "./quiz-lines.ts";
import { renderProse } from "./render-markdown.ts";

/** What a quiz's fence says of it. */
export type QuizText = Pick<
  Extract<LessonBlock, { readonly kind: "quiz" }>,
  "text" | "question" | "answers"
>;

/** More than anybody chooses from. */
const MOST_ANSWERS = 20;

/**
 * Reads what stands in a quiz's fence. Total; null where there is nothing to choose from, or no
 * answer is right. Lines of problems count from 1 within the fence.
 */
export function readQuiz(source: string): {
  readonly quiz: QuizText | null;
  readonly problems: readonly LessonProblem[];
} {
  const written = readQuizLines(source);
  const { question, answers } = written;
  const told = [...written.problems, ...problemsOf(written)];
  const usable =
    answers.length > 1 && answers.length <= MOST_ANSWERS && answers.some(({ right }) => right);
  if (!usable) return { quiz: null, problems: told.toSorted(byLine) };
  const asked = proseOf(question);
  const read = answers.map((answer) => ({ ...answer, reason: proseOf(answer.reason) }));
  const quiz: QuizText = {
    text: hashOf(written),
    question: asked.prose,
    answers: read.map(({ markdown: text, right, reason }): QuizAnswer => ({
      markdown: text,
      html: markdown.renderInline(text, {}),
      right,
      reason: reason.prose,
    })),
  };
  const inside = [asked, ...read.map(({ reason }) => reason)].flatMap(({ problems }) => problems);
  return { quiz, problems: [...told, ...inside].toSorted(byLine) };
}

function problemsOf({ question, answers }: WrittenQuiz): readonly LessonProblem[] {
  const problems: LessonProblem[] = [];
  const add = (line: number, message: string): number => problems.push({ line, message });
  const first = answers[0]?.line ?? 1;
  if (question.markdown === "") {
    add(first, "This quiz has no question; write it above the answers.");
  }
  if (answers.length < 2) {
    const found = answers.length === 0 ? "no answers" : "one answer only";
    add(
      first,
      `This quiz has ${found}; write at least two, each on a line that begins with "- [x] " where it is right and with "- [ ] " where it is not.`,
    );
  } else if (answers.length > MOST_ANSWERS) {
    add(
      first,
      `This quiz has ${answers.length} answers, and ${MOST_ANSWERS} can be shown; leave some out, or make two quizzes of it.`,
    );
  } else if (!answers.some(({ right }) => right)) {
    add(first, 'No answer of this quiz is right; begin the right ones with "- [x] ".');
  }
  const lines = new Map<string, number>();
  for (const { line, markdown: text, reason } of answers.slice(0, MOST_ANSWERS)) {
    const earlier = lines.get(text);
    if (text === "") add(line, 'This answer is empty; write it after "[ ]" or "[x]".');
    else if (earlier !== undefined) {
      add(line, `This answer is in the quiz already; write another one.`);
    } else lines.set(text, line);
    if (reason.markdown === "") {
      add(
        line,
        "This answer has no reason; write below it, indented by two spaces, why it is right or wrong.",
      );
    }
  }
  return problems;
}

function proseOf({ markdown: text, line }: QuizPart): {
  readonly prose: Prose;
  readonly problems: readonly LessonProblem[];
} {
  const lines = text.split("\n");
  const env: Env = {};
  const blocks = readBlocks(lines, 0, env);
  const problems = blocks.flatMap(proseProblems).map((problem) => ({
    line: problem.line + line - 1,
    message: problem.message,
  }));
  return { prose: { markdown: text, html: renderProse(blocks, lines, env) }, problems };
}

/** Marks and reasons do not count: an author who corrects them asks the same as before. */
function hashOf({ question, answers }: WrittenQuiz): SourceHash {
  return hashSource(JSON.stringify([question.markdown, answers.map((answer) => answer.markdown)]));
}

function byLine(one: LessonProblem, other: LessonProblem): number {
  return one.line - other.line;
}
