import type { WireTrace } from "../../shared/http.ts";
import { environGroups, scopeGroups } from "../../webapp/wire-groups.ts";
import { WireMessages } from "./wire-messages.tsx";
import { WirePath } from "./wire-path.tsx";
import { WireQueries } from "./wire-queries.tsx";
import { LogRecords } from "./wire-logs.tsx";
import { WireTable } from "./wire-table.tsx";

/** What went between server and app: the call as the app got it, and all that it did then. */
export function WireView({ trace }: { readonly trace: WireTrace }) {
  const environ = environGroups(trace.environ);
  const scope = scopeGroups(trace.scope);
  return (
    <>
      <WirePath middleware={trace.middleware} endpoint={trace.endpoint} app={trace.app} />
      {environ.length > 0 && (
        <WireTable
          title="environ"
          words="The dictionary that a WSGI app is called with."
          groups={environ}
        />
      )}
      {scope.length > 0 && (
        <WireTable
          title="scope"
          words="The dictionary that an ASGI app is called with."
          groups={scope}
        />
      )}
      <WireMessages messages={trace.messages} total={trace.ms} />
      <WireQueries queries={trace.queries} />
      <Templates trace={trace} />
      <LogRecords logs={trace.logs} />
    </>
  );
}

function Templates({ trace: { templates } }: { readonly trace: WireTrace }) {
  if (templates.length === 0) return null;
  return (
    <section class="detail-part" aria-label="Templates">
      <h3>Templates</h3>
      <ol class="wire-list">
        {templates.map(({ at, name, engine }, index) => (
          <li key={index}>
            <span class="wire-at">{at.toFixed(1)} ms</span>
            <span class="mono">{name}</span>
            <span class="dim">{engine === "jinja2" ? "Jinja" : "Django"}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
