import { useEffect, useState } from "preact/hooks";
import { CodeEditor } from "../../editor/code-editor.tsx";
import type { Notebook } from "../../notebook/model.ts";
import { type DatabaseInfo, QUERY_ROWS, type QueryOutcome } from "../../shared/database.ts";
import { CodedText } from "../coded-text.tsx";
import { countOf, formatCount, formatDuration } from "../format.ts";
import { useServices } from "../services.ts";
import { Menu } from "../shell/menu.tsx";
import { DataTable } from "./data-table.tsx";
import { quoted, remember, shownTable, type DatabaseState } from "./database-state.ts";
import { useWebApp } from "./web-app-context.ts";

/** A statement of the learner's, and what it gave. */
export function DatabaseQuery({
  notebook,
  database,
  state,
}: {
  readonly notebook: Notebook;
  readonly database: DatabaseInfo;
  readonly state: DatabaseState;
}) {
  const { editors } = useServices();
  const { databases } = useWebApp().app;
  const [running, setRunning] = useState(false);
  useEffect(() => {
    const table = shownTable(database.tables, state.table.peek());
    if (state.statement.peek() === "" && table) {
      state.statement.value = `SELECT * FROM ${quoted(table.name)} LIMIT 20`;
    }
  }, []);

  const run = async () => {
    const statement = state.statement.peek().trim();
    if (running || statement === "") return;
    setRunning(true);
    const failed = (error: unknown): QueryOutcome => ({
      kind: "failed",
      message: error instanceof Error ? error.message : String(error),
      hint: null,
    });
    state.outcome.value = await databases.run(database.name, statement).catch(failed);
    state.history.value = remember(state.history.peek(), statement);
    setRunning(false);
  };

  return (
    <div class="database-query">
      <div
        class="database-editor"
        data-scroller
        onKeyDownCapture={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.stopPropagation();
          void run();
        }}
      >
        <CodeEditor
          id="database-query"
          textKey={`${notebook.key}#database-query`}
          label="SQL query"
          language="sql"
          source={state.statement}
          editors={editors}
          onInput={(text) => {
            state.statement.value = text;
          }}
        />
      </div>
      <div class="database-run">
        <button
          type="button"
          class="button primary"
          disabled={running}
          title="Ctrl+Enter"
          onClick={() => void run()}
        >
          Run query
        </button>
        {state.history.value.length > 0 && (
          <Menu
            name="Earlier queries"
            icon="clock"
            items={state.history.value.map((statement) => ({
              label: statement.replaceAll(/\s+/g, " ").slice(0, 60),
              action: () => {
                state.statement.value = statement;
              },
            }))}
          />
        )}
        <span class="dim" role="status">
          {running ? "Running" : outcomeWords(state.outcome.value)}
        </span>
      </div>
      {state.outcome.value && <Outcome outcome={state.outcome.value} />}
    </div>
  );
}

function outcomeWords(outcome: QueryOutcome | null): string {
  if (outcome === null || outcome.kind === "failed") return "";
  const time = formatDuration(outcome.ms);
  if (outcome.kind === "rows") return `${countOf(outcome.rows.rows.length, "row")}, ${time}`;
  return outcome.changed === 0
    ? `Done, ${time}`
    : `${countOf(outcome.changed, "row")} changed, ${time}`;
}

function Outcome({ outcome }: { readonly outcome: QueryOutcome }) {
  if (outcome.kind === "changed") return null;
  if (outcome.kind === "failed") {
    return (
      <div class="database-failed" role="alert">
        <p class="failure-what">{outcome.message}</p>
        {outcome.hint !== null && (
          <p>
            <CodedText text={outcome.hint} />
          </p>
        )}
      </div>
    );
  }
  const { columns, rows, more } = outcome.rows;
  if (columns.length === 0) return null;
  return (
    <>
      <DataTable label="Result of the query" columns={columns} rows={rows} />
      {more && (
        <p class="panel-note dim">
          Only the first {formatCount(QUERY_ROWS)} rows were read. Add a LIMIT or a WHERE.
        </p>
      )}
    </>
  );
}
