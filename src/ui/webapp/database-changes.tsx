import type { TableChange, TableRow } from "../../shared/http.ts";
import { countOf } from "../format.ts";
import { CellText } from "./data-table.tsx";
import { lastChanging, lastTrace } from "./last-changes.ts";
import { useOpenRequest } from "./open-request.ts";
import { useWebApp } from "./web-app-context.ts";

/** What the last request changed; where it changed nothing, what the last one did that changed something. */
export function DatabaseChanges() {
  const entries = useWebApp().app.log.entries.value;
  const openRequest = useOpenRequest();
  const last = lastTrace(entries);
  const changing = lastChanging(entries);
  if (last === null) {
    return (
      <div class="panel-empty">
        <p>
          <b>No request yet.</b>
        </p>
        <p>Send one, in the preview or the HTTP client: the rows it changes show here.</p>
      </div>
    );
  }
  if (changing === null) {
    return (
      <p class="panel-empty">
        The last request, {last.method} {pathOf(last.url)}, changed no rows.
      </p>
    );
  }
  const { trace, id } = changing;
  return (
    <div class="database-changes">
      {trace !== last && (
        <p class="panel-note dim">
          The last request, {last.method} {pathOf(last.url)}, changed no rows. Before it:
        </p>
      )}
      <p class="panel-note">
        <button type="button" class="data-link" onClick={() => openRequest(id)}>
          {trace.method} {pathOf(trace.url)}
        </button>{" "}
        <span class="dim">
          {trace.client !== "" && `by ${trace.client}, `}
          {trace.status === null ? "no answer" : `answered ${trace.status}`}
        </span>
      </p>
      {trace.changes.map((change) => (
        <ChangedTable key={`${change.database}\n${change.table}`} change={change} />
      ))}
    </div>
  );
}

/** Rows that were added, removed and changed, in one table. */
export function ChangedTable({ change }: { readonly change: TableChange }) {
  const { table, database, columns, added, removed, updated, more } = change;
  const label = `Changes in ${table}`;
  return (
    <section class="database-change" aria-label={label}>
      <h3>
        {table} <span class="dim">{database}</span>
      </h3>
      <div class="data-scroll" role="region" aria-label={`${label}, rows`} tabIndex={0}>
        <table class="data-table" aria-label={label}>
          <thead>
            <tr>
              <th scope="col">
                <span class="sr-only">What happened</span>
              </th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {added.map((row, index) => (
              <WholeRow key={`a${index}`} row={row} kind="added" />
            ))}
            {updated.map(({ before, after }, index) => (
              <UpdatedRow key={`u${index}`} before={before} after={after} />
            ))}
            {removed.map((row, index) => (
              <WholeRow key={`r${index}`} row={row} kind="removed" />
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 && <p class="panel-note dim">And {countOf(more, "more row")}.</p>}
    </section>
  );
}

function WholeRow({ row, kind }: { readonly row: TableRow; readonly kind: "added" | "removed" }) {
  return (
    <tr data-mark={kind}>
      <td class="database-sign" aria-label={kind}>
        {kind === "added" ? "+" : "−"}
      </td>
      {row.map((cell, index) => (
        <td key={index}>
          <CellText cell={cell} />
        </td>
      ))}
    </tr>
  );
}

function UpdatedRow({ before, after }: { readonly before: TableRow; readonly after: TableRow }) {
  return (
    <tr data-mark="updated">
      <td class="database-sign" aria-label="changed">
        ~
      </td>
      {after.map((cell, index) => {
        const former = before[index] ?? null;
        return (
          <td key={index}>
            {former === cell ? (
              <CellText cell={cell} />
            ) : (
              <>
                <del>
                  <CellText cell={former} />
                </del>{" "}
                <span aria-hidden="true">→</span>{" "}
                <ins>
                  <CellText cell={cell} />
                </ins>
              </>
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** The path and query of an address, for a line of text. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
