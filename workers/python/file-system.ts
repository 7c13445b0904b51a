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
  analyzePath(path: string): { readonly exists: boolean };
}
