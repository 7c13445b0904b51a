import { IMAGE_PAGE } from "../../src/shared/images.ts";
import type { PageRun } from "../../src/shared/images.ts";

/**
 * Numbers of the pages that a restore must write: those in which the memory differs from one of
 * the others, which are the memory before anything ran in it and that of a module about to be
 * restored. An other memory counts as zero beyond its end.
 */
export function changedPages(memory: Uint8Array, others: readonly Uint8Array[]): number[] {
  const pages: number[] = [];
  for (let start = 0; start < memory.length; start += IMAGE_PAGE) {
    const page = memory.subarray(start, start + IMAGE_PAGE);
    if (!others.every((other) => isSame(page, other.subarray(start, start + IMAGE_PAGE)))) {
      pages.push(start / IMAGE_PAGE);
    }
  }
  return pages;
}

/** Joins neighbours: [3, 4, 5, 9] gives [[3, 3], [9, 1]]. The numbers must ascend. */
export function pageRuns(pages: readonly number[]): PageRun[] {
  const runs: [first: number, count: number][] = [];
  for (const page of pages) {
    const last = runs.at(-1);
    if (last !== undefined && last[0] + last[1] === page) last[1]++;
    else runs.push([page, 1]);
  }
  return runs;
}

/** The bytes of pages, one after the other; the memory's last page may be short. */
export function gatherPages(memory: Uint8Array, pages: readonly number[]): Uint8Array {
  return Buffer.concat(
    pages.map((page) => memory.subarray(page * IMAGE_PAGE, (page + 1) * IMAGE_PAGE)),
  );
}

function isSame(page: Uint8Array, other: Uint8Array): boolean {
  const shared = Buffer.compare(page.subarray(0, other.length), other) === 0;
  return shared && page.subarray(other.length).every((byte) => byte === 0);
}
