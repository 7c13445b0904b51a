import { StaticCode } from "../../editor/static-code.tsx";
import type { ColumnInfo, TableInfo } from "../../shared/database.ts";

/** How a table is made: columns, indexes, and the statement that made it. */
export function DatabaseSchema({
  table,
  onTable,
}: {
  readonly table: TableInfo;
  /** Goes to a table that a column refers to. */
  readonly onTable: (name: string) => void;
}) {
  const label = `Columns of ${table.name}`;
  return (
    <div class="database-schema">
      <div class="data-scroll" role="region" aria-label={label} tabIndex={0}>
        <table class="data-table" aria-label={label}>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Type</th>
              <th scope="col">Rules</th>
            </tr>
          </thead>
          <tbody>
            {table.columns.map((column) => (
              <tr key={column.name}>
                <td>{column.name}</td>
                <td>{column.type || <span class="dim">any</span>}</td>
                <td class="database-rules">
                  <Rules column={column} onTable={onTable} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {table.indexes.length > 0 && (
        <p class="database-indexes">
          <b>Indexes</b> {table.indexes.join(", ")}
        </p>
      )}
      {table.sql !== "" && (
        <div class="database-sql">
          <StaticCode language="sql" source={table.sql} />
        </div>
      )}
    </div>
  );
}

function Rules({
  column: { key, notNull, fallback, references },
  onTable,
}: {
  readonly column: ColumnInfo;
  readonly onTable: (name: string) => void;
}) {
  const target = references?.replace(/\(.*$/, "");
  return (
    <>
      {key > 0 && <span class="data-kind">primary key{key > 1 ? ` ${key}` : ""}</span>}
      {notNull && <span class="data-kind">not null</span>}
      {fallback !== null && <span class="data-kind">default {fallback}</span>}
      {references !== null && target !== undefined && (
        <button type="button" class="data-link" onClick={() => onTable(target)}>
          → {references}
        </button>
      )}
    </>
  );
}
