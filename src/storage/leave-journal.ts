import { asRecord } from "../shared/json-fields.ts";
import { migrateRecord } from "./migrations.ts";
import { type NotebookRecord, withoutOutputs } from "./schema.ts";

/** What a page that went away had not stored yet. */
export interface JournalEntry {
  readonly key: string;
  /** The record it had grown from. */
  readonly base: NotebookRecord;
  readonly mine: NotebookRecord;
}

/** A note of a page that went away. */
export interface Note extends JournalEntry {
  /** What it tells is stored. */
  forget(): void;
}

/**
 * Notes of pages that are about to go. IndexedDB needs a round trip to merge, for which a page that
 * is being left has no time; these notes are written in one synchronous step.
 */
export interface LeaveJournal {
  /** Never throws: without room or permission there is no note. */
  write(entry: JournalEntry): void;
  /** This page stored the record after all. */
  forget(key: string): void;
  /** All notes, of any page. */
  read(): readonly Note[];
}

/** The part of the Web Storage interface that is needed. */
export type NoteStorage = Pick<Storage, "length" | "key" | "getItem" | "setItem" | "removeItem">;

/** Characters; browsers give a site about five million. */
const ROOM = 1_000_000;

/** Notes below `prefix`; `page` is an id of this page, so that two tabs do not overwrite each other. */
export function createLeaveJournal(
  storage: NoteStorage | null,
  prefix: string,
  page: string,
): LeaveJournal {
  const start = `${prefix}:leave:`;
  const nameOf = (key: string) => `${start}${page}:${key}`;

  /** Runs what a browser may forbid at any moment. */
  function attempt(work: (storage: NoteStorage) => unknown): void {
    if (storage === null) return;
    try {
      work(storage);
    } catch {
      // A full or forbidden storage: the record itself is still being stored the usual way.
    }
  }

  return {
    write({ key, base, mine }) {
      attempt((notes) => {
        const whole = JSON.stringify({ key, base, mine });
        const small = { key, base: withoutOutputs(base), mine: withoutOutputs(mine) };
        notes.setItem(nameOf(key), whole.length <= ROOM ? whole : JSON.stringify(small));
      });
    },
    forget(key) {
      attempt((notes) => notes.removeItem(nameOf(key)));
    },
    read() {
      const found: Note[] = [];
      attempt((notes) => {
        const names = Array.from({ length: notes.length }, (_, index) => notes.key(index));
        for (const name of names) {
          if (name?.startsWith(start) !== true) continue;
          const text = notes.getItem(name);
          const entry = readEntry(text);
          // Its page may be there still, and have written another one by then.
          const forget = () =>
            attempt((notes) => notes.getItem(name) === text && notes.removeItem(name));
          if (entry === null) forget();
          else found.push({ ...entry, forget });
        }
      });
      return found;
    },
  };
}

/** The page's localStorage; null where the browser forbids it. */
export function pageNotes(): NoteStorage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function readEntry(text: string | null): JournalEntry | null {
  const fields = asRecord(parse(text ?? ""));
  const [base, mine] = [migrateRecord(fields?.["base"]), migrateRecord(fields?.["mine"])];
  const key = fields?.["key"];
  return typeof key === "string" && base !== null && mine !== null ? { key, base, mine } : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
