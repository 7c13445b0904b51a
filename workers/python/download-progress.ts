import type { LoadProgress } from "../../src/shared/kernel.ts";

/** Adds up the bytes of several downloads that belong to one step. */
export class DownloadProgress {
  readonly #step: string;
  readonly #files = new Map<string, { loaded: number; readonly size: number }>();
  #report: ((progress: LoadProgress) => void) | null = null;

  constructor(step: string) {
    this.#step = step;
  }

  /** From now on somebody hears of it: how much there is already, and what comes. */
  attach(report: (progress: LoadProgress) => void): void {
    this.#report = report;
    if (this.#files.size > 0) this.#tell();
  }

  /** A file of so many bytes is to come. */
  expect(file: string, size: number): void {
    this.#files.set(file, { loaded: this.#files.get(file)?.loaded ?? 0, size });
  }

  /** So many bytes of it are there in all; a file that nobody expected is not counted. */
  loaded(file: string, bytes: number): void {
    const known = this.#files.get(file);
    if (known === undefined) return;
    known.loaded = Math.min(bytes, known.size);
    this.#tell();
  }

  /** Nobody wants the file any more. */
  drop(file: string): void {
    this.#files.delete(file);
  }

  #tell(): void {
    let [loadedBytes, totalBytes] = [0, 0];
    for (const { loaded, size } of this.#files.values()) {
      loadedBytes += loaded;
      totalBytes += size;
    }
    this.#report?.({ step: this.#step, loadedBytes, totalBytes });
  }
}
