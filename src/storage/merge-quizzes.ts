import { same } from "./same.ts";
import type { NotebookRecord, StoredQuiz } from "./schema.ts";

type Answered = Pick<NotebookRecord, "quizzes">;
type Quizzes = Readonly<Record<string, StoredQuiz>>;

/**
 * Joins what was answered in two tabs that grew from one `base`, quiz by quiz: what only one side
 * changed is taken from that side, else the later answer and the greater number of tries. A record
 * without quizzes is an earlier build's, which knows of none and removes none.
 */
export function mergeQuizzes(base: Answered, mine: Answered, theirs: Answered): Answered {
  if (mine.quizzes === undefined || theirs.quizzes === undefined) return oneOf(mine, theirs);
  const sides = { base: base.quizzes ?? {}, mine: mine.quizzes, theirs: theirs.quizzes };
  return merged(sides.mine, sides.theirs, (key) => {
    const [before, here, there] = [sides.base, sides.mine, sides.theirs].map((quizzes) =>
      Object.hasOwn(quizzes, key) ? quizzes[key] : undefined,
    );
    if (same(before, here)) return there;
    return same(before, there) ? here : joined(here, there);
  });
}

/** Joins answers without a common base: nothing is lost. */
export function joinQuizzes(here: Answered, file: Answered): Answered {
  const [one, other] = [here.quizzes, file.quizzes];
  if (one === undefined || other === undefined) return oneOf(here, file);
  return merged(one, other, (key) =>
    joined(
      Object.hasOwn(one, key) ? one[key] : undefined,
      Object.hasOwn(other, key) ? other[key] : undefined,
    ),
  );
}

function oneOf({ quizzes: mine }: Answered, { quizzes: theirs }: Answered): Answered {
  const quizzes = mine ?? theirs;
  return quizzes === undefined ? {} : { quizzes };
}

function merged(
  mine: Quizzes,
  theirs: Quizzes,
  merge: (key: string) => StoredQuiz | undefined,
): Answered {
  const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  const quizzes = [...keys].flatMap((key): [string, StoredQuiz][] => {
    const quiz = merge(key);
    return quiz === undefined ? [] : [[key, quiz]];
  });
  return { quizzes: Object.fromEntries(quizzes) };
}

function joined(
  one: StoredQuiz | undefined,
  other: StoredQuiz | undefined,
): StoredQuiz | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const later = other.at > one.at ? other : one;
  return { ...later, tries: Math.max(one.tries, other.tries) };
}
