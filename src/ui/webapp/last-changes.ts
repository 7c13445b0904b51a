import type { TableChange, TableRow, WireTrace } from "../../shared/http.ts";
import type { LogEntry } from "../../webapp/model.ts";

/** What is known of the newest request that has ended; null while none has. */
export function lastTrace(entries: readonly LogEntry[]): WireTrace | null {
  return entries.findLast(({ trace }) => trace !== null)?.trace ?? null;
}

/** The newest request that changed rows, with the id of its entry in the log; null where none did. */
export function lastChanging(
  entries: readonly LogEntry[],
): { readonly id: string; readonly trace: WireTrace } | null {
  const entry = entries.findLast(({ trace }) => (trace?.changes.length ?? 0) > 0);
  return entry?.trace ? { id: entry.id, trace: entry.trace } : null;
}

/** Tells how the changes touched a row of a table, by its cells: the rows shown have no other name. */
export function rowMarks(
  changes: readonly TableChange[],
  database: string,
  table: string,
): (row: TableRow) => "added" | "updated" | null {
  const marks = new Map<string, "added" | "updated">();
  for (const change of changes) {
    if (change.database !== database || change.table !== table) continue;
    for (const row of change.added) marks.set(JSON.stringify(row), "added");
    for (const { after } of change.updated) marks.set(JSON.stringify(after), "updated");
  }
  return marks.size === 0 ? () => null : (row) => marks.get(JSON.stringify(row)) ?? null;
}
