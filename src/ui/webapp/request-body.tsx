import { useComputed } from "@preact/signals";
import { useState } from "preact/hooks";
import { CodeEditor } from "../../editor/code-editor.tsx";
import {
  type BodyKind,
  bodyKind,
  formBody,
  formFields,
  withBodyKind,
} from "../../webapp/body-kind.ts";
import { jsonProblem } from "../../webapp/json-problem.ts";
import { useServices } from "../services.ts";
import { type Pair, PairRows } from "./pair-rows.tsx";
import { useWebApp } from "./web-app-context.ts";

const KINDS = {
  none: "No body",
  json: "JSON",
  form: "Form",
  text: "Text",
  other: "Other, by its header",
} as const satisfies Record<BodyKind, string>;

/** The body of the request: its kind, and an editor that suits it. */
export function RequestBody() {
  const { tool } = useWebApp().app;
  const draft = tool.draft.value;
  const kind = bodyKind(draft);
  const setBody = (body: string) => {
    tool.draft.value = { ...tool.draft.peek(), body };
  };
  const setKind = (next: BodyKind) => {
    if (next !== "other") tool.draft.value = withBodyKind(tool.draft.peek(), next);
  };
  const problem = kind === "json" && draft.body !== "" ? jsonProblem(draft.body) : null;
  return (
    <div class="request-body">
      <div class="request-row">
        <select
          class="field"
          aria-label="Kind of the body"
          value={kind}
          onChange={({ currentTarget }) => setKind(currentTarget.value as BodyKind)}
        >
          {Object.entries(KINDS)
            .filter(([id]) => id !== "other" || kind === "other")
            .map(([id, label]) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
        </select>
        {kind === "json" && (
          <button
            type="button"
            class="button"
            disabled={draft.body === "" || problem !== null}
            onClick={() => setBody(JSON.stringify(JSON.parse(draft.body), null, 2))}
          >
            Format
          </button>
        )}
        {problem !== null && (
          <span class="request-problem" role="status">
            Line {problem.line}, column {problem.column}: {problem.message}
          </span>
        )}
      </div>
      {kind === "form" && <FormRows body={draft.body} onChange={setBody} />}
      {kind !== "none" && kind !== "form" && (
        <BodyEditor language={kind === "json" ? "json" : "plaintext"} onInput={setBody} />
      )}
    </div>
  );
}

function BodyEditor({
  language,
  onInput,
}: {
  readonly language: string;
  readonly onInput: (body: string) => void;
}) {
  const { editors } = useServices();
  const { tool } = useWebApp().app;
  const body = useComputed(() => tool.draft.value.body);
  return (
    <div class="request-editor" data-scroller>
      <CodeEditor
        id="request-body"
        textKey="request#body"
        label="Body of the request"
        language={language}
        source={body}
        editors={editors}
        onInput={onInput}
      />
    </div>
  );
}

/** A form's fields as rows. What is typed stays as it is until the body changes from outside. */
function FormRows({
  body,
  onChange,
}: {
  readonly body: string;
  readonly onChange: (body: string) => void;
}) {
  const [rows, setRows] = useState<readonly Pair[]>(() => rowsOf(body));
  const mine = formBody(rows.map(({ name, value }) => [name, value]));
  const shown = mine === body ? rows : rowsOf(body);
  return (
    <PairRows
      what="field"
      pairs={shown}
      switches={false}
      onChange={(pairs) => {
        setRows(pairs);
        onChange(formBody(pairs.map(({ name, value }) => [name, value])));
      }}
    />
  );
}

function rowsOf(body: string): readonly Pair[] {
  return formFields(body).map(([name, value]) => ({ name, value, on: true }));
}
