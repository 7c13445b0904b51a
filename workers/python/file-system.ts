/**
 * The part of Emscripten's file system that we use
 * (https://emscripten.org/docs/api_reference/Filesystem-API.html). Pyodide's
 * own declaration of it is loose; this one is exact.
 */
export interface FileSystem {
  mkdirTree(path: string): void;
  writeFile(path: string, data: Uint8Array | string, options?: { canOwn?: boolean }): void;
  readFile(path: string): Uint8Array;
  readdir(path: string): string[];
  /** Follows links; throws for one that leads nowhere. */
  stat(path: string): { readonly size: number; readonly mode: number; readonly mtime: Date };
  isDir(mode: number): boolean;
  isFile(mode: number): boolean;
  unlink(path: string): void;
  /** Throws for a folder that is not empty. */
  rmdir(path: string): void;
  chmod(path: string, mode: number): void;
  /** Follows links; throws for a path that leads nowhere. The node is that of a folder in memory. */
  lookupPath(path: string): { readonly node: FolderNode };
  analyzePath(path: string): { readonly exists: boolean };
}

/** A folder of the file system in memory (`MEMFS`). */
export interface FolderNode {
  /** Its nodes, by name. */
  readonly contents: Readonly<Record<string, unknown>>;
  readonly node_ops: {
    mknod(folder: FolderNode, name: string, mode: number, device: number): FileNode;
  };
}

/** A file of the file system in memory. */
export interface FileNode {
  contents: Uint8Array;
  usedBytes: number;
}
