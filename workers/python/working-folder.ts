import type { FileChange, KernelFile } from "../../src/shared/kernel.ts";
import type { FileSystem } from "./file-system.ts";

/** Where the learner's program runs. */
export const HOME = "/home/learner";

interface Seen {
  readonly size: number;
  readonly modified: number;
}

/** Files larger than this are not copied to the page, and so are lost when the worker is replaced. */
const LARGEST = 32 * 1024 * 1024;

/**
 * The learner's files. The page keeps a copy of each one that changed, so that
 * a replaced worker starts with the same files.
 */
export class WorkingFolder {
  #fs: FileSystem;
  #seen = new Map<string, Seen>();
  #given = new Map<string, KernelFile>();

  constructor(fs: FileSystem) {
    this.#fs = fs;
    fs.mkdirTree(HOME);
  }

  /** Paths that the page wrote: the lesson's own files. */
  get given(): readonly string[] {
    return [...this.#given.keys()];
  }

  /** Writes files from the page; true where one of them changed. `mine` marks the lesson's files. */
  write(files: readonly KernelFile[], mine: boolean): boolean {
    let changed = false;
    for (const file of files) {
      const path = `${HOME}/${file.path}`;
      if (mine) {
        if (same(this.#given.get(file.path)?.bytes, file.bytes) && this.#exists(path)) continue;
        this.#given.set(file.path, file);
      }
      changed = true;
      this.#fs.mkdirTree(path.slice(0, path.lastIndexOf("/")));
      if (this.#exists(path)) this.#fs.chmod(path, 0o666);
      this.#fs.writeFile(path, file.bytes);
      if (file.readOnly === true) this.#fs.chmod(path, 0o444);
      const { size, mtime } = this.#fs.stat(path);
      this.#seen.set(file.path, { size, modified: mtime.getTime() });
    }
    return changed;
  }

  /** Removes files, and the folders that are empty then. */
  remove(paths: readonly string[]): void {
    for (const name of paths) {
      this.#given.delete(name);
      this.#seen.delete(name);
      const path = `${HOME}/${name}`;
      // The program may have put a folder in the file's place.
      if (!this.#exists(path) || !this.#fs.isFile(this.#fs.stat(path).mode)) continue;
      this.#fs.unlink(path);
      this.#removeEmpty(path.slice(0, path.lastIndexOf("/")));
    }
  }

  #removeEmpty(folder: string): void {
    const holds = (name: string) => name !== "." && name !== "..";
    if (folder === HOME || this.#fs.readdir(folder).some(holds)) return;
    this.#fs.rmdir(folder);
    this.#removeEmpty(folder.slice(0, folder.lastIndexOf("/")));
  }

  /** What changed since the last look. */
  changes(): FileChange[] {
    const changes: FileChange[] = [];
    const found = new Set<string>();
    for (const path of this.#walk(HOME)) {
      const name = path.slice(HOME.length + 1);
      found.add(name);
      const { size, mtime } = this.#fs.stat(path);
      const before = this.#seen.get(name);
      if (before?.size === size && before.modified === mtime.getTime()) continue;
      this.#seen.set(name, { size, modified: mtime.getTime() });
      if (size <= LARGEST) changes.push({ path: name, bytes: this.#fs.readFile(path).slice() });
    }
    for (const name of this.#seen.keys()) {
      if (found.has(name)) continue;
      this.#seen.delete(name);
      changes.push({ path: name, bytes: null });
    }
    return changes;
  }

  *#walk(folder: string): Generator<string> {
    for (const name of this.#fs.readdir(folder)) {
      if (name === "." || name === ".." || name === "__pycache__") continue;
      const path = `${folder}/${name}`;
      if (!this.#exists(path)) continue; // a link that leads nowhere
      const { mode } = this.#fs.stat(path);
      if (this.#fs.isDir(mode)) yield* this.#walk(path);
      else if (this.#fs.isFile(mode)) yield path;
    }
  }

  #exists(path: string): boolean {
    return this.#fs.analyzePath(path).exists;
  }
}

function same(one: Uint8Array | undefined, other: Uint8Array): boolean {
  if (one === undefined || one.length !== other.length) return false;
  return one.every((byte, index) => byte === other[index]);
}
