import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { FileStore, KeptFile } from "../storage/file-store.ts";
import type { NotebookEffects } from "./effects.ts";

/** Bytes of a notebook's files that are kept over visits. */
export const KEPT_LIMIT = 25_000_000;

const SOON = 700;

/** Files that no text of the notebook holds: what programs wrote, and uploads that are no text. */
export interface KeptFiles {
  readonly list: ReadonlySignal<ReadonlyMap<string, KeptFile>>;
  /** Takes over what an earlier visit kept, unless it is there already; returns what came. */
  restore(accept: (path: string) => boolean): Promise<readonly KeptFile[]>;
  put(file: KeptFile): void;
  /** Takes a file out; undefined where there is none. */
  take(path: string): KeptFile | undefined;
  /** False from a change until it is stored. */
  readonly stored: ReadonlySignal<boolean>;
  /** Stores at once what is not yet stored. */
  flush(): Promise<void>;
  /** Stops storing by itself. */
  close(): void;
}

export interface KeptFilesOptions {
  readonly store: FileStore;
  /** Key of the notebook's record. */
  readonly key: string;
  readonly effects: Pick<NotebookEffects, "setTimer" | "onHide">;
  /** Told the paths that are too much to be kept, whenever they change; empty once all are kept. */
  readonly onRefused: (paths: readonly string[]) => void;
}

/** Stores changes within a second, and when the page may be about to go. */
export function createKeptFiles(options: KeptFilesOptions): KeptFiles {
  const { store, key, effects, onRefused } = options;
  const list = signal<ReadonlyMap<string, KeptFile>>(new Map());
  const stored = signal(true);
  const changed = new Set<string>();
  let refused: readonly string[] = [];
  let callOff: (() => void) | null = null;
  let saving: Promise<void> = Promise.resolve();

  function note(path: string): void {
    changed.add(path);
    stored.value = false;
    callOff ??= effects.setTimer(() => void flush(), SOON);
  }

  function flush(): Promise<void> {
    callOff?.();
    callOff = null;
    saving = saving.then(save);
    return saving;
  }

  async function save(): Promise<void> {
    if (changed.size === 0) return;
    const files = list.peek();
    const tooMuch = beyondLimit([...files.values()]);
    const fits = (path: string) => files.has(path) && !tooMuch.includes(path);
    // What did not fit before may do so now.
    const asked = new Set([...changed, ...refused, ...tooMuch]);
    changed.clear();
    if (tooMuch.join("\n") !== refused.join("\n")) onRefused(tooMuch);
    refused = tooMuch;
    const kept = [...asked].flatMap((path) => (fits(path) ? [files.get(path)] : []));
    await store.change(
      key,
      kept.filter((file) => file !== undefined),
      [...asked].filter((path) => !fits(path)),
    );
    stored.value = changed.size === 0;
  }

  const unhide = effects.onHide(() => void flush());

  return {
    list,
    stored,
    flush,
    async restore(accept) {
      const former = await store.read(key);
      const fresh = former.filter(
        ({ path }) => accept(path) && !list.peek().has(path) && !changed.has(path),
      );
      if (fresh.length === 0) return fresh;
      list.value = new Map([
        ...list.peek(),
        ...fresh.map((file): [string, KeptFile] => [file.path, file]),
      ]);
      return fresh;
    },
    put(file) {
      list.value = new Map(list.peek()).set(file.path, file);
      note(file.path);
    },
    take(path) {
      const file = list.peek().get(path);
      if (file === undefined) return undefined;
      const rest = new Map(list.peek());
      rest.delete(path);
      list.value = rest;
      note(path);
      return file;
    },
    close() {
      callOff?.();
      callOff = null;
      unhide();
    },
  };
}

/** The paths that are left out, the largest first, so that as many files as can be are kept. */
function beyondLimit(files: readonly KeptFile[]): readonly string[] {
  let room = KEPT_LIMIT;
  return files
    .toSorted((a, b) => a.bytes.length - b.bytes.length)
    .flatMap(({ path, bytes }) => {
      room -= bytes.length;
      return room < 0 ? [path] : [];
    });
}
