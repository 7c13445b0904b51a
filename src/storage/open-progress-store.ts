import { randomId } from "../shared/random-id.ts";
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import { databaseName } from "./database-name.ts";
import { createIdbStore, databaseNames } from "./idb-store.ts";
import { isRecordKey } from "./keys.ts";
import { createLeaveJournal, pageNotes } from "./leave-journal.ts";
import { joinRecords } from "./merge-records.ts";
import { createMigratingStore, type OlderStore } from "./migrating-store.ts";
import { migrateRecord } from "./migrations.ts";
import { createProgressStore, type ProgressStore } from "./progress-store.ts";
import { createResilientStore } from "./resilient-store.ts";
import { SCHEMA_VERSION, withoutOutputs } from "./schema.ts";
import type { StorageTrouble } from "./storage-trouble.ts";
import { openTabChannel } from "./tab-channel.ts";
import { createTouchedKeys, type TouchedKeys } from "./touched-keys.ts";

export interface OpenedStore {
  readonly store: ProgressStore;
  /** Set while the browser's storage is slow, and once it failed and memory took its place. */
  readonly trouble: ReadonlySignal<StorageTrouble | null>;
  readonly touched: TouchedKeys;
}

/**
 * The store of the site served below `basePath`, in IndexedDB; in memory where that fails. Returns
 * at once: the database is opened by the first operation. `makeRoom` removes what can be had again,
 * where there is no room for what the learner wrote; resolves with whether it could.
 */
export function openProgressStore(
  basePath: string,
  makeRoom: () => Promise<boolean> = async () => false,
): OpenedStore {
  const recordTrouble = signal<StorageTrouble | null>(null);
  const fileTrouble = signal<StorageTrouble | null>(null);
  const name = databaseName(basePath);
  const database = createMigratingStore(createIdbStore(name), () => findOlder(basePath));
  const values = createResilientStore(database, {
    makeRoom,
    onTrouble(found) {
      recordTrouble.value = found;
    },
    onReturn: () => store.refresh(),
    join(key, stored, written) {
      if (!isRecordKey(key)) return stored;
      const [here, there] = [migrateRecord(stored), migrateRecord(written)];
      return here === null || there === null ? stored : joinRecords(here, there);
    },
    slim(value) {
      const record = migrateRecord(value);
      return record === null ? value : withoutOutputs(record);
    },
  });
  const notes = pageNotes();
  const journal = createLeaveJournal(notes, name, randomId());
  const files = createResilientStore(createIdbStore(`${name}:files`), {
    makeRoom,
    onTrouble(found) {
      const isLost = found?.kind === "full" || found?.kind === "broken";
      fileTrouble.value = isLost ? { kind: found.kind, message: FILES_NOT_KEPT } : found;
    },
  });
  const store = createProgressStore(values, openTabChannel(name), journal, files);
  return {
    store,
    trouble: computed(() => recordTrouble.value ?? fileTrouble.value),
    touched: createTouchedKeys(notes, name),
  };
}

const FILES_NOT_KEPT =
  "The browser's storage has no room for the files that your programs write: databases and uploads are kept only until this tab closes. Free some space, then reload.";

async function findOlder(basePath: string): Promise<OlderStore | null> {
  // A browser that does not even tell names (some private windows) has nothing older to offer.
  const names = new Set(await databaseNames().catch(() => []));
  for (let version = SCHEMA_VERSION - 1; version >= 0; version--) {
    const name = databaseName(basePath, version);
    if (names.has(name)) return { version, store: createIdbStore(name) };
  }
  return null;
}
