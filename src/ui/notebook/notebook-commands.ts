import type { Editors } from "../../editor/editors.ts";
import type { Cell, Notebook } from "../../notebook/model.ts";
import type { KeyCommand } from "./notebook-keys.ts";

/** What commands need beside the notebook. */
export interface CommandScene {
  readonly notebook: Notebook;
  readonly editors: Editors;
  /** Puts the focus on a cell itself, once it is on the page. */
  readonly focusCell: (id: string) => void;
  /** Opens a cell for editing, once it is on the page. */
  readonly editCell: (id: string) => void;
  readonly announce: (sentence: string) => void;
  /** True where the address wants nothing to be edited. */
  readonly readOnly?: boolean;
}

/** What may be done where nothing is to be edited. */
const READING: ReadonlySet<KeyCommand> = new Set([
  "run",
  "run-and-next",
  "edit",
  "leave",
  "next",
  "previous",
  "first",
  "last",
  "interrupt",
  "restart",
  "save",
]);

/** Does a command on a cell. */
export function doCommand(command: KeyCommand, cell: Cell, scene: CommandScene): void {
  const { notebook, focusCell, editCell, announce } = scene;
  if (scene.readOnly === true && !READING.has(command)) {
    announce("Here the lesson is read only.");
    return;
  }
  switch (command) {
    case "run":
      runCell(cell, notebook);
      focusCell(cell.id);
      break;
    case "run-and-next":
      runCell(cell, notebook);
      goNext(cell, scene);
      break;
    case "run-and-insert":
      runCell(cell, notebook);
      editCell(notebook.addCell("python", keyOf(notebook, cell)).id);
      break;
    case "edit":
      editCell(cell.id);
      break;
    case "leave":
      focusCell(cell.id);
      break;
    case "next":
    case "previous":
    case "first":
    case "last": {
      const target = neighbour(notebook, cell, command);
      if (target) focusCell(target.id);
      break;
    }
    case "insert-above":
      focusCell(notebook.addCell("python", keyAbove(notebook, cell)).id);
      break;
    case "insert-below":
      focusCell(notebook.addCell("python", keyOf(notebook, cell)).id);
      break;
    case "delete":
      deleteCell(cell, scene);
      break;
    case "undo-delete":
      notebook.undoDelete();
      break;
    case "to-python":
    case "to-text":
      if (cell.own) notebook.changeKind(cell.id, command === "to-text" ? "markdown" : "python");
      else announce("The lesson's own cells keep their kind.");
      afterRendering(() => focusCell(cell.id));
      break;
    case "move-up":
    case "move-down":
      if (cell.own) notebook.moveCell(cell.id, command === "move-up" ? -1 : 1);
      else announce("The lesson's own cells keep their place.");
      afterRendering(() => focusCell(cell.id));
      break;
    case "interrupt":
      void notebook.interrupt();
      break;
    case "restart":
      void notebook.restart();
      break;
    case "save":
      void notebook.flush().then(() => announce("Saved."));
      break;
  }
}

/** A cell that moves or changes its kind is another element, or in another place, only then. */
function afterRendering(work: () => void): void {
  setTimeout(work);
}

/** Runs a cell; files have nothing to run, they are saved by themselves. */
function runCell(cell: Cell, notebook: Notebook): void {
  if (cell.kind !== "file") void notebook.run(cell.id);
}

/** Deletes an own cell and puts the focus on its neighbour. */
export function deleteCell(cell: Cell, { notebook, focusCell, announce }: CommandScene): void {
  if (!cell.own) {
    announce("The lesson's own cells cannot be deleted; Reset brings back their text.");
    return;
  }
  const target = neighbour(notebook, cell, "next") ?? neighbour(notebook, cell, "previous");
  notebook.deleteCell(cell.id);
  if (target) focusCell(target.id);
}

/** After the last cell of a scratch notebook, a new one is made. */
function goNext(cell: Cell, scene: CommandScene): void {
  const { notebook, focusCell, editCell } = scene;
  const next = neighbour(notebook, cell, "next");
  if (next) focusCell(next.id);
  else if (notebook.lesson || scene.readOnly === true) focusCell(cell.id);
  else editCell(notebook.addCell("python", keyOf(notebook, cell)).id);
}

function neighbour(
  notebook: Notebook,
  cell: Cell,
  direction: "next" | "previous" | "first" | "last",
): Cell | undefined {
  const cells = notebook.cells.peek();
  const at = cells.findIndex(({ id }) => id === cell.id);
  if (direction === "first") return cells[0];
  if (direction === "last") return cells.at(-1);
  return cells[direction === "next" ? at + 1 : at - 1];
}

function keyOf(notebook: Notebook, cell: Cell): string | null {
  return (
    notebook.items.peek().find((item) => item.kind === "cell" && item.cell.id === cell.id)?.key ??
    null
  );
}

function keyAbove(notebook: Notebook, cell: Cell): string | null {
  const items = notebook.items.peek();
  const at = items.findIndex((item) => item.kind === "cell" && item.cell.id === cell.id);
  return items[at - 1]?.key ?? null;
}
