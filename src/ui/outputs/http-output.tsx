import { useState } from "preact/hooks";
import "../../theme/webapp-client.css";
import "../../theme/webapp-panels.css";
import type { KeptAnswer } from "../../shared/http.ts";
import { headerOf } from "../../shared/header-pairs.ts";
import { formatBytes, formatDuration } from "../format.ts";
import { Icon } from "../icon.tsx";
import { IconButton } from "../icon-button.tsx";
import { useServices } from "../services.ts";
import { Segments } from "../webapp/segments.tsx";
import { AnswerBody, bodyViews, type BodyView } from "./answer-body.tsx";
import { setCookies } from "./set-cookies.ts";

type Part = "body" | "headers" | "cookies";

/** An answer of the learner's app: status, body, headers, and the cookies that it sets. */
export function HttpOutput({
  answer,
  onFollow,
}: {
  readonly answer: KeptAnswer;
  /** Goes where the answer redirects to; without it the place is only said. */
  readonly onFollow?: (target: string) => void;
}) {
  const [part, setPart] = useState<Part>("body");
  const [chosen, setView] = useState<BodyView | null>(null);
  const views = bodyViews(answer);
  // An answer that still streams may not have been JSON a moment ago.
  const view = views.find(({ id }) => id === chosen)?.id ?? views[0]?.id ?? "text";
  const { status, reason, headers, ms, bytes, client, notes } = answer;
  const cookies = setCookies(headers);
  const target = status >= 300 && status < 400 ? (headerOf(headers, "location") ?? "") : "";
  return (
    <div class="answer">
      <div class="answer-head">
        <b class="answer-status" data-class={Math.floor(status / 100)}>
          {`${status} ${reason}`.trim()}
        </b>
        <span>{formatDuration(ms)}</span>
        <span>{formatBytes(bytes)}</span>
        {client !== "" && <span>as {client}</span>}
      </div>
      <div class="answer-parts">
        <Segments
          name="Part of the answer"
          segments={[
            { id: "body", label: "Body" },
            { id: "headers", label: `Headers ${headers.length}` },
            { id: "cookies", label: `Cookies ${cookies.length}` },
          ]}
          value={part}
          onChange={setPart}
        />
        <span class="grow" />
        {part === "body" && views.length > 0 && (
          <Segments name="Show the body as" segments={views} value={view} onChange={setView} />
        )}
        {part === "body" && answer.encoding === "text" && bytes > 0 && <CopyBody answer={answer} />}
      </div>
      {notes.map((note) => (
        <p key={note} class="answer-note">
          <Icon name="info" />
          {note}
        </p>
      ))}
      {target !== "" && (
        <p class="answer-note">
          <span>
            Sends the client on to <code>{target}</code>
          </span>
          {onFollow && (
            <button type="button" class="button" onClick={() => onFollow(target)}>
              Follow
            </button>
          )}
        </p>
      )}
      {part === "body" && <AnswerBody answer={answer} view={view} />}
      {part === "headers" && <HeaderTable answer={answer} />}
      {part === "cookies" && (
        <ul class="answer-cookies" aria-label="Cookies that the answer sets">
          {cookies.length === 0 && <li class="dim">The answer sets no cookies.</li>}
          {cookies.map((cookie, index) => (
            <li key={index}>
              <code>
                <b>{cookie.name}</b>={cookie.value}
              </code>
              {cookie.attributes.map((attribute) => (
                <span key={attribute} class="chip">
                  {attribute}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function HeaderTable({ answer: { headers } }: { readonly answer: KeptAnswer }) {
  if (headers.length === 0) return <p class="answer-empty dim">The answer has no headers.</p>;
  return (
    <dl class="answer-headers">
      {headers.map(([name, value], index) => (
        <div key={index}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function CopyBody({ answer: { body } }: { readonly answer: KeptAnswer }) {
  const { announcement, toasts } = useServices();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(body);
      announcement.value = "Body copied.";
      toasts.show("info", "Body copied.");
    } catch {
      toasts.show("error", "The browser did not allow copying. Select the text and copy it.");
    }
  };
  return <IconButton icon="copy" name="Copy body" onClick={() => void copy()} />;
}
