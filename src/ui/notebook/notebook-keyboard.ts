import type { Cell } from "../../notebook/model.ts";
import { doCommand } from "./notebook-commands.ts";
import { editKey, type CommandKeys, type Key } from "./notebook-keys.ts";
import type { NotebookScene } from "./notebook-scene.ts";

interface PressedKey extends Key {
  readonly target: EventTarget | null;
  readonly defaultPrevented: boolean;
  readonly isComposing: boolean;
  readonly timeStamp: number;
  preventDefault(): void;
  stopPropagation(): void;
}

/** Keys with the caret in a cell's code. To be called while the event goes down, before the editor sees it. */
export function handleEditKey(event: PressedKey, scene: NotebookScene): void {
  const cell = cellOf(event, scene);
  if (!cell || event.isComposing || !isCode(event.target)) return;
  const command = editKey(event);
  if (!command) return;
  event.preventDefault();
  event.stopPropagation();
  doCommand(command, cell, scene);
}

/** Keys on the cell itself, and Escape, unless the editor had a use for it. */
export function handleCommandKey(event: PressedKey, scene: NotebookScene, keys: CommandKeys): void {
  const cell = cellOf(event, scene);
  if (!cell || event.isComposing) return;
  if (isCode(event.target)) {
    // The full editor prevents Escape's default always; where it has a use for it, the event ends there.
    if (event.key !== "Escape") return;
    event.preventDefault();
    doCommand("leave", cell, scene);
    return;
  }
  if (event.defaultPrevented || !mayCommand(event)) return;
  const command = keys.read(event, event.timeStamp);
  if (!command) return;
  event.preventDefault();
  doCommand(command, cell, scene);
}

function cellOf({ target }: PressedKey, { notebook }: NotebookScene): Cell | undefined {
  if (!(target instanceof Element)) return undefined;
  const id = target.closest<HTMLElement>("[data-cell]")?.dataset["cell"];
  return id === undefined ? undefined : notebook.cell(id);
}

/** True in the code itself; the editor's search box has keys of its own. */
function isCode(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.matches(".plain-editor-field")) return true;
  return target.closest(".live-editor") !== null && target.closest(".editor-widget") === null;
}

/** On the cell itself every key counts; on its buttons, those that do not press them. */
function mayCommand({ target, key }: PressedKey): boolean {
  if (!(target instanceof Element)) return false;
  if (target.matches("[data-cell]")) return true;
  return target.matches(".bar button") && key !== "Enter" && key !== " ";
}
