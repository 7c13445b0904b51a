import type { JsonValue } from "./json.ts";

/** A column of a data frame; names need not be unique, ids are. */
export interface GridColumn {
  /** Position as text: "0", "1" …; index levels are "i0", "i1" … */
  readonly id: string;
  readonly name: string;
  /** pandas' dtype, as text. */
  readonly dtype: string;
  readonly kind: "number" | "text" | "boolean" | "datetime" | "other";
  readonly isIndex: boolean;
}

/** What the page gets instead of the rows: the frame stays in the kernel under `id`. */
export interface GridHandle {
  readonly id: number;
  readonly rows: number;
  readonly columns: readonly GridColumn[];
  /** Columns beyond the bound that are not listed. */
  readonly hiddenColumns: number;
  /** The first rows, so that the grid paints at once (and after a reload, without a kernel). */
  readonly head: readonly (readonly JsonValue[])[];
}

/** A column's filter: `contains` ignores case; numbers and dates compare as such. */
export interface GridFilter {
  readonly column: string;
  readonly operator:
    | "contains"
    | "notContains"
    | "equals"
    | "notEqual"
    | "startsWith"
    | "endsWith"
    | "lessThan"
    | "lessThanOrEqual"
    | "greaterThan"
    | "greaterThanOrEqual"
    | "inRange"
    | "blank"
    | "notBlank";
  readonly value: string | number | null;
  /** Upper end of `inRange`. */
  readonly to: string | number | null;
}

export interface GridQuery {
  readonly id: number;
  /** First row, from 0. */
  readonly start: number;
  /** Row after the last. */
  readonly end: number;
  readonly sort: readonly { readonly column: string; readonly descending: boolean }[];
  readonly filters: readonly GridFilter[];
}

export interface GridRows {
  /** Values in the order of the handle's columns; what JSON cannot carry comes as text. */
  readonly rows: readonly (readonly JsonValue[])[];
  /** Rows that pass the filters. */
  readonly total: number;
}
