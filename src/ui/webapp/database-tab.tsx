import { useEffect, useRef, useState } from "preact/hooks";
import type { Notebook } from "../../notebook/model.ts";
import type { DatabaseInfo } from "../../shared/database.ts";
import { CodedText } from "../coded-text.tsx";
import { formatBytes } from "../format.ts";
import { useServices } from "../services.ts";
import { DatabaseChanges } from "./database-changes.tsx";
import { DatabaseQuery } from "./database-query.tsx";
import { databaseState, shownDatabase, type DatabaseState } from "./database-state.ts";
import { DatabaseTables } from "./database-tables.tsx";
import { PaneIcon, PaneIconButton } from "./pane-icon.tsx";
import { Segments } from "./segments.tsx";
import { useWebApp } from "./web-app-context.ts";
import "../../theme/webapp-panels.css";
import "../../theme/webapp-database.css";

const HOW =
  'Your program makes one: with `sqlite3.connect("notes.db")`, with SQLAlchemy, or with Django’s `migrate`. Its tables and rows show here as soon as they are there, and so does what each request changes.';

/** The SQLite databases of the notebook's kernel: tables, rows, queries, and what changed last. */
export function DatabaseTab() {
  const { workspace } = useServices();
  const notebook = workspace.notebook.value;
  return notebook && <Panel key={notebook.key} notebook={notebook} />;
}

const PARTS = [
  { id: "tables", label: "Tables" },
  { id: "query", label: "Query" },
  { id: "changes", label: "Last request" },
] as const;

function Panel({ notebook }: { readonly notebook: Notebook }) {
  const { databases } = useWebApp().app;
  const state = databaseState(notebook);
  const [round, refresh] = useRound(notebook);
  const list = databases.list.value;
  const problem = databases.problem.value;
  const database = shownDatabase(list, state.database.value);
  const part = state.part.value;
  if (!database && part !== "changes") return <Empty problem={problem} notebook={notebook} />;
  return (
    <div class="database">
      <div class="database-bar">
        {database && <DatabaseChoice list={list} database={database} state={state} />}
        <span class="grow" />
        <Segments
          name="What to show"
          segments={PARTS}
          value={part}
          onChange={(next) => {
            state.part.value = next;
          }}
        />
        <PaneIconButton icon="reload" name="Refresh" onClick={refresh} />
      </div>
      {problem !== null && (
        <p class="database-problem" role="status">
          {problem}
        </p>
      )}
      {database && part === "tables" && (
        <DatabaseTables database={database} state={state} round={round} />
      )}
      {database && part === "query" && (
        <DatabaseQuery key={database.name} notebook={notebook} database={database} state={state} />
      )}
      {part === "changes" && <DatabaseChanges />}
    </div>
  );
}

/** The database shown, and the way to another where there are several. */
function DatabaseChoice({
  list,
  database,
  state,
}: {
  readonly list: readonly DatabaseInfo[];
  readonly database: DatabaseInfo;
  readonly state: DatabaseState;
}) {
  const size = database.bytes === null ? "in memory" : formatBytes(database.bytes);
  return (
    <span class="database-choice">
      <PaneIcon name="database" />
      {list.length > 1 ? (
        <select
          class="field"
          aria-label="Database"
          value={database.name}
          onChange={(event) => {
            state.database.value = event.currentTarget.value;
            state.table.value = null;
            state.offset.value = 0;
            state.order.value = null;
          }}
        >
          {list.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      ) : (
        <span class="database-name">{database.name}</span>
      )}
      <span class="dim">{size}</span>
    </span>
  );
}

function Empty({
  problem,
  notebook,
}: {
  readonly problem: string | null;
  readonly notebook: Notebook;
}) {
  const kernel = notebook.kernel.value.kind;
  if (kernel === "starting") return <p class="panel-empty dim">Python is starting.</p>;
  return (
    <div class="panel-empty">
      <PaneIcon name="database" />
      <p>
        <b>No database yet.</b>
      </p>
      <p>{problem ?? <CodedText text={HOW} />}</p>
    </div>
  );
}

/**
 * A number that rises whenever rows may have changed, with the list of databases asked for each
 * time, and the way to ask at once.
 */
function useRound(notebook: Notebook): readonly [number, () => void] {
  const { databases } = useWebApp().app;
  const [pressed, setPressed] = useState(0);
  const runs = useRef(0);
  const kernel = notebook.kernel.value.kind;
  const before = useRef(kernel);
  if (before.current !== kernel) {
    // A run that just ended may have changed a database in memory, which no event tells.
    if (kernel === "ready") runs.current++;
    before.current = kernel;
  }
  const round = databases.revision.value + runs.current + pressed;
  useEffect(() => {
    if (kernel === "ready" || kernel === "running") void databases.refresh();
  }, [round]);
  return [round, () => setPressed((count) => count + 1)];
}
