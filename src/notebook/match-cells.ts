import { diffComm } from "node-diff3";
import type { StarterNote } from "../storage/schema.ts";
import { similarity } from "./similarity.ts";

/** A cell as an earlier version of the lesson had it. */
export interface FormerCell extends StarterNote {
  /** The lesson's text in that version or one before, where it is known. */
  readonly text: string | null;
  /** True where even the version before had it no more: its id may name another cell by now. */
  readonly isGone: boolean;
}

/** A cell as the lesson has it now. */
export interface PresentCell extends StarterNote {
  readonly text: string;
  /** True where the author gave the id by hand: it names the cell whatever happens to it. */
  readonly named: boolean;
}

/** From so much on, a text is another version of one. */
const ALIKE = 0.5;
/** Below that, a text is no version of the one that had its id. */
const UNLIKE = 0.3;

/** So many lines say what a cell is; fewer ("# Try it here") may stand in many places. */
const TELLING = 3;

/**
 * Finds the cells of an earlier version of a lesson in the present one: by the names that authors
 * give, by their texts (below the same heading first), by ids, and by texts that are alike. The
 * result has the present id of each cell that is still there. Pure.
 */
export function matchCells(
  former: readonly FormerCell[],
  present: readonly PresentCell[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const free = new Map(present.map((cell) => [cell.id, cell]));

  const take = (cell: FormerCell, target: PresentCell | undefined): void => {
    if (target === undefined) return;
    found.set(cell.id, target.id);
    free.delete(target.id);
  };
  const each = (choose: (cell: FormerCell) => PresentCell | undefined): void => {
    for (const cell of former) if (!found.has(cell.id)) take(cell, choose(cell));
  };
  /** The free cell that is most like the given one. */
  const closest = (cell: FormerCell): PresentCell | undefined => {
    let best: PresentCell | undefined;
    let likeness = 0;
    if (cell.text === null) return best;
    for (const target of free.values()) {
      const alike = similarity(cell.text, target.text);
      if (alike < ALIKE || alike <= likeness) continue;
      [best, likeness] = [target, alike];
    }
    return best;
  };

  const all = [...free.values()];
  each((cell) =>
    all.find((target) => target.named && free.has(target.id) && isNamed(cell, target)),
  );
  const inSection = inOrder(former, all, ({ id, hash }) => `${sectionOf(id)} ${hash}`);
  each((cell) => free.get(inSection.get(cell.id) ?? ""));
  each((cell) =>
    all.find(
      ({ id, hash, text }) =>
        hash === cell.hash && free.has(id) && (!free.has(cell.id) || isTelling(text)),
    ),
  );
  // A cell that came in above took the id; the one that had it is further down, a little changed.
  each((cell) => {
    const target = free.get(cell.id);
    if (target === undefined || cell.text === null || !isTelling(cell.text)) return undefined;
    return similarity(cell.text, target.text) < UNLIKE ? closest(cell) : undefined;
  });
  each((cell) => (cell.isGone && cell.text !== null ? undefined : free.get(cell.id)));
  each(closest);
  return found;
}

/** Exercises are named by their ids, files by their paths. */
function isNamed(cell: FormerCell, target: PresentCell): boolean {
  if (target.file !== undefined) return cell.file === target.file;
  return cell.id === target.id;
}

function isTelling(text: string): boolean {
  return text.split("\n").filter((line) => line.trim() !== "").length >= TELLING;
}

/** The heading's part of an id: "routes-2" is the second cell below "Routes". */
function sectionOf(id: string): string {
  return id.replace(/-\d+$/u, "");
}

/**
 * Pairs what has the same key in two lists, without changing the order: of two cells with the same
 * code the first stays the first. The result leads from the ids of one list to those of the other.
 */
function inOrder(
  one: readonly StarterNote[],
  other: readonly StarterNote[],
  keyOf: (cell: StarterNote) => string,
): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  let [first, second] = [0, 0];
  for (const { common, buffer1, buffer2 } of diffComm(one.map(keyOf), other.map(keyOf))) {
    if (common === undefined) {
      first += buffer1.length;
      second += buffer2.length;
      continue;
    }
    for (const _key of common) {
      const [from, to] = [one[first++], other[second++]];
      if (from !== undefined && to !== undefined) pairs.set(from.id, to.id);
    }
  }
  return pairs;
}
