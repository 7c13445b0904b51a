import type { FileKind, NotebookFile } from "../../notebook/file-model.ts";

/** A line of the tree: a folder, or a file. */
export interface FileRow {
  readonly path: string;
  /** The last part of the path. */
  readonly name: string;
  /** From 1. */
  readonly level: number;
  /** Place among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
  /** Whether it is unfolded; null for a file. */
  readonly open: boolean | null;
  /** Null for a folder. */
  readonly kind: FileKind | null;
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: NotebookFile[];
}

/** The visible lines of the tree: in each folder first its folders, then its files, by name. */
export function fileRows(
  files: readonly NotebookFile[],
  folded: ReadonlySet<string>,
): readonly FileRow[] {
  const rows: FileRow[] = [];

  function add(folder: Folder, prefix: string, level: number): void {
    const folders = [...folder.folders].sort(([a], [b]) => compare(a, b));
    const own = folder.files.toSorted((a, b) => compare(nameOf(a.path), nameOf(b.path)));
    const siblings = folders.length + own.length;
    folders.forEach(([name, inner], index) => {
      const path = `${prefix}${name}`;
      const open = !folded.has(path);
      rows.push({ path, name, level, position: index + 1, siblings, open, kind: null });
      if (open) add(inner, `${path}/`, level + 1);
    });
    own.forEach(({ path, kind }, index) => {
      const position = folders.length + index + 1;
      rows.push({ path, name: nameOf(path), level, position, siblings, open: null, kind });
    });
  }

  add(treeOf(files), "", 1);
  return rows;
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The folder a path is in, with a slash at its end; "" for the working folder itself. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** Names for the tabs of open files: as short as may be, and all different. */
export function tabNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const path of paths) {
    const parts = path.split("/");
    let length = 1;
    const short = () => parts.slice(-length).join("/");
    const isShared = () =>
      paths.some((other) => other !== path && `/${other}`.endsWith(`/${short()}`));
    while (length < parts.length && isShared()) length++;
    names.set(path, short());
  }
  return names;
}

/** The row a key leads to from another, as in any tree; undefined for a key that leads nowhere. */
export function rowAfterKey(
  rows: readonly FileRow[],
  path: string | null,
  key: string,
): FileRow | undefined {
  const at = rows.findIndex((row) => row.path === path);
  const row = rows[at];
  switch (key) {
    case "ArrowDown":
      return rows[Math.min(at + 1, rows.length - 1)];
    case "ArrowUp":
      return rows[Math.max(at - 1, 0)];
    case "Home":
      return rows[0];
    case "End":
      return rows.at(-1);
    case "ArrowRight":
      return row?.open === true ? rows[at + 1] : undefined;
    case "ArrowLeft":
      return row === undefined ? undefined : parentOf(rows, row);
    default:
      return key.length === 1 && key !== " " ? startingWith(rows, at, key) : undefined;
  }
}

function parentOf(rows: readonly FileRow[], { path }: FileRow): FileRow | undefined {
  return rows.find((row) => `${row.path}/` === folderOf(path));
}

/** The next row whose name begins so, from the top again at the end. */
function startingWith(rows: readonly FileRow[], at: number, key: string): FileRow | undefined {
  const around = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
  return around.find(({ name }) => name.toLowerCase().startsWith(key.toLowerCase()));
}

function treeOf(files: readonly NotebookFile[]): Folder {
  const root: Folder = { folders: new Map(), files: [] };
  for (const file of files) {
    let folder = root;
    for (const part of file.path.split("/").slice(0, -1)) {
      let inner = folder.folders.get(part);
      if (inner === undefined)
        folder.folders.set(part, (inner = { folders: new Map(), files: [] }));
      folder = inner;
    }
    folder.files.push(file);
  }
  return root;
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, "en", { sensitivity: "base", numeric: true });
}
