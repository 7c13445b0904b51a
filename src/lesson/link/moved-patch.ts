import type { LinePatch } from "./line-patch.ts";
import {
  blockCode,
  CONTEXT_LINES,
  type HunkContext,
  lineCode,
  readContext,
} from "./patch-context.ts";
import { verbatimLines } from "./verbatim-lines.ts";

const BLANK = lineCode("");

/**
 * The text that a patch makes of a base that has changed since the patch was made: each change goes
 * where the lines that it replaces, and those around it, are now. Null where one of them finds no
 * place, or several that are equally good.
 */
export function applyByContext(base: string, patch: LinePatch): string | null {
  const lines = verbatimLines(base);
  const codes = lines.map(lineCode);
  let text = "";
  let next = 0;
  let shift = 0;
  for (const { at, removed, context, added } of patch) {
    const wanted = readContext(context);
    if (wanted === null) return null;
    const place = findPlace({ lines, codes, from: next, near: at + shift, removed, wanted });
    if (place === null) return null;
    text += lines.slice(next, place).join("") + added;
    next = place + removed;
    shift = place - at;
  }
  return text + lines.slice(next).join("");
}

interface Search {
  readonly lines: readonly string[];
  readonly codes: readonly string[];
  /** Lines before this one are taken. */
  readonly from: number;
  /** Where it would be if nothing but earlier lines had changed. */
  readonly near: number;
  readonly removed: number;
  readonly wanted: HunkContext;
}

/** With all lines around it the nearest place will do; with fewer of them it must be the only one. */
function findPlace(search: Search): number | null {
  const places = placesOf(search);
  for (let around = CONTEXT_LINES; around > 0; around--) {
    const fitting = places.filter((place) => fits(search, place, around));
    if (fitting.length === 1) return fitting[0] ?? null;
    if (around === CONTEXT_LINES && fitting.length > 1) return nearest(fitting, search.near);
  }
  return null;
}

/** Where the lines that go are. */
function placesOf({ lines, from, removed, wanted }: Search): readonly number[] {
  const places: number[] = [];
  for (let place = from; place + removed <= lines.length; place++) {
    if (blockCode(lines.slice(place, place + removed)) === wanted.removed) places.push(place);
  }
  return places;
}

/** True where `around` lines before and after a place are the right ones. */
function fits({ codes, removed, wanted }: Search, place: number, around: number): boolean {
  const before = wanted.before.slice(-around);
  const after = wanted.after.slice(0, around);
  const end = place + removed;
  if (removed === 0) {
    // Nothing around it: it stood at the very beginning or end of the text.
    if (before.length === 0 && place !== 0) return false;
    if (after.length === 0 && end !== codes.length) return false;
    // Empty lines alone tell nothing.
    if ([...before, ...after].every((code) => code === BLANK)) return false;
  }
  return (
    before.every((code, index) => codes[place - before.length + index] === code) &&
    after.every((code, index) => codes[end + index] === code)
  );
}

/** Null where two are equally near. */
function nearest(places: readonly number[], near: number): number | null {
  const [first, second] = places.toSorted(
    (one, other) => Math.abs(one - near) - Math.abs(other - near),
  );
  if (first === undefined) return null;
  return second !== undefined && Math.abs(second - near) === Math.abs(first - near) ? null : first;
}
