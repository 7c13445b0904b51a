import type { TracedQuery } from "../../shared/http.ts";
import { StaticCode } from "../../editor/static-code.tsx";
import { repeatedStatements } from "../../webapp/repeated-statements.ts";
import { countOf, formatDuration } from "../format.ts";
import { Icon } from "../icon.tsx";

/** The SQL that ran while the request did, in order. */
export function WireQueries({ queries }: { readonly queries: readonly TracedQuery[] }) {
  if (queries.length === 0) return null;
  const total = queries.reduce((sum, { ms }) => sum + ms, 0);
  return (
    <section class="detail-part" aria-label="SQL">
      <h3>
        SQL
        <span class="dim">
          {countOf(queries.length, "statement")}, {formatDuration(total)}
        </span>
      </h3>
      {repeatedStatements(queries).map(({ statement, times }) => (
        <p key={statement} class="detail-note">
          <Icon name="info" />
          <span>
            <code>{statement}</code> ran {times} times. One query with a join, or one for all the
            ids, would do the same.
          </span>
        </p>
      ))}
      <ol class="wire-queries">
        {queries.map((query, index) => (
          <Query key={index} query={query} />
        ))}
      </ol>
    </section>
  );
}

function Query({ query }: { readonly query: TracedQuery }) {
  const { at, ms, statement, parameters, times, changed, database, error } = query;
  return (
    <li data-failed={error === null ? undefined : ""}>
      <StaticCode language="sql" source={statement.trim()} />
      {parameters !== null && <p class="mono wire-parameters">{parameters}</p>}
      {error !== null && <p class="wire-error">{error}</p>}
      <p class="wire-facts">
        <span>at {at.toFixed(1)} ms</span>
        <span>took {formatDuration(ms)}</span>
        {times > 1 && <span>{times} times</span>}
        {changed !== null && <span>{countOf(changed, "row")} changed</span>}
        <span>{database}</span>
      </p>
    </li>
  );
}
