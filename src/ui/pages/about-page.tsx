import "../../theme/pages.css";
import { useEffect, useState } from "preact/hooks";
import { countOf } from "../format.ts";
import { useServices, type Licence } from "../services.ts";

const kinds = [
  ["runtime", "Python itself"],
  ["python", "Python packages"],
  ["npm", "In the page"],
] as const;

/** What this is, in which versions, and whose work it stands on. */
export function AboutPage() {
  const { loadLicences, version, workspace } = useServices();
  const [licences, setLicences] = useState<readonly Licence[] | "failed" | null>(null);
  useEffect(() => {
    loadLicences().then(setLicences, () => setLicences("failed"));
  }, []);
  const kernel = workspace.notebook.value?.kernel.value;
  return (
    <div class="column page prose">
      <h1>About Routebook</h1>
      <p>
        Routebook teaches Python for the web with the real thing: Python runs in this tab, with
        Flask, Pydantic, pandas and their like. Nothing is sent anywhere; what you write stays in
        this browser until you export it.
      </p>
      <p>
        Version {version}
        {kernel &&
          "info" in kernel &&
          `, with Python ${kernel.info.python} on Pyodide ${kernel.info.pyodide}`}
        . Routebook is free software under the MIT licence.
      </p>
      <h2>Third-party software</h2>
      <p>Everything below is shipped with the page and comes under its own licence.</p>
      {licences === null && <p class="dim">The list is being loaded.</p>}
      {licences === "failed" && (
        <p role="alert">The list did not load. Check the connection, then reload the page.</p>
      )}
      {Array.isArray(licences) &&
        kinds.map(([kind, title]) => (
          <LicenceList
            key={kind}
            title={title}
            licences={licences.filter((licence: Licence) => licence.kind === kind)}
          />
        ))}
    </div>
  );
}

function LicenceList({
  title,
  licences,
}: {
  readonly title: string;
  readonly licences: readonly Licence[];
}) {
  if (licences.length === 0) return null;
  return (
    <section>
      <h3>
        {title} <span class="dim">{countOf(licences.length, "work")}</span>
      </h3>
      <ul class="licences">
        {licences.map((licence) => (
          <li key={`${licence.name} ${licence.version}`}>
            <LicenceLine licence={licence} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function LicenceLine({ licence: { name, version, licence, text } }: { readonly licence: Licence }) {
  const [open, setOpen] = useState(false);
  const line = (
    <>
      <b>{name}</b> <span class="dim">{version}</span>
      <span class="licence-kind">{licence}</span>
    </>
  );
  if (!text) return <div class="licence-line">{line}</div>;
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="licence-line">{line}</summary>
      {open && <pre>{text}</pre>}
    </details>
  );
}
