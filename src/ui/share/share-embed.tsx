import { useState } from "preact/hooks";
import { embedHtml } from "../../lesson/link/embed-html.ts";
import type { LinkView } from "../../lesson/link/link-view.ts";
import { CopyButton } from "./copy-button.tsx";

/** Pixels that a lesson has at first. */
const HEIGHT = 700;

/** The HTML that puts the notebook into another page. */
export function ShareEmbed({
  title,
  addressOf,
}: {
  readonly title: string;
  readonly addressOf: (view: Partial<LinkView>) => string;
}) {
  const [height, setHeight] = useState(HEIGHT);
  const [theme, setTheme] = useState<LinkView["theme"]>(null);
  const [readOnly, setReadOnly] = useState(false);
  const [host, setHost] = useState("");
  const origin = originOf(host);
  const address = addressOf({ embedded: true, theme, readOnly, host: origin });
  const html = address === "" ? "" : embedHtml({ address, title, height });
  return (
    <details class="share-more">
      <summary>Put it into a web page</summary>
      <label class="share-line">
        <span>Height in pixels</span>
        <input
          class="field"
          type="number"
          min={200}
          max={4000}
          value={height}
          onInput={(event) => setHeight(Number(event.currentTarget.value))}
        />
      </label>
      <label class="share-line">
        <span>Theme</span>
        <select
          class="field"
          value={theme ?? ""}
          onChange={(event) => setTheme(themeOf(event.currentTarget.value))}
        >
          <option value="">The reader’s own</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select>
      </label>
      <label class="share-check">
        <input
          type="checkbox"
          checked={readOnly}
          onChange={(event) => setReadOnly(event.currentTarget.checked)}
        />
        Read only: cells run, and cannot be changed
      </label>
      <label class="share-line">
        <span>Site whose scripts may use the lesson</span>
        <input
          class="field"
          placeholder="https://school.example"
          value={host}
          onInput={(event) => setHost(event.currentTarget.value)}
        />
      </label>
      {host.trim() !== "" && origin === null && (
        <p class="dialog-failure">Write the site’s origin, such as https://school.example.</p>
      )}
      <label class="share-address">
        <span>HTML</span>
        <textarea class="field" rows={4} readOnly value={html} />
      </label>
      <div class="shared-buttons">
        <CopyButton text={html} verb="Copy HTML" done="HTML copied" />
      </div>
    </details>
  );
}

function themeOf(text: string): LinkView["theme"] {
  return text === "light" || text === "dark" ? text : null;
}

/** The origin of what was typed; null for none. */
function originOf(text: string): string | null {
  const typed = text.trim();
  if (!/^https?:\/\//i.test(typed) || !URL.canParse(typed)) return null;
  return new URL(typed).origin;
}
