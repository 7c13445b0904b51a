import "../../theme/pages.css";
/** Instead of everything else, where Python cannot run. */
export function UnsupportedPage({ missing }: { readonly missing: readonly string[] }) {
  return (
    <main class="main unsupported">
      <div class="column page">
        <h1>This browser cannot run Routebook</h1>
        <p class="lesson-summary">Python runs in the page itself, and for that it needs:</p>
        <ul>
          {missing.map((feature) => (
            <li key={feature}>{feature}.</li>
          ))}
        </ul>
        <p>
          Chrome, Edge and Firefox have had all of it since 2023, Safari since version 16.4. If
          yours is newer, it may be turned off: lockdown modes and some company settings do that.
        </p>
      </div>
    </main>
  );
}
