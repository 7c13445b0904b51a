import type { TableRow } from "./http.ts";

/** The SQLite databases of the kernel, for the database panel. */

/** A database: a file of the working folder, or one in memory that a connection holds. */
export interface DatabaseInfo {
  /** Path in the working folder ("db.sqlite3"), or ":memory:" with a number where there are several. */
  readonly name: string;
  /** Bytes; null for one in memory. */
  readonly bytes: number | null;
  readonly tables: readonly TableInfo[];
  /** Why it could not be read ("file is not a database"); null where it could. */
  readonly problem: string | null;
}

export interface TableInfo {
  readonly name: string;
  readonly kind: "table" | "view";
  readonly rows: number;
  readonly columns: readonly ColumnInfo[];
  /** The CREATE statement. */
  readonly sql: string;
  /** Names of its indexes. */
  readonly indexes: readonly string[];
}

export interface ColumnInfo {
  readonly name: string;
  /** As declared: "INTEGER", "varchar(80)"; "" where nothing was declared. */
  readonly type: string;
  readonly notNull: boolean;
  /** Its place in the primary key, from 1; 0 where it is not in it. */
  readonly key: number;
  /** "tickets_ticket(id)" where it refers to another table; else null. */
  readonly references: string | null;
  /** The SQL of its default; null where there is none. */
  readonly fallback: string | null;
}

/** A page of a table. */
export interface TableQuery {
  readonly database: string;
  readonly table: string;
  /** First row, from 0. */
  readonly offset: number;
  /** Rows wanted, 200 at most. */
  readonly limit: number;
  readonly order: { readonly column: string; readonly descending: boolean } | null;
}

/** Rows, of a table or of a query. Cells longer than 1,000 characters are cut; blobs are "x'…'". */
export interface TableRows {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** Rows of the whole table; for a query, as many as were read. */
  readonly total: number;
  /** True where a query had more rows than {@link QUERY_ROWS}. */
  readonly more: boolean;
}

/** Rows of a query that are read at most. */
export const QUERY_ROWS = 1000;

/** What a statement of the learner's gave. Several statements at once are refused. */
export type QueryOutcome =
  | { readonly kind: "rows"; readonly rows: TableRows; readonly ms: number }
  /** It changed rows (committed), or the schema (`changed` 0). */
  | { readonly kind: "changed"; readonly changed: number; readonly ms: number }
  /** SQLite refused it; `message` is SQLite's, `hint` a sentence that says what to try, or null. */
  | { readonly kind: "failed"; readonly message: string; readonly hint: string | null };
