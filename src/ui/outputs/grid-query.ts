import type { JsonValue } from "../../shared/json.ts";
import type { GridColumn, GridFilter, GridQuery } from "../../shared/grid.ts";

/** How the grid library tells what is sorted and filtered. */
export interface GridModel {
  readonly sort: readonly { readonly colId: string; readonly sort: string | null | undefined }[];
  /** By column; whatever is no record is no filter. */
  readonly filters: unknown;
}

const operators: readonly string[] = [
  "contains",
  "notContains",
  "equals",
  "notEqual",
  "startsWith",
  "endsWith",
  "lessThan",
  "lessThanOrEqual",
  "greaterThan",
  "greaterThanOrEqual",
  "inRange",
  "blank",
  "notBlank",
];

/** The kernel's query for some rows of a grid as the library has sorted and filtered it. */
export function gridQuery(id: number, start: number, end: number, model: GridModel): GridQuery {
  return {
    id,
    start,
    end,
    sort: model.sort.map(({ colId, sort }) => ({ column: colId, descending: sort === "desc" })),
    filters: Object.entries(model.filters ?? {}).flatMap(([column, filter]) =>
      gridFilter(column, filter),
    ),
  };
}

/** The library's filter as the kernel's; nothing for one that makes no sense. */
function gridFilter(column: string, model: unknown): readonly GridFilter[] {
  if (typeof model !== "object" || model === null) return [];
  const fields = model as Readonly<Record<string, unknown>>;
  const operator = fields["type"];
  if (!isOperator(operator)) return [];
  const value = operand(fields["filter"] ?? fields["dateFrom"]);
  const to = operand(fields["filterTo"] ?? fields["dateTo"]);
  return [{ column, operator, value, to }];
}

function isOperator(value: unknown): value is GridFilter["operator"] {
  return typeof value === "string" && operators.includes(value);
}

function operand(value: unknown): string | number | null {
  return typeof value === "string" || typeof value === "number" ? value : null;
}

/** How a value is shown in a column; what is missing has pandas' word for it. */
export function cellText(value: JsonValue, kind: GridColumn["kind"]): string {
  if (value === null) return { number: "NaN", datetime: "NaT" }[kind as string] ?? "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}
