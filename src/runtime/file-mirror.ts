import type { FileChange, KernelFile } from "../shared/kernel.ts";

/** The page's copy of the kernel's working folder, from which a replaced worker is filled. */
export class FileMirror {
  #written = new Map<string, Uint8Array>();
  #given = new Map<string, KernelFile>();

  /** Files that the page itself put there: the lesson's. */
  give(files: readonly KernelFile[]): void {
    for (const file of files) {
      this.#given.set(file.path, file);
      this.#written.delete(file.path);
    }
  }

  /** What the learner's program changed. */
  apply(changes: readonly FileChange[]): void {
    for (const { path, bytes } of changes) {
      if (bytes !== null) this.#written.set(path, bytes);
      else this.#written.delete(path);
    }
  }

  /** Files that are gone. */
  remove(paths: readonly string[]): void {
    for (const path of paths) {
      this.#written.delete(path);
      this.#given.delete(path);
    }
  }

  /** The lesson's files, to be given again to a new worker. */
  get given(): readonly KernelFile[] {
    return [...this.#given.values()];
  }

  /** The learner's files, to be restored. */
  get written(): readonly KernelFile[] {
    return [...this.#written].map(([path, bytes]) => ({ path, bytes }));
  }

  clear(): void {
    this.#written.clear();
    this.#given.clear();
  }
}
