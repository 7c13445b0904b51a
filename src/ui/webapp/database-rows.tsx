import { useEffect, useMemo, useState } from "preact/hooks";
import type { TableInfo, TableQuery, TableRows } from "../../shared/database.ts";
import type { Databases } from "../../webapp/model.ts";
import { formatCount } from "../format.ts";
import { DataTable } from "./data-table.tsx";
import { PAGE_ROWS, type DatabaseState } from "./database-state.ts";
import { lastTrace, rowMarks } from "./last-changes.ts";
import { useWebApp } from "./web-app-context.ts";

type Shown =
  | { readonly kind: "none" }
  | { readonly kind: "rows"; readonly rows: TableRows; readonly offset: number }
  | { readonly kind: "failed"; readonly message: string };

/** The rows of a table, a page at a time; what the last request touched is marked. */
export function DatabaseRows({
  database,
  table,
  state,
  round,
}: {
  readonly database: string;
  readonly table: TableInfo;
  readonly state: DatabaseState;
  readonly round: number;
}) {
  const { app } = useWebApp();
  const [shown, setShown] = useState<Shown>({ kind: "none" });
  const [busy, setBusy] = useState(false);
  const offset = state.offset.value;
  const order = state.order.value;
  useEffect(() => {
    let here = true;
    const ask = async () => {
      setBusy(true);
      const next = await load(app.databases, {
        database,
        table: table.name,
        offset,
        limit: PAGE_ROWS,
        order,
      });
      if (!here) return;
      setShown(next);
      setBusy(false);
    };
    void ask();
    return () => {
      here = false;
    };
  }, [database, table.name, offset, order, round]);
  const entries = app.log.entries.value;
  const marks = useMemo(
    () => rowMarks(lastTrace(entries)?.changes ?? [], database, table.name),
    [entries, database, table.name],
  );
  // The last rows of a page may have been deleted, and the page with them.
  const total = shown.kind === "rows" ? shown.rows.total : null;
  useEffect(() => {
    if (total !== null && offset > 0 && offset >= total) {
      state.offset.value = lastPage(total);
    }
  }, [total, offset]);

  if (shown.kind === "none") return null;
  if (shown.kind === "failed") return <p class="panel-empty">{shown.message}</p>;
  const { rows } = shown;
  const sort = (column: string) => {
    state.offset.value = 0;
    if (order?.column !== column) state.order.value = { column, descending: false };
    else state.order.value = order.descending ? null : { column, descending: true };
  };
  return (
    <>
      <DataTable
        label={`Rows of ${table.name}`}
        columns={rows.columns}
        rows={rows.rows}
        numeric={rows.columns.map((name) => isNumeric(table, name))}
        marks={marks}
        order={order}
        onOrder={sort}
        busy={busy}
        first={shown.offset}
      />
      {rows.total === 0 ? (
        <p class="panel-note dim">No rows yet.</p>
      ) : (
        <Pager rows={rows} offset={shown.offset} state={state} />
      )}
    </>
  );
}

async function load(databases: Databases, query: TableQuery): Promise<Shown> {
  try {
    return { kind: "rows", rows: await databases.rows(query), offset: query.offset };
  } catch (error) {
    return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}

function Pager({
  rows,
  offset,
  state,
}: {
  readonly rows: TableRows;
  readonly offset: number;
  readonly state: DatabaseState;
}) {
  const last = offset + rows.rows.length;
  // From the page that was asked for last: presses may come faster than rows.
  const turn = (by: number) => {
    const wanted = state.offset.peek() + by;
    state.offset.value = Math.min(lastPage(rows.total), Math.max(0, wanted));
  };
  return (
    <div class="database-pager">
      <span role="status">
        {formatCount(offset + 1)}–{formatCount(last)} of {formatCount(rows.total)}
      </span>
      {rows.total > PAGE_ROWS && (
        <>
          <span class="grow" />
          <button
            type="button"
            class="button"
            disabled={offset === 0}
            onClick={() => turn(-PAGE_ROWS)}
          >
            Previous
          </button>
          <button
            type="button"
            class="button"
            disabled={last >= rows.total}
            onClick={() => turn(PAGE_ROWS)}
          >
            Next
          </button>
        </>
      )}
    </div>
  );
}

/** The first row of the last page. */
function lastPage(total: number): number {
  return Math.max(0, Math.ceil(total / PAGE_ROWS) - 1) * PAGE_ROWS;
}

/** By SQLite's own rules for the affinity of a declared type. */
function isNumeric({ columns }: TableInfo, name: string): boolean {
  const type = columns.find((column) => column.name === name)?.type ?? "";
  return /INT|REAL|FLOA|DOUB|NUMERIC|DECIMAL/i.test(type);
}
