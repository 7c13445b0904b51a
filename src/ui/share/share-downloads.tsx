import { useState } from "preact/hooks";
import type { ExportFormat } from "../../notebook/workspace.ts";
import { messageOf } from "../../runtime/errors.ts";
import { download } from "../download.ts";
import { useServices } from "../services.ts";

const FORMATS: readonly (readonly [ExportFormat, string])[] = [
  ["md", "Markdown (.md)"],
  ["ipynb", "Jupyter (.ipynb)"],
  ["py", "Python (.py)"],
  ["zip", "Project (.zip)"],
];

/** The notebook as a file, with the work in it. */
export function ShareDownloads() {
  const { announcement, workspace } = useServices();
  const [trouble, setTrouble] = useState<string | null>(null);
  const give = async (format: ExportFormat) => {
    try {
      const { name, type, content } = await workspace.exportNotebook(format);
      const part = typeof content === "string" ? content : content.slice();
      download(name, new Blob([part], { type }));
      announcement.value = `${name} downloaded.`;
      setTrouble(null);
    } catch (error) {
      setTrouble(messageOf(error));
    }
  };
  return (
    <details class="share-more">
      <summary>Download a file</summary>
      <div class="shared-buttons">
        {FORMATS.map(([format, name]) => (
          <button key={format} type="button" class="button" onClick={() => void give(format)}>
            {name}
          </button>
        ))}
      </div>
      <p class="dim">The project runs outside the browser, too: how is in its README.</p>
      {trouble !== null && (
        <p class="dialog-failure" role="alert">
          {trouble}
        </p>
      )}
    </details>
  );
}
