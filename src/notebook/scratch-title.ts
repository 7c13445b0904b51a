import type { NotebookRecord } from "../storage/schema.ts";

/** What a notebook is called that was given no name. */
export const SCRATCH_TITLE = "Scratch notebook";

/** The notebook's own title; null where it was given none. */
export function titleOf({ title }: Pick<NotebookRecord, "title">): string | null {
  return title === SCRATCH_TITLE || title === "" ? null : title;
}
