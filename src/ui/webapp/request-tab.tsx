import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import "../../theme/webapp-client.css";
import "../../theme/webapp-panels.css";
import { copyOfText } from "../../webapp/copy-request.ts";
import { readDraft } from "../../webapp/draft.ts";
import { bodyKind } from "../../webapp/body-kind.ts";
import { CopyAs } from "./copy-as.tsx";
import { CurlForm } from "./curl-form.tsx";
import { PairRows } from "./pair-rows.tsx";
import { RequestAnswer } from "./request-answer.tsx";
import { RequestBody } from "./request-body.tsx";
import { RequestLine } from "./request-line.tsx";
import { Segments } from "./segments.tsx";
import { useWebApp } from "./web-app-context.ts";

const HEADER_NAMES = [
  "Accept",
  "Accept-Language",
  "Authorization",
  "Cache-Control",
  "Content-Type",
  "Cookie",
  "If-Modified-Since",
  "If-None-Match",
  "Origin",
  "Range",
  "Referer",
  "User-Agent",
  "X-CSRFToken",
  "X-Requested-With",
] as const;

/** Stays while other tabs are looked at. */
const part = signal<"headers" | "body">("body");

/** The HTTP client: a request, and its answer. */
export function RequestTab() {
  const { tool, clients, status } = useWebApp().app;
  const [importing, setImporting] = useState(false);
  const [problem, setProblem] = useState("");
  const draft = tool.draft.value;
  const sent = draft.headers.filter(({ on, name }) => on && name !== "").length;
  return (
    <div
      class="request-tab"
      onKeyDownCapture={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation();
        void tool.send();
      }}
    >
      <section class="request-editing" aria-label="Request">
        <RequestLine onProblem={setProblem} />
        <div class="request-row">
          <Segments
            name="Part of the request"
            segments={[
              { id: "body", label: bodyKind(draft) === "none" ? "Body" : "Body •" },
              { id: "headers", label: `Headers ${sent}` },
            ]}
            value={part.value}
            onChange={(id) => {
              part.value = id;
            }}
          />
          <span class="grow" />
          <select
            class="pane-select"
            aria-label="Send as"
            title="Whose cookies go with the request"
            value={clients.active.value}
            onChange={({ currentTarget }) => {
              clients.active.value = currentTarget.value;
            }}
          >
            {clients.names.value.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
          <CopyAs
            request={() =>
              copyOfText(readDraft(draft), clients.active.peek(), status.origin.peek())
            }
          />
          <button
            type="button"
            class="button quiet"
            aria-expanded={importing}
            onClick={() => setImporting(!importing)}
          >
            Import curl
          </button>
        </div>
        {importing && <CurlForm onClose={() => setImporting(false)} />}
        {problem && (
          <p class="request-problem" role="alert">
            {problem}
          </p>
        )}
        {tool.notice.value !== null && <p class="request-notice">{tool.notice.value}</p>}
        {part.value === "headers" ? (
          <PairRows
            what="header"
            names="header-names"
            switches
            pairs={draft.headers}
            onChange={(headers) => {
              tool.draft.value = { ...tool.draft.peek(), headers };
            }}
          />
        ) : (
          <RequestBody />
        )}
        <datalist id="header-names">
          {HEADER_NAMES.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </datalist>
      </section>
      <section class="request-answer" aria-label="Answer">
        <RequestAnswer />
      </section>
    </div>
  );
}
