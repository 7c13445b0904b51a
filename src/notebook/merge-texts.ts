import { diff3Merge, diffComm } from "node-diff3";
import { endOf, joinLines, linesOf } from "./body-lines.ts";

/** A part of two texts that are put together: what both agree on, or what each has in that place. */
export type MergeChunk =
  | { readonly kind: "agreed"; readonly lines: readonly string[] }
  | {
      readonly kind: "conflict";
      readonly mine: readonly string[];
      readonly base: readonly string[];
      readonly theirs: readonly string[];
    };

/** Two texts put together. */
export interface Merge {
  /** In order. Without conflicts there is one at most. */
  readonly chunks: readonly MergeChunk[];
  /** Line ends after the last line of text. */
  readonly end: string;
  /** The merged text; null where there are conflicts. */
  readonly text: string | null;
}

type Lines = readonly string[];

/** Above so many lines a text is one piece: comparing would take too long. */
const TOO_MANY = 5000;

/**
 * Merges two texts that were made from `base`, line by line: what only one side changed is taken
 * from that side. Lines that both changed, each otherwise, are a conflict. Pure and symmetric.
 */
export function mergeTexts(base: string, mine: string, theirs: string): Merge {
  const [o, a, b] = [linesOf(base), linesOf(mine), linesOf(theirs)];
  const end = mergeEnds(endOf(base), endOf(mine), endOf(theirs));
  if (mine === theirs || theirs === base) return whole(a, end);
  if (mine === base) return whole(b, end);
  if (Math.max(o.length, a.length, b.length) > TOO_MANY) return result(conflictOf(a, o, b), end);
  const chunks = diff3Merge<string>([...a], [...o], [...b]).flatMap(({ ok, conflict }) => {
    if (conflict !== undefined) return conflictOf(conflict.a, conflict.o, conflict.b);
    return ok === undefined ? [] : agreed(ok);
  });
  return result(chunks, end);
}

/** Puts two texts of unknown origin beside each other: every difference is a conflict. */
export function compareTexts(mine: string, theirs: string): Merge {
  const [a, b] = [linesOf(mine), linesOf(theirs)];
  const end = mergeEnds("", endOf(mine), endOf(theirs));
  if (Math.max(a.length, b.length) > TOO_MANY) return result(conflictOf(a, [], b, false), end);
  const chunks = diffComm([...a], [...b]).flatMap(({ common, buffer1, buffer2 }) =>
    common === undefined ? conflictOf(buffer1, [], buffer2, false) : agreed(common),
  );
  return result(chunks, end);
}

function whole(lines: Lines, end: string): Merge {
  return result(agreed(lines), end);
}

function result(chunks: readonly MergeChunk[], end: string): Merge {
  const joined = chunks.reduce(append, []);
  const clean = joined.every(({ kind }) => kind === "agreed");
  const lines = joined.flatMap((chunk) => (chunk.kind === "agreed" ? chunk.lines : []));
  return { chunks: joined, end, text: clean ? joinLines(lines, end) : null };
}

/** Agreed parts that follow each other are one. */
function append(chunks: readonly MergeChunk[], next: MergeChunk): readonly MergeChunk[] {
  const last = chunks.at(-1);
  if (last?.kind !== "agreed" || next.kind !== "agreed") return [...chunks, next];
  const lines = [...last.lines, ...next.lines];
  return [...chunks.slice(0, -1), { kind: "agreed", lines }];
}

function agreed(lines: Lines): readonly MergeChunk[] {
  return lines.length === 0 ? [] : [{ kind: "agreed", lines }];
}

/**
 * A conflict without the lines at its ends that both sides have. Where nothing stood before and one
 * side wrote no more than the other's beginning or end, none is left; `mayEnd` forbids that.
 */
function conflictOf(mine: Lines, base: Lines, theirs: Lines, mayEnd = true): readonly MergeChunk[] {
  const shorter = Math.min(mine.length, theirs.length);
  let head = 0;
  while (head < shorter && mine[head] === theirs[head]) head++;
  let tail = 0;
  while (tail < shorter - head && mine.at(-1 - tail) === theirs.at(-1 - tail)) tail++;
  const [a, b] = [inner(mine, head, tail), inner(theirs, head, tail)];
  const isOneSided = mayEnd && base.length === 0 && (a.length === 0 || b.length === 0);
  const middle: readonly MergeChunk[] = isOneSided
    ? agreed([...a, ...b])
    : [{ kind: "conflict", mine: a, base, theirs: b }];
  return [...agreed(mine.slice(0, head)), ...middle, ...agreed(mine.slice(mine.length - tail))];
}

function inner(lines: Lines, head: number, tail: number): Lines {
  return lines.slice(head, lines.length - tail);
}

/** How the merged text ends: editors and authors differ in it, and it is worth no question. */
function mergeEnds(base: string, mine: string, theirs: string): string {
  if (mine === base) return theirs;
  if (theirs === base) return mine;
  return mine.length > theirs.length ? mine : theirs;
}
