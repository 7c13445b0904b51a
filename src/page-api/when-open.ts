import type { Cell, Notebook } from "../notebook/model.ts";
import type { Workspace } from "../notebook/workspace.ts";
import type { KernelInfo } from "../shared/kernel.ts";

/**
 * The open notebook. One that is just being opened is waited for, so that a script need not know
 * when the page of a link is ready. Rejects with a sentence where there is none.
 */
export async function whenOpen(workspace: Workspace): Promise<Notebook> {
  if (workspace.opening.peek().kind === "opening") await openingEnds(workspace);
  const opening = workspace.opening.peek();
  if (opening.kind === "open") return opening.notebook;
  if (opening.kind === "failed") throw new Error(opening.message);
  if (opening.kind === "refused") throw new Error(opening.message);
  if (opening.kind === "foreign") {
    throw new Error(
      'This lesson came by a link, and nothing of it runs before the reader has read it and pressed "Open to run".',
    );
  }
  if (opening.kind === "fetched") {
    throw new Error(
      `This file came from ${opening.host}, and nothing of it runs before the reader has read it and pressed "Open to run".`,
    );
  }
  throw new Error("No notebook is open. Call open(lessonPath) or importNotebook(text, format).");
}

/** The cell of that id, or a sentence that says where ids come from. */
export function findCell(notebook: Notebook, id: string): Cell {
  const cell = notebook.cell(id);
  if (cell !== undefined) return cell;
  throw new Error(`This notebook has no cell "${id}". Call cells() to get the ids it has.`);
}

/** Python's own data once it is ready. Rejects with a sentence where it does not start. */
export async function whenReady({ kernel }: Notebook): Promise<KernelInfo> {
  let stop = () => {};
  try {
    return await new Promise((resolve, reject) => {
      stop = kernel.subscribe((state) => {
        if ("info" in state) resolve(state.info);
        if (state.kind === "broken") reject(new Error(state.message));
      });
    });
  } finally {
    stop();
  }
}

async function openingEnds(workspace: Workspace): Promise<void> {
  let stop = () => {};
  await new Promise<void>((resolve) => {
    stop = workspace.opening.subscribe(({ kind }) => {
      if (kind !== "opening") resolve();
    });
  });
  stop();
}
