import { messageOf } from "../../runtime/errors.ts";
import type { Notebook } from "../../notebook/model.ts";
import { chooseFile, chooseFiles, download } from "../download.ts";
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
export function notebookActions(notebook: Notebook, services: Services): readonly Action[] {
  const { dialogs } = services;
  const actions: Action[] = [
    { id: "share", label: "Share", run: () => dialogs.show({ kind: "share" }) },
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
    actions.push(...versionActions(notebook, services));
    actions.push({
      id: "hand-in",
      label: "Hand in",
      run: () => dialogs.show({ kind: "hand-in" }),
    });
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

/** What can be done about a new version of the lesson, where cells wait for that. */
function versionActions(notebook: Notebook, services: Services): readonly Action[] {
  if (notebook.changed.value.length === 0) return [];
  return [
    {
      id: "version-mine",
      label: "New version of the lesson: keep all mine",
      run: () => notebook.keepMine(null),
    },
    {
      id: "version-merge",
      label: "New version of the lesson: merge all",
      run: () => notebook.takeMerge(null),
    },
    {
      id: "version-restart",
      label: "New version of the lesson: restart the lesson",
      run: () => askToRestart(notebook, services),
    },
  ];
}

/** Asks, then begins the lesson anew. */
export function askToRestart(notebook: Notebook, { dialogs }: Pick<Services, "dialogs">): void {
  dialogs.show({
    kind: "confirm",
    confirmation: {
      title: "Restart this lesson?",
      text: "The lesson's cells get their new text, and its outputs and passed checks go. Cells that you added and your files stay, and each text that you changed is kept with its cell.",
      verb: "Restart the lesson",
      word: null,
      action: () => notebook.restartLesson(),
    },
  });
}

/** What can be done anywhere. */
export function siteActions(services: Services): readonly Action[] {
  const { dialogs, embed, router } = services;
  return [
    {
      id: "export",
      label: "Export progress",
      separated: true,
      run: () => void exportProgress(services),
    },
    { id: "import", label: "Import progress", run: () => void importProgress(services) },
    { id: "open-file", label: "Open a notebook file", run: () => void openNotebookFile(services) },
    // The frame that asks other hosts does not load within another site's page.
    ...(embed === null
      ? [{ id: "open-address", label: OPEN_ADDRESS, run: () => openAddress(services) }]
      : []),
    { id: "class", label: "Class", separated: true, run: () => router.go("#/class") },
    {
      id: "settings",
      label: "Storage and settings",
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

/** Opens files that the learner chooses, as those are that are dropped. */
export async function openNotebookFile(services: Services): Promise<void> {
  const files = await chooseFiles(
    ".md,.ipynb,.py,.zip,.json,text/markdown,application/x-ipynb+json",
  );
  if (files.length === 0) return;
  try {
    const { openFiles } = await import("../share/open-files.ts");
    await openFiles(files, services);
  } catch (error) {
    services.toasts.show("error", messageOf(error));
  }
}

/** What {@link openAddress} is called wherever it is offered. */
export const OPEN_ADDRESS = "Open from an address";

/** Asks for the address of a file, and whether its host may be asked. */
export function openAddress({ dialogs }: Pick<Services, "dialogs">): void {
  dialogs.show({ kind: "address" });
}
