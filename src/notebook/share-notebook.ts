import { encodeLink, type EncodedLink } from "../lesson/link/encode-link.ts";
import { type Lock, locksOf, withLocks } from "../lesson/link/locks.ts";
import type { BaseText, LinkContent, LinkOptions } from "../lesson/link/shared-lesson.ts";
import { parseLesson } from "../lesson/parse-lesson.ts";
import { lessonText } from "./lesson-text.ts";
import type { StoredNotebook } from "./notebook-export.ts";
import { scratchText } from "./scratch-text.ts";

/** What can be shared of the open notebook. */
export interface Shareable {
  readonly form: LinkContent["form"];
  readonly title: string;
  /** Path of the catalogue lesson that it is, or began as; null for none that can be loaded. */
  readonly path: string | null;
  /** True where its text is another than that lesson's. */
  readonly edited: boolean;
  /** Ids of its exercises. */
  readonly exercises: readonly string[];
  /** What the link said that brought it, to be said again. */
  readonly options: LinkOptions;
  readonly hasSolutions: boolean;
  /** True where it asks a quiz; what is right can be read in every link. */
  readonly hasQuizzes: boolean;
  /** The cells that can be locked, with the first line of each. */
  readonly locks: readonly (Lock & { readonly code: string })[];
}

/** What the author wants of a link. */
export interface ShareWish {
  /** True for the notebook as it stands; false for the catalogue's lesson. */
  readonly work: boolean;
  readonly options: LinkOptions;
  /** Ids of the cells to lock, and only those; null leaves all as they are. */
  readonly locked: readonly string[] | null;
}

/** A link to a notebook: to a lesson of this site by its path, or one that carries all of it. */
export type NotebookLink = EncodedLink | { readonly kind: "lesson"; readonly path: string };

/** Looks at what is open. */
export async function readShareable(
  stored: StoredNotebook,
  baseText: BaseText,
): Promise<Shareable> {
  const text = textOf(stored);
  const { blocks } = parseLesson(text);
  const path = stored.catalogued;
  const base = path === null ? null : await baseText(path).catch(() => null);
  const { options } = stored;
  const exercises = blocks.filter((block) => block.kind === "exercise");
  const ids = exercises.map(({ id }) => id);
  return {
    form: stored.lesson === null ? "notebook" : "lesson",
    title: stored.title,
    path: base === null ? null : path,
    edited: base !== text,
    exercises: ids,
    options: { ...options, exercise: ids.find((id) => id === options.exercise) ?? null },
    hasQuizzes: blocks.some(({ kind }) => kind === "quiz"),
    hasSolutions: exercises.some(({ solution }) => solution !== null),
    locks: locksOf(text).map((lock) => ({ ...lock, code: firstLine(text, lock.line) })),
  };
}

/** The link; what the wish does not need is not in it. */
export async function shareNotebook(
  stored: StoredNotebook,
  { work, options, locked }: ShareWish,
  baseText: BaseText,
): Promise<NotebookLink> {
  const path = stored.catalogued;
  const base = path === null ? null : await baseText(path).catch(() => null);
  const mine = work || base === null ? textOf(stored) : base;
  const text = locked === null ? mine : withLocks(mine, new Set(locked));
  const { exercise, ...rest } = options;
  const plain = !rest.hideSolutions && rest.limit === null && rest.title === null;
  if (path !== null && text === base && plain) return { kind: "lesson", path };
  // Locks are the business of lessons: a notebook's own cells know none.
  const asLesson = stored.lesson !== null || (locked ?? []).length > 0;
  const content: LinkContent = {
    form: asLesson ? "lesson" : "notebook",
    text,
    files: [],
    options: { ...rest, exercise },
  };
  return encodeLink(content, stored.origin, { baseText });
}

function textOf({ lesson, record }: StoredNotebook): string {
  return lesson === null ? scratchText(record) : lessonText(lesson.text, record);
}

function firstLine(text: string, line: number): string {
  return text.split(/\r?\n/)[line]?.trim().slice(0, 60) ?? "";
}
