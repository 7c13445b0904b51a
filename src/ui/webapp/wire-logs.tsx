import type { WireTrace } from "../../shared/http.ts";

/** Log records that were written while the request ran. */
export function LogRecords({ logs }: { readonly logs: WireTrace["logs"] }) {
  if (logs.length === 0) return null;
  return (
    <section class="detail-part" aria-label="Log records">
      <h3>Log records</h3>
      <ol class="wire-list">
        {logs.map(({ at, level, logger, message }, index) => (
          <li key={index}>
            <span class="wire-at">{at.toFixed(1)} ms</span>
            <span class="wire-level" data-level={level.toLowerCase()}>
              {level}
            </span>
            <span class="dim">{logger}</span>
            <span class="wire-words">{message}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What the app printed while the request ran. */
export function Printed({ output }: { readonly output: WireTrace["output"] }) {
  if (output.length === 0) return null;
  return (
    <section class="detail-part" aria-label="Printed">
      <h3>Printed</h3>
      <pre class="wire-text">
        {output.map(({ stream, text }, index) => (
          <span key={index} data-stream={stream}>
            {text}
          </span>
        ))}
      </pre>
    </section>
  );
}
