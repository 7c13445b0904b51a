import { signal, type Signal } from "@preact/signals";
import type { DatabaseInfo, QueryOutcome, TableInfo, TableQuery } from "../../shared/database.ts";
import { stateOfNotebook } from "./notebook-state.ts";

/** What of a database is shown. */
export type DatabasePart = "tables" | "query" | "changes";

/** What the database panel remembers. */
export interface DatabaseState {
  /** Name of the database that was chosen; null follows what there is. */
  readonly database: Signal<string | null>;
  /** Name of the table that was chosen; null follows what there is. */
  readonly table: Signal<string | null>;
  readonly part: Signal<DatabasePart>;
  readonly tablePart: Signal<"rows" | "schema">;
  /** The first row shown, from 0. */
  readonly offset: Signal<number>;
  readonly order: Signal<TableQuery["order"]>;
  readonly statement: Signal<string>;
  /** The statements that ran, the last first. */
  readonly history: Signal<readonly string[]>;
  readonly outcome: Signal<QueryOutcome | null>;
}

/** The panel's state for a notebook. */
export const databaseState = stateOfNotebook((): DatabaseState => ({
  database: signal(null),
  table: signal(null),
  part: signal("tables"),
  tablePart: signal("rows"),
  offset: signal(0),
  order: signal(null),
  statement: signal(""),
  history: signal([]),
  outcome: signal(null),
}));

/** Rows of a page. */
export const PAGE_ROWS = 100;

/** Statements that the history keeps. */
const HISTORY = 10;

/** The history with one more statement at its head; one that is there already moves up. */
export function remember(history: readonly string[], statement: string): readonly string[] {
  return [statement, ...history.filter((other) => other !== statement)].slice(0, HISTORY);
}

/** The database that is shown: the chosen one, else the first. */
export function shownDatabase(
  list: readonly DatabaseInfo[],
  chosen: string | null,
): DatabaseInfo | undefined {
  return list.find(({ name }) => name === chosen) ?? list[0];
}

/** Tables that frameworks keep for themselves. */
const FRAMEWORK = /^(?:django_|auth_|sqlite_|alembic_)/;

/** The table that is shown: the chosen one, else the first that is the learner's own. */
export function shownTable(
  tables: readonly TableInfo[],
  chosen: string | null,
): TableInfo | undefined {
  return (
    tables.find(({ name }) => name === chosen) ??
    tables.find(({ name }) => !FRAMEWORK.test(name)) ??
    tables[0]
  );
}

/** An identifier as SQL takes it: bare where it may be, else in quotes. */
export function quoted(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
