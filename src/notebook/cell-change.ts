import { sameBody } from "./body-lines.ts";
import { markedText } from "./marked-text.ts";
import { compareTexts, type MergeChunk, mergeTexts } from "./merge-texts.ts";

/** A lesson and its learner both changed a cell, and the learner has not chosen yet. */
export interface CellChange {
  /**
   * "merges": the two changes fit together. "conflicts": both changed the same lines. "unknown":
   * nobody knows the text that the edit was made from, as with edits of early builds.
   */
  readonly kind: "merges" | "conflicts" | "unknown";
  /** The lesson's text that the edit was made from; null for kind "unknown". */
  readonly base: string | null;
  readonly mine: string;
  /** The lesson's text as it is now. */
  readonly theirs: string;
  /** What `takeMerge` makes of the cell: both sides of a conflict stand in it between comments. */
  readonly merged: string;
  /** The merged text in parts, for a view that draws its conflicts. */
  readonly chunks: readonly MergeChunk[];
  /** Line ends after the last line of the merged text. */
  readonly end: string;
}

/** How a learner's text of a cell and the lesson's stand to each other. */
export type VersionState =
  /** Nobody changed anything. */
  | { readonly kind: "unchanged" }
  /** Only the lesson changed: its new text is shown without a question. */
  | { readonly kind: "lesson" }
  /** Only the learner changed it. */
  | { readonly kind: "mine" }
  /** Both have the same text now, or mine has all that is new in the lesson. */
  | { readonly kind: "same" }
  | CellChange;

/**
 * Compares the three texts of a cell; `base` is null where it is not known. Line ends at a text's
 * end do not count. Pure.
 */
export function versionState(
  base: string | null,
  mine: string,
  theirs: string,
  language: string,
): VersionState {
  if (base !== null && sameBody(theirs, base)) {
    return { kind: sameBody(mine, base) ? "unchanged" : "mine" };
  }
  if (sameBody(mine, theirs)) return { kind: "same" };
  if (base !== null && sameBody(mine, base)) return { kind: "lesson" };
  const merge = base === null ? compareTexts(mine, theirs) : mergeTexts(base, mine, theirs);
  if (merge.text !== null && sameBody(merge.text, mine)) return { kind: "same" };
  const kind = base === null ? "unknown" : merge.text === null ? "conflicts" : "merges";
  const merged = merge.text ?? markedText(merge, language);
  return { kind, base, mine, theirs, merged, chunks: merge.chunks, end: merge.end };
}

/** Lines that a learner and the lesson both changed, each otherwise. */
export type Conflict = Extract<MergeChunk, { readonly kind: "conflict" }>;

/** The passages that the learner may choose in, in order. */
export function conflictsOf({ chunks }: CellChange): readonly Conflict[] {
  return chunks.filter((chunk) => chunk.kind === "conflict");
}

/** The state where it is one that the learner has to choose in; null in all others. */
export function changeOf(state: VersionState): CellChange | null {
  return "chunks" in state ? state : null;
}
