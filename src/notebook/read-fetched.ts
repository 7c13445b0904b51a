import { renderMarkdown } from "../lesson/render-markdown.ts";
import { type FetchedNotebook, fetchedNotebook } from "./fetched-notebook.ts";
import type { ReadNotebook } from "./read-notebook.ts";
import type { NotebookContent } from "./workspace.ts";

/** What a notebook's file holds, as {@link ReadNotebook}. Rejects with a sentence. */
export type ReadContent = (content: NotebookContent) => Promise<ReadNotebook>;

/** Reads a file from another host, and makes it fit to be looked at. Runs nothing. */
export async function readFetched(
  content: NotebookContent,
  host: string,
  read: ReadContent,
): Promise<FetchedNotebook> {
  return fetchedNotebook(await read(content), { host, name: content.name }, renderMarkdown);
}
