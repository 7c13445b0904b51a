import { same } from "./same.ts";
import type { StoredFile } from "./schema.ts";

/**
 * Joins the files of two tabs that grew from one `base`, path by path: what only one side changed
 * or removed is taken from that side; where both changed a file, the newer text wins, and a change
 * wins over a removal. Pure.
 */
export function mergeFiles(
  base: readonly StoredFile[],
  mine: readonly StoredFile[],
  theirs: readonly StoredFile[],
): readonly StoredFile[] {
  const sides = { base: table(base), mine: table(mine), theirs: table(theirs) };
  const merged = new Map<string, StoredFile>();
  for (const path of new Set([...sides.mine.keys(), ...sides.theirs.keys()])) {
    const [before, here, there] = [
      sides.base.get(path),
      sides.mine.get(path),
      sides.theirs.get(path),
    ];
    const file = same(before, here) ? there : same(before, there) ? here : newer(here, there);
    if (file !== undefined) merged.set(path, file);
  }
  return byPath(merged);
}

/** Joins files without a common base: nothing is lost, and of two with one path the newer is taken. */
export function joinFiles(
  here: readonly StoredFile[],
  file: readonly StoredFile[],
): readonly StoredFile[] {
  return mergeFiles([], here, file);
}

/** Files in the order of their paths. */
export function byPath(files: ReadonlyMap<string, StoredFile>): readonly StoredFile[] {
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function table(files: readonly StoredFile[]): ReadonlyMap<string, StoredFile> {
  return new Map(files.map((file) => [file.path, file]));
}

function newer(one: StoredFile | undefined, other: StoredFile | undefined): StoredFile | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.at > one.at ? other : one;
}
