import type { JsonValue } from "../shared/json.ts";
import { asRecord, asText, asTime } from "../shared/json-fields.ts";
import { normalizeRecord } from "./normalize-record.ts";
import { type CellRecord, EMPTY_RECORD, type NotebookRecord, SCHEMA_VERSION } from "./schema.ts";

/** Turns a record of one version into the next version's; total, drops what makes no sense. */
type Migration = (record: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/**
 * `MIGRATIONS[n]` leads from version n to n + 1. Version 0 is the sketch that came before the first
 * release: texts and passed exercises only, one list each.
 */
const MIGRATIONS: readonly Migration[] = [fromVersion0];

/**
 * A record of any version, brought to this one's form. Null where it is no record, or was written
 * by a later version of Routebook (which must not be cut down to what this one knows).
 */
export function migrateRecord(value: unknown): NotebookRecord | null {
  let record = asRecord(value);
  if (record === null) return null;
  const version = record["version"] ?? 0;
  if (typeof version !== "number" || !Number.isInteger(version) || version > SCHEMA_VERSION) {
    return null;
  }
  for (const migrate of MIGRATIONS.slice(version, SCHEMA_VERSION)) record = migrate(record);
  return normalizeRecord(record);
}

function fromVersion0(
  record: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const updated = asTime(record["updated"]) ?? EMPTY_RECORD.updated;
  const cells = new Map<string, CellRecord>();
  for (const [id, edit] of Object.entries(asRecord(record["edits"]) ?? {})) {
    const fields = asRecord(edit);
    const source = asText(fields?.["source"]);
    if (source === undefined) continue;
    cells.set(id, { edit: { source, base: asText(fields?.["base"]) ?? "", at: updated } });
  }
  for (const [id, time] of Object.entries(asRecord(record["passed"]) ?? {})) {
    cells.set(id, { ...cells.get(id), passedAt: asTime(time) ?? updated });
  }
  const migrated: Readonly<Record<string, JsonValue | object>> = {
    ...EMPTY_RECORD,
    version: 1,
    updated,
    visited: updated,
    cells: Object.fromEntries(cells),
  };
  return migrated;
}
