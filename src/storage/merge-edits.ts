import { same } from "./same.ts";
import type { CellRecord, NotebookRecord, StarterNote, StoredEdit } from "./schema.ts";

/** The three sides of a merge, of a cell. */
export interface CellSides {
  readonly base: CellRecord;
  readonly mine: CellRecord;
  readonly theirs: CellRecord;
}

type Texts = Pick<CellRecord, "edit" | "rival" | "kept">;

/**
 * The texts of a cell that two tabs changed. Where both changed its text, mine stays and theirs is
 * kept as `rival`. A tab of an earlier build (`isOld`) knows of no kept texts, and removes none.
 */
export function mergeEdits({ base, mine, theirs }: CellSides, isOld: boolean): Texts {
  const [before, here, there] = withFrom([base.edit, mine.edit, theirs.edit]);
  const edit = pick(before, here, there);
  const bothChanged = !same(before, here) && !same(before, there);
  const isRival = bothChanged && here?.source !== there?.source;
  const rival = (isRival ? there : undefined) ?? pick(base.rival, mine.rival, theirs.rival);
  const kept = mergeKept(isOld ? [] : base.kept, mine.kept, theirs.kept);
  return {
    ...(edit && { edit }),
    ...(rival && rival.source !== edit?.source && { rival }),
    ...(kept && kept.length > 0 && { kept }),
  };
}

/** The kept texts of two records without a common base: all of them. */
export function joinKept(here: CellRecord, file: CellRecord): Pick<CellRecord, "kept"> {
  const kept = mergeKept([], here.kept, file.kept);
  return kept.length === 0 ? {} : { kept };
}

/**
 * The lesson's cells as two records that become one know them; undefined where the two are of
 * different versions: then the texts themselves tell which cells they belong to.
 */
export function sharedStarters(
  mine: NotebookRecord,
  theirs: NotebookRecord,
): readonly StarterNote[] | undefined {
  const isEmpty = ({ cells }: NotebookRecord) => Object.keys(cells).length === 0;
  if (theirs.starters === undefined || isEmpty(theirs)) return mine.starters ?? theirs.starters;
  if (mine.starters === undefined || isEmpty(mine)) return theirs.starters;
  return same(mine.starters, theirs.starters) ? mine.starters : undefined;
}

type Edits = readonly (StoredEdit | undefined)[];

/** The same edits; where one of them lacks the text it was made from, another of that base lends it. */
function withFrom(edits: Edits): Edits {
  return edits.map((edit) => {
    if (edit === undefined || edit.from !== undefined) return edit;
    const from = edits.find((other) => other?.base === edit.base && other.from !== undefined)?.from;
    return from === undefined ? edit : { ...edit, from };
  });
}

/** Texts of both sides; what either side removed is gone. */
function mergeKept(
  base: readonly StoredEdit[] = [],
  mine: readonly StoredEdit[] = [],
  theirs: readonly StoredEdit[] = [],
): readonly StoredEdit[] {
  const has = (edits: readonly StoredEdit[], { source }: StoredEdit) =>
    edits.some((other) => other.source === source);
  const added = theirs.filter((edit) => !has(base, edit) && !has(mine, edit));
  return [...added, ...mine.filter((edit) => !has(base, edit) || has(theirs, edit))];
}

function pick<Type>(base: Type, mine: Type, theirs: Type): Type {
  return same(base, mine) ? theirs : mine;
}
