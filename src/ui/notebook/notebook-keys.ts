/** What a key means in a notebook. */
export type KeyCommand =
  | "run-and-next"
  | "run"
  | "run-and-insert"
  | "edit"
  | "leave"
  | "next"
  | "previous"
  | "first"
  | "last"
  | "insert-above"
  | "insert-below"
  | "delete"
  | "undo-delete"
  | "to-python"
  | "to-text"
  | "move-up"
  | "move-down"
  | "interrupt"
  | "restart"
  | "save";

/** A row of the help: the keys as people read them, and what they do. */
export interface KeyHelp {
  readonly keys: string;
  readonly does: string;
}

/** The part of a keyboard event that matters here. */
export interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Keys that work while the caret is in a cell, and on the cell itself too. */
export const keysEverywhere: readonly KeyHelp[] = [
  { keys: "Shift Enter", does: "Run the cell and go to the next" },
  { keys: "Ctrl Enter", does: "Run the cell" },
  { keys: "Alt Enter", does: "Run the cell and insert one below" },
  { keys: "Esc", does: "Leave the code; the keys below then work, and Tab goes on" },
];

/** Keys that work on a cell while the caret is not in it. */
export const keysOnCells: readonly KeyHelp[] = [
  { keys: "Enter", does: "Edit the cell" },
  { keys: "J or ↓", does: "Next cell" },
  { keys: "K or ↑", does: "Previous cell" },
  { keys: "Home, End", does: "First cell, last cell" },
  { keys: "A", does: "Insert a cell above" },
  { keys: "B", does: "Insert a cell below" },
  { keys: "D D", does: "Delete a cell of your own" },
  { keys: "Z", does: "Undo the deletion" },
  { keys: "Y, M", does: "Make your own cell Python, or text" },
  { keys: "Alt ↑, Alt ↓", does: "Move your own cell" },
  { keys: "I I", does: "Stop what runs" },
  { keys: "0 0", does: "Restart Python" },
];

/** Keys that work on the whole page. */
export const keysOnPage: readonly KeyHelp[] = [
  { keys: "Ctrl K", does: "Find lessons, cells and actions" },
  { keys: "Ctrl S", does: "Save now; everything is saved by itself anyway" },
  { keys: "Tab", does: "Indent in code; after Esc, go to the next control" },
  { keys: "Ctrl /", does: "Comment the lines out, or in again" },
  { keys: "?", does: "This list" },
];

const plain: Readonly<Record<string, KeyCommand>> = {
  Enter: "edit",
  j: "next",
  ArrowDown: "next",
  k: "previous",
  ArrowUp: "previous",
  Home: "first",
  End: "last",
  a: "insert-above",
  b: "insert-below",
  z: "undo-delete",
  y: "to-python",
  m: "to-text",
};

const moving: Readonly<Record<string, KeyCommand>> = {
  ArrowUp: "move-up",
  ArrowDown: "move-down",
};

const doubled: Readonly<Record<string, KeyCommand>> = {
  d: "delete",
  i: "interrupt",
  "0": "restart",
};

/** The command of a key while the caret is in a cell's code; null for keys that are the editor's. */
export function editKey({ key, shiftKey, ctrlKey, metaKey, altKey }: Key): KeyCommand | null {
  if ((ctrlKey || metaKey) && !shiftKey && !altKey && key.toLowerCase() === "s") return "save";
  if (key !== "Enter") return null;
  if (ctrlKey || metaKey) return altKey || shiftKey ? null : "run";
  if (shiftKey) return altKey ? null : "run-and-next";
  return altKey ? "run-and-insert" : null;
}

/** Reads keys pressed on cells; it remembers the first half of a doubled one. */
export class CommandKeys {
  #first: { readonly key: string; readonly at: number } | null = null;

  /** The command of a key, if it has one now. `at` is in milliseconds; the halves of a double key may be 800 apart. */
  read(event: Key, at: number): KeyCommand | null {
    const first = this.#first;
    this.#first = null;
    const running = editKey(event);
    if (running) return running;
    if (event.ctrlKey || event.metaKey) return null;
    if (event.altKey) return moving[event.key] ?? null;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const command = doubled[key];
    if (!command) return event.shiftKey ? null : (plain[key] ?? null);
    if (first?.key === key && at - first.at < 800) return command;
    this.#first = { key, at };
    return null;
  }
}
