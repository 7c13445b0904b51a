import type { ComponentChildren } from "preact";
import type { WireTrace } from "../../shared/http.ts";
import { whoAsked } from "../../webapp/entry-words.ts";
import type { LogEntry } from "../../webapp/model.ts";
import { countOf, formatBytes, formatDuration } from "../format.ts";
import { FailureView } from "../outputs/failure-view.tsx";
import { Icon } from "../icon.tsx";
import { ChangedTable } from "./database-changes.tsx";
import { LogRecords, Printed } from "./wire-logs.tsx";

/** What a request was, in a few lines, and what came of it: an exception, changed rows, output. */
export function DetailOverview({
  entry,
  onWire,
}: {
  readonly entry: LogEntry;
  readonly onWire: () => void;
}) {
  const { start, trace, lost } = entry;
  return (
    <>
      {lost && (
        <p class="detail-note">
          Python was replaced while this request ran, so there is no answer to it. Run the cell that
          makes the app again, then send it once more.
        </p>
      )}
      {trace?.state === "disconnected" && (
        <p class="detail-note">Whoever asked went away before the answer was complete.</p>
      )}
      {trace?.notes.map((note, index) => (
        <p key={index} class="detail-note">
          <Icon name="info" />
          {note}
        </p>
      ))}
      {trace?.failure && (
        <section class="detail-part" aria-label="Exception">
          <FailureView error={trace.failure} />
        </section>
      )}
      <dl class="facts">
        <Fact name="Address">
          <span class="mono">{start.url}</span>
        </Fact>
        <Fact name="Client">
          {whoAsked(entry)}
          {start.origin === "python" && <span class="dim"> from Python code</span>}
        </Fact>
        <Fact name="Began">
          {new Date(start.began).toLocaleTimeString("en-GB")}
          {trace && <span class="dim">, took {formatDuration(trace.ms)}</span>}
        </Fact>
        {trace && <TraceFacts trace={trace} onWire={onWire} />}
      </dl>
      {trace && trace.changes.length > 0 && (
        <section class="detail-part" aria-label="Database changes">
          <h3>Database changes</h3>
          {trace.changes.map((change) => (
            <ChangedTable key={`${change.database}\n${change.table}`} change={change} />
          ))}
        </section>
      )}
      {trace && <Printed output={trace.output} />}
      {trace && <LogRecords logs={trace.logs} />}
    </>
  );
}

function TraceFacts({ trace, onWire }: { readonly trace: WireTrace; readonly onWire: () => void }) {
  const { app, endpoint, queries, templates } = trace;
  const sqlTime = queries.reduce((sum, { ms }) => sum + ms, 0);
  return (
    <>
      {app && (
        <Fact name="App">
          <span class="mono">{app.name}</span>
          <span class="dim">, {app.framework}</span>
        </Fact>
      )}
      {endpoint !== null && (
        <Fact name="Endpoint">
          <span class="mono">{endpoint}</span>
        </Fact>
      )}
      <Fact name="Sent">{formatBytes(trace.requestBytes)}</Fact>
      <Fact name="Received">{formatBytes(trace.responseBytes)}</Fact>
      {queries.length > 0 && (
        <Fact name="SQL">
          <button type="button" class="data-link" onClick={onWire}>
            {countOf(queries.length, "statement")}, {formatDuration(sqlTime)}
          </button>
        </Fact>
      )}
      {templates.length > 0 && (
        <Fact name="Templates">
          <span class="mono">{templates.map(({ name }) => name).join(", ")}</span>
        </Fact>
      )}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
