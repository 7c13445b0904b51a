import { createFileStore, type FileStore } from "./file-store.ts";
import type { KeyValue } from "./key-value.ts";
import { CURRENT_SCRATCH_KEY, isRecordKey, SETTINGS_KEY } from "./keys.ts";
import type { LeaveJournal } from "./leave-journal.ts";
import { createMemoryStore } from "./memory-store.ts";
import { mergeRecords, removedRecord } from "./merge-records.ts";
import { migrateRecord } from "./migrations.ts";
import type { NotebookRecord } from "./schema.ts";
import { normalizeSettings, type StoredSettings } from "./stored-settings.ts";
import type { TabChannel } from "./tab-channel.ts";

/** Something in the store changed, in this tab ("here") or another one. */
export type StoreChange = { readonly origin: "here" | "elsewhere" } & (
  | { readonly kind: "record"; readonly key: string; readonly record: NotebookRecord | null }
  | { readonly kind: "settings" }
  /** Anything may have: an import or a reset of everything. */
  | { readonly kind: "all" }
);

/** Progress, one record a notebook. No method rejects while the key-value store below does not. */
export interface ProgressStore {
  read(key: string): Promise<NotebookRecord | null>;
  /**
   * Writes `mine`, which grew from `base`, merging cell by cell with what another tab wrote since.
   * Resolves with the record as stored. What the other tab wrote is seen through `view` first: it
   * may be of another version of the lesson.
   */
  save(
    key: string,
    base: NotebookRecord,
    mine: NotebookRecord,
    view?: (record: NotebookRecord) => NotebookRecord,
  ): Promise<NotebookRecord>;
  /** Notes at once what a page that is being left has not stored; the next page stores it. */
  leave(key: string, base: NotebookRecord, mine: NotebookRecord): void;
  /** Writes records as they are, in one go. */
  put(records: ReadonlyMap<string, NotebookRecord>): Promise<void>;
  /** Forgets a notebook, its kept files too. */
  remove(key: string): Promise<void>;
  list(): Promise<ReadonlyMap<string, NotebookRecord>>;
  readSettings(): Promise<StoredSettings>;
  writeSettings(settings: StoredSettings): Promise<void>;
  /** Id of the scratch notebook that is opened by default. */
  readCurrentScratch(): Promise<string | null>;
  writeCurrentScratch(id: string): Promise<void>;
  /** The files of notebooks that no record holds, by the record's key. */
  readonly files: FileStore;
  /** Forgets everything. */
  clear(): Promise<void>;
  /** Has all listeners look again: the key-value store below may hold more than they have read. */
  refresh(): void;
  /** Hears of every change; returns the way to stop. */
  subscribe(listener: (change: StoreChange) => void): () => void;
}

const EVERYTHING = "*";

/**
 * Progress over any key-value store; `channel` keeps the tabs of one site in step. The bytes of
 * files lie in a store of their own, for every look at all records would read them else.
 */
export function createProgressStore(
  values: KeyValue,
  channel: TabChannel,
  journal: LeaveJournal,
  fileValues: KeyValue = createMemoryStore(),
): ProgressStore {
  const files = createFileStore(fileValues);
  const listeners = new Set<(change: StoreChange) => void>();

  function tell(change: StoreChange): void {
    for (const listener of listeners) listener(change);
    if (change.origin === "elsewhere") return;
    if (change.kind === "record") channel.post(change.key);
    else channel.post(change.kind === "settings" ? SETTINGS_KEY : EVERYTHING);
  }

  async function read(key: string): Promise<NotebookRecord | null> {
    await recovered();
    return migrateRecord(await values.get(key));
  }

  async function save(
    key: string,
    base: NotebookRecord,
    mine: NotebookRecord,
    view = (record: NotebookRecord) => record,
  ): Promise<NotebookRecord> {
    let saved = mine;
    await values.update(key, (value) => {
      const stored = migrateRecord(value);
      const theirs = stored ?? removedRecord(base.revision);
      const unchanged = stored !== null && stored.revision === base.revision;
      const isFirst = stored === null && base.revision === 0;
      saved =
        unchanged || isFirst
          ? { ...mine, revision: base.revision + 1 }
          : mergeRecords(base, mine, view(theirs));
      return saved;
    });
    tell({ origin: "here", kind: "record", key, record: saved });
    return saved;
  }

  let recovering: Promise<void> | null = null;

  /** Before anything is read, what former pages left behind is stored. */
  function recovered(): Promise<void> {
    recovering ??= (async () => {
      for (const { key, base, mine, forget } of journal.read()) {
        await save(key, base, mine);
        forget();
      }
    })();
    return recovering;
  }

  channel.listen((key) => {
    const origin = "elsewhere";
    if (key === EVERYTHING) tell({ origin, kind: "all" });
    else if (key === SETTINGS_KEY) tell({ origin, kind: "settings" });
    else if (isRecordKey(key)) {
      void read(key).then((record) => tell({ origin, kind: "record", key, record }));
    }
  });

  return {
    read,
    async save(key, base, mine, view) {
      await recovered();
      const saved = await save(key, base, mine, view);
      journal.forget(key);
      return saved;
    },
    leave: (key, base, mine) => journal.write({ key, base, mine }),
    async put(records) {
      await recovered();
      await values.setMany([...records]);
      tell({ origin: "here", kind: "all" });
    },
    async remove(key) {
      await recovered();
      await values.delete(key);
      await files.remove(key);
      tell({ origin: "here", kind: "record", key, record: null });
    },
    async list() {
      await recovered();
      const records = new Map<string, NotebookRecord>();
      for (const [key, value] of await values.entries()) {
        const record = isRecordKey(key) ? migrateRecord(value) : null;
        if (record !== null) records.set(key, record);
      }
      return records;
    },
    async readSettings() {
      return normalizeSettings(await values.get(SETTINGS_KEY));
    },
    async writeSettings(settings) {
      await values.setMany([[SETTINGS_KEY, settings]]);
      tell({ origin: "here", kind: "settings" });
    },
    async readCurrentScratch() {
      const id = await values.get(CURRENT_SCRATCH_KEY);
      return typeof id === "string" ? id : null;
    },
    async writeCurrentScratch(id) {
      await values.setMany([[CURRENT_SCRATCH_KEY, id]]);
    },
    files,
    async clear() {
      await recovered();
      await values.clear();
      await files.clear();
      tell({ origin: "here", kind: "all" });
    },
    refresh: () => tell({ origin: "elsewhere", kind: "all" }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
