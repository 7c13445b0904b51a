import type { NoteStorage } from "./leave-journal.ts";
import type { NotebookRecord } from "./schema.ts";

/**
 * Which notebooks look otherwise than their authors wrote them: known at once, where the records
 * themselves take the database to open. Only a hint: it may be missing, and it may be late.
 */
export interface TouchedKeys {
  has(key: string): boolean;
  /** Takes note of a record as it is now stored; null where there is none any more. */
  note(key: string, record: NotebookRecord | null): void;
}

/** The hint in a storage that answers at once; null where the browser forbids it. */
export function createTouchedKeys(storage: NoteStorage | null, prefix: string): TouchedKeys {
  const name = `${prefix}:touched`;

  function read(): ReadonlySet<string> {
    try {
      const keys: unknown = JSON.parse(storage?.getItem(name) ?? "[]");
      return new Set(Array.isArray(keys) ? keys.filter((key) => typeof key === "string") : []);
    } catch {
      return new Set();
    }
  }

  return {
    has: (key) => read().has(key),
    note(key, record) {
      const touched = record !== null && isTouched(record);
      const keys = new Set(read());
      if (keys.has(key) === touched) return;
      if (touched) keys.add(key);
      else keys.delete(key);
      try {
        storage?.setItem(name, JSON.stringify([...keys]));
      } catch {
        // A full or forbidden storage: the next page shows the author's text for a moment.
      }
    },
  };
}

/** True where the notebook is not drawn as its author wrote it, or not from its top. */
function isTouched({ cells, own, quizzes = {}, position }: NotebookRecord): boolean {
  const counts = [own.length, position.scroll, Object.keys(cells).length];
  return [...counts, Object.keys(quizzes).length].some((count) => count > 0);
}
