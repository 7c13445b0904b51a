import { clear, createStore, del, entries, get, setMany, update } from "idb-keyval";
import type { KeyValue } from "./key-value.ts";

const OBJECT_STORE = "records";

/**
 * A store in the IndexedDB database of that name. Opening happens at the first operation; each
 * operation rejects with the browser's own error (blocked, broken, QuotaExceededError).
 */
export function createIdbStore(database: string): KeyValue {
  // Made on first use: where `indexedDB` is missing, createStore throws at once.
  let opened: ReturnType<typeof createStore> | null = null;
  const store = () => (opened ??= createStore(database, OBJECT_STORE));
  return {
    async get(key) {
      return get<unknown>(key, store());
    },
    async update(key, change) {
      await update<unknown>(key, change, store());
    },
    async setMany(values) {
      await setMany(
        values.map(([key, value]): [string, unknown] => [key, value]),
        store(),
      );
    },
    async delete(key) {
      await del(key, store());
    },
    async entries() {
      return entries<string, unknown>(store());
    },
    async clear() {
      await clear(store());
    },
  };
}

/** Names of the databases that exist; empty where the browser does not tell. */
export async function databaseNames(): Promise<readonly string[]> {
  const infos = await indexedDB.databases?.();
  return (infos ?? []).flatMap(({ name }) => (name === undefined ? [] : [name]));
}
