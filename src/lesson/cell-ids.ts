/** Gives out ids for the headings and cells of one lesson, in the order of the file. */
export interface LessonIds {
  /** The id of a heading, unique among headings; cells after it are named by it. */
  heading(text: string): string;
  /** The id of the next cell that is no exercise: the heading's id and an ordinal below it. */
  cell(): string;
  /** The id of the next request; they count for themselves, so that one more renames no other cell. */
  request(): string;
  /** The id of the next quiz; they count for themselves, too. */
  quiz(): string;
}

/** What cells before any heading (but the lesson's title) are named by. */
const FIRST_SECTION = "start";

/**
 * Ids that stay the same when other parts of the lesson change: a cell is "<heading>-<ordinal>",
 * so that only cells under the same heading renumber. `exercises` are ids already taken.
 */
export function createLessonIds(exercises: Iterable<string>): LessonIds {
  const headings = createIds([FIRST_SECTION]);
  let section = FIRST_SECTION;
  let ordinal = 0;
  let requests = 0;
  let quizzes = 0;
  const { take } = createIds(exercises);
  return {
    heading(text) {
      section = headings.take(slugOf(text));
      ordinal = 0;
      requests = 0;
      quizzes = 0;
      return section;
    },
    cell: () => take(`${section}-${++ordinal}`),
    request: () => take(`${section}-request-${++requests}`),
    quiz: () => take(`${section}-quiz-${++quizzes}`),
  };
}

/**
 * "Your turn!" becomes "your-turn", by the rule of Git hosts, so that a link to "#your-turn" works
 * there and here; "section" where nothing is left.
 */
function slugOf(text: string): string {
  const slug = text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-")
    .slice(0, 80);
  return slug === "" ? "section" : slug;
}

/** A register of ids, in which each is there once. */
function createIds(taken: Iterable<string>): { take(wanted: string): string } {
  const ids = new Set(taken);
  /** The number last given to an id that was wanted again: counted from there, not from 1. */
  const numbers = new Map<string, number>();
  return {
    take(wanted) {
      let id = wanted;
      let number = numbers.get(wanted) ?? 0;
      while (ids.has(id)) id = `${wanted}-${++number}`;
      if (number > 0) numbers.set(wanted, number);
      ids.add(id);
      return id;
    },
  };
}
