import type { NotebookRecord, StoredQuiz } from "../storage/schema.ts";
import { same } from "../storage/same.ts";
import type { LiveItem } from "./cell-list.ts";
import type { LiveQuiz } from "./live-quiz.ts";

type Stored = Readonly<Record<string, StoredQuiz>>;

/** What was answered in the quizzes of a notebook. */
export interface NotebookQuizzes {
  /** As it is stored. */
  records(): Stored;
  /** Brings the quizzes to a stored state; those that are the same in it are left alone. */
  apply(record: NotebookRecord): void;
}

/** The quizzes among a notebook's items; what was answered in others is kept as it came. */
export function createNotebookQuizzes(items: readonly LiveItem[]): NotebookQuizzes {
  const quizzes = new Map<string, LiveQuiz>();
  for (const item of items) if (item.kind === "quiz") quizzes.set(item.stored, item.quiz);
  /** The lesson may get them back. */
  let others: Stored = {};
  return {
    records() {
      const known = [...quizzes].flatMap(([key, quiz]): [string, StoredQuiz][] => {
        const record = quiz.record();
        return record === null ? [] : [[key, record]];
      });
      return { ...others, ...Object.fromEntries(known) };
    },
    apply({ quizzes: stored = {} }) {
      const entries = Object.entries(stored);
      others = Object.fromEntries(entries.filter(([key]) => !quizzes.has(key)));
      for (const [key, quiz] of quizzes) {
        const record = Object.hasOwn(stored, key) ? stored[key] : undefined;
        if (!same(quiz.record() ?? undefined, record)) quiz.apply(record);
      }
    },
  };
}

/** True where there is a quiz among the items. */
export function hasQuizzes(items: readonly LiveItem[]): boolean {
  return items.some(({ kind }) => kind === "quiz");
}
