import type { Notebook } from "../../notebook/model.ts";
import type { NotebookContent } from "../../notebook/workspace.ts";
import { messageOf } from "../../runtime/errors.ts";
import type { Services } from "../services.ts";
import { findFile } from "./read-file.ts";

export type FileServices = Pick<Services, "dialogs" | "toasts" | "workspace">;

/**
 * Opens files that were dropped or chosen: notebooks and projects as scratch notebooks (of several
 * the first is open in the end, and the others are set aside), progress as progress. Asks before a
 * notebook takes the place of a scratch notebook with something in it.
 */
export async function openFiles(files: readonly File[], services: FileServices): Promise<void> {
  const { dialogs, workspace } = services;
  const notebooks: (() => Promise<NotebookContent>)[] = [];
  const results: File[] = [];
  for (const file of files) {
    const read = await notebookOf(file, results, services);
    if (read !== null) notebooks.unshift(read);
  }
  tellResults(results, services);
  if (notebooks.length > MOST_NOTEBOOKS) {
    services.toasts.show(
      "error",
      `These are ${notebooks.length} notebooks; at most ${MOST_NOTEBOOKS} can be opened at once, since older ones that were set aside would go.`,
    );
    return;
  }
  if (notebooks.length === 0) return;
  const openAll = async () => {
    for (const read of notebooks) {
      await telling(async () => void (await workspace.importFile(await read())), services);
    }
  };
  if (!hasContent(workspace.notebook.peek())) return openAll();
  dialogs.show({
    kind: "confirm",
    confirmation: {
      title: "Open as a scratch notebook?",
      text: "What you drop takes the place of the scratch notebook, which is set aside: it stays in the list below the notebook.",
      verb: notebooks.length === 1 ? "Open notebook" : "Open notebooks",
      word: null,
      harmless: true,
      action: openAll,
    },
  });
}

/** Scratch notebooks that are opened at once: only so many are kept in all. */
const MOST_NOTEBOOKS = 10;

function tellResults([first, ...more]: readonly File[], { toasts }: FileServices): void {
  if (first === undefined) return;
  const words =
    more.length === 0
      ? `${first.name} is a learner’s result: it belongs on the page “Class”.`
      : `${more.length + 1} files are learners’ results: they belong on the page “Class”.`;
  toasts.show("info", words);
}

/** What reads a notebook file; null for all other files, which are dealt with at once, or are `results`. */
async function notebookOf(
  file: File,
  results: File[],
  services: FileServices,
): Promise<(() => Promise<NotebookContent>) | null> {
  const { toasts, workspace } = services;
  const found = await findFile(file);
  switch (found.kind) {
    case "notebook":
      return found.read;
    case "progress":
      await telling(async () => {
        toasts.show("info", (await workspace.importProgress(file)).message);
      }, services);
      return null;
    case "result":
      results.push(file);
      return null;
    case "refused":
      toasts.show("error", found.message);
      return null;
  }
}

async function telling(work: () => Promise<void>, { toasts }: FileServices): Promise<void> {
  try {
    await work();
  } catch (error) {
    toasts.show("error", messageOf(error));
  }
}

function hasContent(notebook: Notebook | null): boolean {
  if (notebook?.key !== "scratch") return false;
  return notebook.cells.peek().some(({ source }) => source.peek().trim() !== "");
}
