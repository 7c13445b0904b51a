import type { Hunk, LinePatch } from "./line-patch.ts";

/** Changes in one link; more of them are no difference any more. */
const MOST_HUNKS = 5_000;

/**
 * A patch out of JSON of unknown shape: `[[at, removed, context, added], …]`, in the order of the
 * lines and without overlaps; null for anything else. Total.
 */
export function readPatch(value: unknown): LinePatch | null {
  if (!Array.isArray(value) || value.length > MOST_HUNKS) return null;
  const patch: Hunk[] = [];
  let free = 0;
  for (const entry of value as readonly unknown[]) {
    const hunk = readHunk(entry);
    if (hunk === null || hunk.at < free) return null;
    free = hunk.at + hunk.removed;
    patch.push(hunk);
  }
  return patch;
}

function readHunk(value: unknown): Hunk | null {
  if (!Array.isArray(value)) return null;
  const [at, removed, context, added] = value as readonly unknown[];
  if (!isCount(at) || !isCount(removed)) return null;
  if (typeof context !== "string" || typeof added !== "string") return null;
  return { at, removed, context, added };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
