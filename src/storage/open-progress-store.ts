import { randomId } from "../shared/random-id.ts";
import { type ReadonlySignal, signal } from "@preact/signals-core";
import { databaseName } from "./database-name.ts";
import { createIdbStore, databaseNames } from "./idb-store.ts";
import { createLeaveJournal, pageNotes } from "./leave-journal.ts";
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
  /** Set once the browser's storage failed and memory took its place. */
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
  const trouble = signal<StorageTrouble | null>(null);
  const name = databaseName(basePath);
  const database = createMigratingStore(createIdbStore(name), () => findOlder(basePath));
  const values = createResilientStore(database, {
    makeRoom,
    onTrouble(found) {
      trouble.value = found;
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
      const { kind, message } = found;
      trouble.value ??= { kind, message: kind === "unavailable" ? message : FILES_NOT_KEPT };
    },
  });
  return {
    store: createProgressStore(values, openTabChannel(name), journal, files),
    trouble,
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
