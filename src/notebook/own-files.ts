import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { StoredFile } from "../storage/schema.ts";

/** A text file that the learner added. */
export interface OwnFile {
  readonly path: string;
  readonly source: Signal<string>;
  /** ISO time of the last change. */
  readonly at: Signal<string>;
}

/** The learner's own files, in the order of their paths. */
export interface OwnFiles {
  readonly list: ReadonlySignal<readonly OwnFile[]>;
  find(path: string): OwnFile | undefined;
  /** Adds a file or changes its text. */
  put(path: string, text: string): void;
  /** Takes a file out; undefined where there is none. */
  take(path: string): OwnFile | undefined;
  /** As they are stored. */
  records(): readonly StoredFile[];
  /** Brings the files to a stored state; returns the paths that are gone. */
  apply(records: readonly StoredFile[]): readonly string[];
}

/** No files at first; `now` gives the ISO time of a change. */
export function createOwnFiles(now: () => string): OwnFiles {
  const list = signal<readonly OwnFile[]>([]);
  const find = (path: string) => list.peek().find((file) => file.path === path);

  function set(path: string, text: string, at: string): void {
    const known = find(path);
    if (known !== undefined) {
      batch(() => {
        known.source.value = text;
        known.at.value = at;
      });
      return;
    }
    const file = { path, source: signal(text), at: signal(at) };
    list.value = [...list.peek(), file].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  function take(path: string): OwnFile | undefined {
    const file = find(path);
    if (file !== undefined) list.value = list.peek().filter((other) => other !== file);
    return file;
  }

  return {
    list,
    find,
    take,
    put: (path, text) => set(path, text, now()),
    records: () =>
      list.peek().map(({ path, source, at }) => ({ path, text: source.peek(), at: at.peek() })),
    apply(records) {
      const kept = new Set(records.map(({ path }) => path));
      const gone = list.peek().flatMap(({ path }) => (kept.has(path) ? [] : [path]));
      batch(() => {
        for (const path of gone) take(path);
        for (const { path, text, at } of records) set(path, text, at);
      });
      return gone;
    },
  };
}
