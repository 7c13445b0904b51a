import { decodeLink } from "../lesson/link/decode-link.ts";
import { linkContents } from "../lesson/link/link-contents.ts";
import type { BaseText, RefusedLink, SharedLesson } from "../lesson/link/shared-lesson.ts";
import { parseLesson } from "../lesson/parse-lesson.ts";
import { sha256 } from "../shared/sha256.ts";
import { sharedKey } from "../storage/keys.ts";
import { byPath } from "../storage/merge-files.ts";
import { EMPTY_RECORD, type NotebookRecord } from "../storage/schema.ts";
import type { ForeignLesson } from "./foreign-lesson.ts";
import { readNotebook } from "./read-notebook.ts";
import { scratchRecord } from "./scratch.ts";

/** Reads a link, and makes its text fit to be read. Runs nothing; never rejects for what a link holds. */
export async function readLink(
  link: string,
  baseText: BaseText,
): Promise<ForeignLesson | RefusedLink> {
  const shared = await decodeLink(link, { baseText });
  if (shared.kind === "refused") return shared;
  // A notebook's text is in the grammar of lessons too, and may have exercises in it.
  const lesson = parseLesson(shared.text);
  const { title } = linkContents(shared, lesson);
  const contents = { ...linkContents({ ...shared, form: "lesson" }, lesson), title };
  return {
    kind: "foreign",
    key: sharedKey(fingerprint(shared)),
    shared,
    contents,
    lesson: { ...lesson, title: title ?? "Notebook from a link" },
  };
}

/** The record with which what a link brought begins. */
export async function beginningOf({ shared }: ForeignLesson, now: string): Promise<NotebookRecord> {
  const { form, text, files, options } = shared;
  const record =
    form === "lesson"
      ? { ...EMPTY_RECORD, updated: now }
      : scratchRecord(await readNotebook(text, "md"), now);
  const all = [
    ...record.files,
    ...files.map(({ path, text: content }) => ({ path, text: content, at: now })),
  ];
  return {
    ...record,
    title: options.title ?? record.title,
    files: byPath(new Map(all.map((file) => [file.path, file]))),
  };
}

/**
 * Of all that a reader agrees to: one that nobody can find another lesson for. `crypto.subtle` would
 * do the same, where there is one: pages that came without HTTPS have none.
 */
function fingerprint({ form, text, files, options, from }: SharedLesson): string {
  const all = JSON.stringify([form, text, files, options, from?.path ?? null]);
  return sha256(new TextEncoder().encode(all)).slice(0, 32);
}
