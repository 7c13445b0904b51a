import { messageOf } from "../../runtime/errors.ts";
import type { Notebook } from "../../notebook/model.ts";
import { chooseFile, download } from "../download.ts";
import type { Services } from "../services.ts";

/** Something one can do, as menu and palette offer it. */
export interface Action {
  readonly id: string;
  readonly label: string;
  /** Its keys, as shown. */
  readonly keys?: string;
  /** True where it begins a new group in a menu. */
  readonly separated?: boolean;
  readonly run: () => void;
}

/** What can be done with the open notebook as a whole. */
export function notebookActions(notebook: Notebook, { dialogs }: Services): readonly Action[] {
  const actions: Action[] = [
    {
      id: "restart",
      label: "Restart Python",
      keys: "0 0",
      run: () => void notebook.restart(),
    },
    {
      id: "restart-run-all",
      label: "Restart and run all",
      run: () => void notebook.restartAndRunAll(),
    },
    { id: "clear", label: "Clear outputs", run: () => notebook.clearOutputs(null) },
  ];
  if (notebook.lesson) {
    actions.push({
      id: "reset-lesson",
      label: "Reset lesson",
      run: () =>
        dialogs.show({
          kind: "confirm",
          confirmation: {
            title: "Reset this lesson?",
            text: "Your changes, added cells, outputs and passed checks of this lesson go; the text is again as its author wrote it. Other lessons stay as they are.",
            verb: "Reset lesson",
            word: null,
            action: () => notebook.resetAll(),
          },
        }),
    });
  }
  return actions;
}

/** What can be done anywhere. */
export function siteActions(services: Services): readonly Action[] {
  const { dialogs, router } = services;
  return [
    {
      id: "export",
      label: "Export progress",
      separated: true,
      run: () => void exportProgress(services),
    },
    { id: "import", label: "Import progress", run: () => void importProgress(services) },
    { id: "open-file", label: "Open a notebook file", run: () => void openNotebookFile(services) },
    {
      id: "settings",
      label: "Storage and settings",
      separated: true,
      run: () => router.go("#/storage"),
    },
    { id: "help", label: "Help", keys: "?", run: () => dialogs.show({ kind: "help" }) },
    { id: "about", label: "About Routebook", run: () => router.go("#/about") },
  ];
}

/** Gives the learner all progress as a file. */
export async function exportProgress({ workspace, announcement }: Services): Promise<void> {
  await workspace.flush();
  const day = new Date().toISOString().slice(0, 10);
  download(`routebook-progress-${day}.json`, await workspace.exportProgress());
  announcement.value = "Progress exported.";
}

/** Takes in a progress file that the learner chooses, and says what it brought. */
export async function importProgress({ workspace, toasts }: Services): Promise<void> {
  const file = await chooseFile(".json,application/json");
  if (!file) return;
  try {
    const report = await workspace.importProgress(file);
    toasts.show("info", report.message);
  } catch (error) {
    toasts.show("error", messageOf(error));
  }
}

/** Opens a .md or .ipynb file as the scratch notebook. */
export async function openNotebookFile({ workspace, toasts }: Services): Promise<void> {
  const file = await chooseFile(".md,.ipynb,text/markdown,application/x-ipynb+json");
  if (!file) return;
  try {
    const format = file.name.toLowerCase().endsWith(".ipynb") ? "ipynb" : "md";
    await workspace.importNotebook(await file.text(), format);
  } catch (error) {
    toasts.show("error", messageOf(error));
  }
}
