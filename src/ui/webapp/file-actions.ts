import { messageOf } from "../../runtime/errors.ts";
import type { Notebook } from "../../notebook/model.ts";
import { countOf } from "../format.ts";
import { download } from "../download.ts";
import type { Services } from "../services.ts";
import { nameOf } from "./file-rows.ts";
import { openFile, type FileState } from "./file-state.ts";

type Page = Pick<Services, "toasts" | "dialogs">;

/** Gives the learner a file of the working folder. */
export async function downloadFile(
  notebook: Notebook,
  path: string,
  { toasts }: Page,
): Promise<void> {
  try {
    const bytes = await notebook.files.read(path);
    // A copy: the bytes may lie in memory that is shared.
    download(nameOf(path), new Blob([bytes.slice()]));
  } catch (error) {
    toasts.show("error", messageOf(error));
  }
}

/** Puts files of the learner's device into a folder ("" or "media/"), and opens the first. */
export async function uploadFiles(
  notebook: Notebook,
  state: FileState,
  folder: string,
  { toasts }: Page,
  choose: () => Promise<readonly File[]> = chooseFiles,
): Promise<void> {
  const files = await choose();
  let first: string | null = null;
  for (const file of files) {
    const path = `${folder}${file.name}`;
    try {
      notebook.files.upload(path, new Uint8Array(await file.arrayBuffer()));
      first ??= path;
    } catch (error) {
      toasts.show("error", messageOf(error));
    }
  }
  if (first === null) return;
  openFile(state, first);
  toasts.show("info", `${countOf(files.length, "file")} uploaded.`);
}

/** Asks, then deletes a file or a folder with all in it. */
export function askToDelete(
  notebook: Notebook,
  path: string,
  isFolder: boolean,
  { dialogs }: Page,
): void {
  dialogs.show({
    kind: "confirm",
    confirmation: {
      title: `Delete ${path}?`,
      text: isFolder
        ? "All files in this folder go. A notice above the notebook offers to undo it."
        : "A notice above the notebook offers to undo it.",
      verb: "Delete",
      word: null,
      action: () => notebook.files.remove(path),
    },
  });
}

function chooseFiles(): Promise<readonly File[]> {
  const field = document.createElement("input");
  field.type = "file";
  field.multiple = true;
  return new Promise((resolve) => {
    field.addEventListener("change", () => resolve([...(field.files ?? [])]));
    field.addEventListener("cancel", () => resolve([]));
    field.click();
  });
}
