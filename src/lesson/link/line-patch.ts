import { diffIndices } from "node-diff3";
import { contextOf } from "./patch-context.ts";
import { verbatimLines } from "./verbatim-lines.ts";

/** A change of lines that follow each other. */
export interface Hunk {
  /** The first line that goes, or before which new ones come, from 0. */
  readonly at: number;
  /** Lines that go. */
  readonly removed: number;
  /** Fingerprints of the lines around and of those that go (patch-context.ts). */
  readonly context: string;
  /** What comes, with the ends of its lines. */
  readonly added: string;
}

/** Changes of a text, in the order of its lines; none of them overlap. */
export type LinePatch = readonly Hunk[];

/** Lines between two changes that are rather written twice than made two changes. */
const JOINED = 1;

/** What makes `text` of `base`. */
export function makePatch(base: string, text: string): LinePatch {
  const [from, to] = [verbatimLines(base), verbatimLines(text)];
  const hunks: Hunk[] = [];
  for (const { start, end, newStart, newEnd } of changedRanges(from, to)) {
    const added = to.slice(newStart, newEnd).join("");
    const context = contextOf(from, start, end);
    hunks.push({ at: start, removed: end - start, context, added });
  }
  return hunks;
}

/** The text that the patch makes of the very base it was made for; null where it cannot be that. */
export function applyPatch(base: string, patch: LinePatch): string | null {
  const lines = verbatimLines(base);
  let text = "";
  let next = 0;
  for (const { at, removed, added } of patch) {
    if (at < next || at + removed > lines.length) return null;
    text += lines.slice(next, at).join("") + added;
    next = at + removed;
  }
  return text + lines.slice(next).join("");
}

/** Lines `start` to `end` of one text that became lines `newStart` to `newEnd` of another. */
interface ChangedRange {
  readonly start: number;
  end: number;
  readonly newStart: number;
  newEnd: number;
}

function changedRanges(from: readonly string[], to: readonly string[]): readonly ChangedRange[] {
  const head = sameLines(from, to, Math.min(from.length, to.length));
  const most = Math.min(from.length, to.length) - head;
  const tail = sameLines(from.toReversed(), to.toReversed(), most);
  const ranges: ChangedRange[] = [];
  for (const { buffer1, buffer2 } of diffIndices(
    from.slice(head, from.length - tail),
    to.slice(head, to.length - tail),
  )) {
    const start = buffer1[0] + head;
    const newStart = buffer2[0] + head;
    const last = ranges.at(-1);
    if (last !== undefined && start - last.end <= JOINED) {
      last.end = start + buffer1[1];
      last.newEnd = newStart + buffer2[1];
    } else {
      ranges.push({ start, end: start + buffer1[1], newStart, newEnd: newStart + buffer2[1] });
    }
  }
  return ranges;
}

/** How many lines two texts begin with in common, `most` of them at most. */
function sameLines(one: readonly string[], other: readonly string[], most: number): number {
  let count = 0;
  while (count < most && one[count] === other[count]) count++;
  return count;
}
