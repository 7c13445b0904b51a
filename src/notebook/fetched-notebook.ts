import type { LinkContents } from "../lesson/link/link-contents.ts";
import { specOfOwn } from "./own-cell.ts";
import type { LessonItem } from "./lesson-items.ts";
import type { ReadCell, ReadNotebook } from "./read-notebook.ts";

/** A file from another host, read and not yet a notebook: nothing of it has run. */
export interface FetchedNotebook {
  readonly kind: "fetched";
  /** Who sent it. */
  readonly host: string;
  readonly title: string;
  /** What to tell the reader of it. */
  readonly contents: LinkContents;
  /** Its parts, for reading. */
  readonly items: readonly LessonItem[];
  /** What it becomes when the reader agrees. */
  readonly notebook: ReadNotebook;
}

/** Makes what was read fit to be looked at; `name` is the file's, for one without a title. */
export function fetchedNotebook(
  notebook: ReadNotebook,
  from: { readonly host: string; readonly name: string },
  renderMarkdown: (markdown: string) => string,
): FetchedNotebook {
  return {
    kind: "fetched",
    host: from.host,
    title: notebook.title ?? from.name,
    contents: contentsOf(notebook),
    items: notebook.cells.map((cell) => itemOf(cell, renderMarkdown)),
    notebook,
  };
}

function contentsOf(read: ReadNotebook): LinkContents {
  const { title, packages, cells, files = [], others = [], problems } = read;
  const count = (...kinds: readonly ReadCell["kind"][]) =>
    cells.filter(({ kind }) => kinds.includes(kind)).length;
  const encoder = new TextEncoder();
  const texts = [...cells.map(({ source }) => source), ...files.map(({ text }) => text)];
  const inside = cells.flatMap(({ file }) => (file === undefined ? [] : [file]));
  return {
    title,
    cells: count("python", "setup"),
    exercises: count("exercise"),
    requests: count("http"),
    files: [...new Set([...inside, ...[...files, ...others].map(({ path }) => path)])],
    packages,
    problems: problems.length,
    bytes: [
      ...texts.map((text) => encoder.encode(text)),
      ...others.map(({ bytes }) => bytes),
    ].reduce((sum, { length }) => sum + length, 0),
  };
}

function itemOf(cell: ReadCell, renderMarkdown: (markdown: string) => string): LessonItem {
  if (cell.kind === "markdown") {
    return { kind: "prose", key: cell.id, html: renderMarkdown(cell.source) };
  }
  const spec = specOfOwn({ ...cell, after: null, afterCell: null }, renderMarkdown);
  return { kind: "cell", key: cell.id, spec: { ...spec, starter: cell.source } };
}
