import type { DatabaseInfo, TableInfo } from "../../shared/database.ts";
import { countOf, formatCount } from "../format.ts";
import { DatabaseRows } from "./database-rows.tsx";
import { DatabaseSchema } from "./database-schema.tsx";
import { shownTable, type DatabaseState } from "./database-state.ts";
import { Segments } from "./segments.tsx";

const PARTS = [
  { id: "rows", label: "Rows" },
  { id: "schema", label: "Schema" },
] as const;

/** The tables of a database, and one of them: its rows, or how it is made. */
export function DatabaseTables({
  database,
  state,
  round,
}: {
  readonly database: DatabaseInfo;
  readonly state: DatabaseState;
  /** Rises whenever rows may have changed. */
  readonly round: number;
}) {
  const { tables, problem } = database;
  const table = shownTable(tables, state.table.value);
  const choose = (name: string) => {
    state.table.value = name;
    state.offset.value = 0;
    state.order.value = null;
  };
  if (problem !== null) {
    return <p class="panel-empty">This file could not be read as a database: {problem}.</p>;
  }
  if (!table) return <p class="panel-empty">This database has no tables yet.</p>;
  return (
    <div class="database-tables">
      <nav class="database-list" aria-label="Tables">
        <ul>
          {tables.map(({ name, kind, rows }) => (
            <li key={name}>
              <button
                type="button"
                aria-current={name === table.name ? "true" : undefined}
                onClick={() => choose(name)}
              >
                <span class="database-list-name">{name}</span>
                <span class="dim">{kind === "view" ? "view" : formatCount(rows)}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div class="database-table">
        <div class="database-table-head">
          <TableSelect tables={tables} table={table} onChoose={choose} />
          <h3>{table.name}</h3>
          <span class="dim">{countOf(table.rows, "row")}</span>
          <span class="grow" />
          <Segments
            name="Of this table"
            segments={PARTS}
            value={state.tablePart.value}
            onChange={(part) => {
              state.tablePart.value = part;
            }}
          />
        </div>
        {state.tablePart.value === "schema" ? (
          <DatabaseSchema table={table} onTable={choose} />
        ) : (
          <DatabaseRows
            key={`${database.name}\n${table.name}`}
            database={database.name}
            table={table}
            state={state}
            round={round}
          />
        )}
      </div>
    </div>
  );
}

/** In the place of the list where there is no room for one. */
function TableSelect({
  tables,
  table,
  onChoose,
}: {
  readonly tables: readonly TableInfo[];
  readonly table: TableInfo;
  readonly onChoose: (name: string) => void;
}) {
  return (
    <select
      class="field database-select"
      aria-label="Table"
      value={table.name}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      {tables.map(({ name, rows, kind }) => (
        <option key={name} value={name}>
          {name} ({kind === "view" ? "view" : formatCount(rows)})
        </option>
      ))}
    </select>
  );
}
