import type { GridHandle } from "../../shared/grid.ts";
import { cellText } from "./grid-query.ts";

/** Heights of the rows, the same as in the paging grid. */
export const rowHeight = 28;
/** Height of the row of names. */
export const headHeight = 34;

const mostRows = 10;

/** The height of a grid, which its size alone decides: nothing moves when rows arrive. */
export function gridHeight({ rows }: GridHandle): number {
  const scrollBar = 14;
  return headHeight + Math.max(1, Math.min(rows, mostRows)) * rowHeight + scrollBar + 2;
}

/** A column's name; an index without one is called what it is. */
export function columnName(name: string, isIndex: boolean): string {
  return name === "" && isIndex ? "index" : name;
}

/** A frame's first rows as a plain table. */
export function StaticGrid({ handle }: { readonly handle: GridHandle }) {
  const { columns, head } = handle;
  return (
    <div class="grid-static" tabIndex={0} role="group" aria-label="First rows">
      <table>
        <thead>
          <tr>
            {columns.map(({ id, name, dtype, kind, isIndex }) => (
              <th key={id} title={dtype} data-kind={kind} data-index={isIndex ? "" : undefined}>
                {columnName(name, isIndex)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {head.map((row, index) => (
            <tr key={index}>
              {columns.map(({ id, kind, isIndex }, column) => {
                const value = row[column] ?? null;
                return (
                  <td
                    key={id}
                    data-kind={kind}
                    data-index={isIndex ? "" : undefined}
                    data-missing={value === null ? "" : undefined}
                  >
                    {cellText(value, kind)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {head.length === 0 && <p class="grid-empty">No rows</p>}
    </div>
  );
}
