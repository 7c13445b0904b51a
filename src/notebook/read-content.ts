import type { ReadNotebook } from "./read-notebook.ts";
import type { NotebookContent, NotebookFormat } from "./workspace.ts";

// Notebooks are read seldom: the code for it comes when one is.

/** Reads a notebook's text. Rejects with a sentence where it is none. */
export type ReadText = (text: string, format: NotebookFormat) => Promise<ReadNotebook>;

export const readText: ReadText = async (text, format) => {
  const { readNotebook } = await import("./read-notebook.ts");
  return readNotebook(text, format);
};

/** Reads what a file or an address brought: a notebook's text, or a project's zip file. */
export async function readNotebookContent(
  content: NotebookContent,
  read: ReadText,
): Promise<ReadNotebook> {
  if (content.kind === "text") return read(content.text, content.format);
  const { readProjectZip } = await import("./read-project.ts");
  return readProjectZip(content.bytes, content.name);
}
