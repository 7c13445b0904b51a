import { lessonQuizzes, type QuizBlock, takesSeveral } from "../lesson/lesson-quizzes.ts";
import { hashSource } from "../shared/hash.ts";
import type { Lesson, LessonBlock } from "../shared/lesson.ts";
import type { CellSpec } from "./live-cell.ts";
import type { NotebookItem } from "./model.ts";
import type { QuizSpec } from "./quiz.ts";

/** An item that is the same before its notebook is open, and after. */
export type FixedItem = Exclude<NotebookItem, { readonly kind: "cell" | "quiz" }>;

/** A lesson's part before its cells and quizzes are alive. */
export type LessonItem =
  | { readonly kind: "cell"; readonly key: string; readonly spec: CellSpec }
  | {
      readonly kind: "quiz";
      readonly key: string;
      readonly spec: QuizSpec;
      /** The key that its answers are stored by. */
      readonly stored: string;
    }
  | FixedItem;

/**
 * The lesson's parts in order. A cell's key is its id; what is no cell is keyed by its content, so
 * that a cell which the learner put after it stays there when the lesson grows elsewhere.
 */
export function lessonItems(lesson: Lesson): readonly LessonItem[] {
  const seen = new Map<string, number>();
  const stored = new Map(lessonQuizzes(lesson).map(({ key, block }) => [block, key]));
  return lesson.blocks.map((block) => {
    const item = block.kind === "quiz" ? quizItem(block, stored) : itemOf(block);
    if (item.kind === "cell") return item;
    const times = (seen.get(item.key) ?? 0) + 1;
    seen.set(item.key, times);
    return times === 1 ? item : { ...item, key: `${item.key}:${times}` };
  });
}

function quizItem(block: QuizBlock, stored: ReadonlyMap<QuizBlock, string>): LessonItem {
  const { quiz: id, text, question, answers } = block;
  const spec = { id, question, answers, several: takesSeveral(block) };
  return { kind: "quiz", key: `quiz:${text}`, spec, stored: stored.get(block) ?? text };
}

function itemOf(block: Exclude<LessonBlock, QuizBlock>): LessonItem {
  switch (block.kind) {
    case "prose":
      return { kind: "prose", key: `prose:${hashSource(block.markdown)}`, html: block.html };
    case "fence": {
      const { language, source } = block;
      return { kind: "fence", key: `fence:${hashSource(source)}`, language, source };
    }
    case "problem": {
      const { line, message } = block;
      return { kind: "problem", key: `problem:${hashSource(message)}`, line, message };
    }
    case "python":
    case "setup":
    case "file":
    case "exercise":
    case "http":
      return { kind: "cell", key: block.id, spec: specOf(block) };
  }
}

type CellBlock = Extract<LessonBlock, { readonly id: string }>;

/** The cell a lesson's block stands for. */
function specOf(block: CellBlock): CellSpec {
  const exercise =
    block.kind === "exercise"
      ? {
          id: block.id,
          check: block.check?.source ?? null,
          solution: block.solution?.source ?? null,
          hints: block.hints,
        }
      : null;
  return {
    id: block.id,
    kind: block.kind,
    own: false,
    starter: block.source,
    file: block.kind === "file" ? block.file : null,
    locked: "locked" in block && block.locked === true,
    language: languageOf(block),
    exercise,
    client: block.kind === "http" ? block.client : null,
    raises: ("raises" in block ? block.raises : null) ?? null,
  };
}

function languageOf(block: CellBlock): string {
  if (block.kind === "file") return block.language;
  return block.kind === "http" ? "http" : "python";
}
