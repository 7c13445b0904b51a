import type { KeyValue } from "./key-value.ts";
import { migrateRecord } from "./migrations.ts";
import { isRecordKey, MIGRATED_KEY } from "./keys.ts";

/** What an older version of Routebook left behind. */
export interface OlderStore {
  readonly version: number;
  readonly store: KeyValue;
}

/**
 * A store that takes over the records of an older one before its first operation, once. The older
 * store is left as it is: a tab that still runs the former build goes on with it.
 */
export function createMigratingStore(
  target: KeyValue,
  findOlder: () => Promise<OlderStore | null>,
): KeyValue {
  let ready: Promise<void> | null = null;

  async function takeOver(): Promise<void> {
    if ((await target.get(MIGRATED_KEY)) !== undefined) return;
    const older = await findOlder();
    const entries = older === null ? [] : await older.store.entries();
    const records = entries.flatMap(([key, value]): [string, unknown][] => {
      const record = isRecordKey(key) ? migrateRecord(value) : value;
      return record === null ? [] : [[key, record]];
    });
    const here = new Set((await target.entries()).map(([key]) => key));
    const missing = records.filter(([key]) => !here.has(key));
    await target.setMany([...missing, [MIGRATED_KEY, { from: older?.version ?? null }]]);
  }

  async function after<Result>(operation: () => Promise<Result>): Promise<Result> {
    await (ready ??= takeOver());
    return operation();
  }

  return {
    get: (key) => after(() => target.get(key)),
    update: (key, change) => after(() => target.update(key, change)),
    setMany: (entries) => after(() => target.setMany(entries)),
    delete: (key) => after(() => target.delete(key)),
    entries: () => after(() => target.entries()),
    clear: () =>
      after(async () => {
        await target.clear();
        // Else the next visit would bring back from the older store what was just forgotten.
        await target.setMany([[MIGRATED_KEY, { from: null }]]);
      }),
  };
}
