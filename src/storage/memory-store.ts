import type { KeyValue } from "./key-value.ts";

/** A store that lives as long as the page; values are copied in and out, as in IndexedDB. */
export function createMemoryStore(seed: readonly (readonly [string, unknown])[] = []): KeyValue {
  const values = new Map<string, unknown>(seed);
  return {
    async get(key) {
      return structuredClone(values.get(key));
    },
    async update(key, change) {
      values.set(key, structuredClone(change(structuredClone(values.get(key)))));
    },
    async setMany(entries) {
      for (const [key, value] of structuredClone(entries)) values.set(key, value);
    },
    async delete(key) {
      values.delete(key);
    },
    async entries() {
      return structuredClone([...values]);
    },
    async clear() {
      values.clear();
    },
  };
}
