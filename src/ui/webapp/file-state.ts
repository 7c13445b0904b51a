import { signal, type Signal } from "@preact/signals";
import type { Notebook } from "../../notebook/model.ts";
import { stateOfNotebook } from "./notebook-state.ts";

/** A question for a path, asked above the tree. */
export type PathQuestion =
  | { readonly kind: "new"; readonly folder: string }
  | { readonly kind: "rename"; readonly path: string };

/** What the files panel remembers. */
export interface FileState {
  /** Paths of the open files, in the order of their tabs. */
  readonly open: Signal<readonly string[]>;
  /** The file shown; null where none is open. */
  readonly active: Signal<string | null>;
  /** The line of the tree that the buttons act on. */
  readonly selected: Signal<string | null>;
  readonly folded: Signal<ReadonlySet<string>>;
  readonly treeShown: Signal<boolean>;
  readonly question: Signal<PathQuestion | null>;
  /** Whether the output of the file that ran last is in sight. */
  readonly outputShown: Signal<boolean>;
}

const states = stateOfNotebook((): FileState => ({
  open: signal([]),
  active: signal(null),
  selected: signal(null),
  folded: signal(new Set()),
  treeShown: signal(true),
  question: signal(null),
  outputShown: signal(false),
}));

/** The panel's state for a notebook. */
export function fileState(notebook: Notebook): FileState {
  return states(notebook);
}

/** Opens a file in a tab of its own, or goes to the tab it has. */
export function openFile(state: FileState, path: string): void {
  if (!state.open.peek().includes(path)) state.open.value = [...state.open.peek(), path];
  state.active.value = path;
  state.selected.value = path;
  unfoldTo(state, path);
}

/** Closes a tab; its neighbour takes its place. */
export function closeFile(state: FileState, path: string): void {
  const open = state.open.peek();
  const at = open.indexOf(path);
  const rest = open.filter((other) => other !== path);
  state.open.value = rest;
  if (state.active.peek() === path) state.active.value = rest[Math.max(0, at - 1)] ?? null;
}

/** After a rename: tabs and selection go with the file, or with all in the folder. */
export function followRename(state: FileState, from: string, to: string): void {
  const moved = (path: string) =>
    path === from || path.startsWith(`${from}/`) ? `${to}${path.slice(from.length)}` : path;
  const { active, selected, open } = state;
  open.value = open.peek().map(moved);
  if (active.peek() !== null) active.value = moved(active.peek() ?? "");
  if (selected.peek() !== null) selected.value = moved(selected.peek() ?? "");
}

/** Folds a folder, or unfolds it. */
export function toggleFolder(state: FileState, path: string): void {
  const folded = new Set(state.folded.peek());
  if (!folded.delete(path)) folded.add(path);
  state.folded.value = folded;
}

function unfoldTo(state: FileState, path: string): void {
  const folded = [...state.folded.peek()].filter((folder) => !path.startsWith(`${folder}/`));
  if (folded.length < state.folded.peek().size) state.folded.value = new Set(folded);
}
