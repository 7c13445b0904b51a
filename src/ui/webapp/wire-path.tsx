import type { AppCandidate } from "../../shared/http.ts";

/** What the request went through on its way to the view, outermost first. */
export function WirePath({
  middleware,
  endpoint,
  app,
}: {
  readonly middleware: readonly string[];
  readonly endpoint: string | null;
  readonly app: AppCandidate | null;
}) {
  if (middleware.length === 0 && endpoint === null) return null;
  return (
    <section class="detail-part" aria-label="Path through the app">
      <h3>
        Path through the app
        {app && (
          <span class="dim">
            {app.name}, {app.framework}
          </span>
        )}
      </h3>
      <ol class="wire-path">
        {middleware.map((name, index) => (
          <li key={index}>
            <Dotted name={name} />
          </li>
        ))}
        {endpoint !== null && (
          <li class="wire-endpoint">
            <Dotted name={endpoint} />
            <span class="wire-tag">endpoint</span>
          </li>
        )}
      </ol>
    </section>
  );
}

/** A dotted name: what it is called, and dimmed where it comes from. */
function Dotted({ name }: { readonly name: string }) {
  const cut = name.lastIndexOf(".") + 1;
  return (
    <span class="mono" title={name}>
      <span class="dim">{name.slice(0, cut)}</span>
      {name.slice(cut)}
    </span>
  );
}
