/** Gives out ids for the headings and cells of one lesson, in the order of the file. */
export interface LessonIds {
  /** The id of a heading, unique among headings; cells after it are named by it. */
  heading(text: string): string;
  /** The id of the next cell that is no exercise: the heading's id and an ordinal below it. */
  cell(): string;
  /** The id of the next request; they count for themselves, so that one more renames no other cell. */
  request(): string;
}

/** What cells before any heading (but the lesson's title) are named by. */
const FIRST_SECTION = "start";

/**
 * Ids that stay the same when other parts of the lesson change: a cell is "<heading>-<ordinal>",
 * so that only cells under the same heading renumber. `exercises` are ids already taken.
 */
export function createLessonIds(exercises: Iterable<string>): LessonIds {
  const taken = new Set(exercises);
  const headings = new Set<string>([FIRST_SECTION]);
  let section = FIRST_SECTION;
  let ordinal = 0;
  let requests = 0;
  const take = (wanted: string): string => {
    const id = free(wanted, taken);
    taken.add(id);
    return id;
  };
  return {
    heading(text) {
      section = free(slugOf(text), headings);
      headings.add(section);
      ordinal = 0;
      requests = 0;
      return section;
    },
    cell: () => take(`${section}-${++ordinal}`),
    request: () => take(`${section}-request-${++requests}`),
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

function free(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted;
  for (let number = 1; taken.has(id); number++) id = `${wanted}-${number}`;
  return id;
}
