import type { ComponentChildren } from "preact";
import type { TableRow } from "../../shared/http.ts";
import { Icon } from "../icon.tsx";

/** How rows are sorted. */
export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

/** Rows of a database as a table with a head that stays in sight. */
export function DataTable({
  label,
  columns,
  rows,
  numeric = [],
  marks,
  order,
  onOrder,
  busy = false,
  first = 0,
}: {
  /** What is in it: "Rows of ticket". */
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** Which columns hold numbers. */
  readonly numeric?: readonly boolean[];
  /** How a row is marked; null where it is not. */
  readonly marks?: (row: TableRow) => "added" | "updated" | null;
  readonly order?: Order | null;
  /** Called with the column that was pressed; without it the rows cannot be sorted. */
  readonly onOrder?: (column: string) => void;
  readonly busy?: boolean;
  /** Place of the first row in the table, from 0. */
  readonly first?: number;
}) {
  return (
    <div class="data-scroll" role="region" aria-label={label} tabIndex={0}>
      <table class="data-table" aria-busy={busy} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <HeadCell
                key={`${index}:${column}`}
                column={column}
                isNumber={numeric[index] === true}
                order={order?.column === column ? order : null}
                onOrder={onOrder}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const mark = marks?.(row) ?? null;
            return (
              <tr key={first + index} data-mark={mark ?? undefined}>
                {row.map((cell, column) => (
                  <td key={column} data-number={numeric[column] === true ? "" : undefined}>
                    {column === 0 && mark !== null && (
                      <span class="sr-only">{mark} by the last request: </span>
                    )}
                    <CellText cell={cell} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function HeadCell({
  column,
  isNumber,
  order,
  onOrder,
}: {
  readonly column: string;
  readonly isNumber: boolean;
  readonly order: Order | null;
  readonly onOrder: ((column: string) => void) | undefined;
}) {
  const sort = order === null ? "none" : order.descending ? "descending" : "ascending";
  return (
    <th
      scope="col"
      data-number={isNumber ? "" : undefined}
      {...(onOrder && { "aria-sort": sort as "none" | "ascending" | "descending" })}
    >
      {onOrder ? (
        <button type="button" onClick={() => onOrder(column)}>
          {column}
          {order && <Icon name={order.descending ? "chevron-down" : "chevron-up"} />}
        </button>
      ) : (
        column
      )}
    </th>
  );
}

const BLOB = /^x'[0-9a-f]*…?'?$/i;

/** A cell's text: NULL as a dim word, what is long cut with the whole as its title. */
export function CellText({ cell }: { readonly cell: string | null }): ComponentChildren {
  if (cell === null) return <span class="data-null">NULL</span>;
  if (BLOB.test(cell) && cell.length > 3) {
    return (
      <span class="data-cut" title={cell}>
        <span class="data-kind">blob</span> {cell.slice(2).replace(/'$/, "")}
      </span>
    );
  }
  if (cell.length <= 24) return cell;
  return (
    <span class="data-cut" title={cell}>
      {cell}
    </span>
  );
}
