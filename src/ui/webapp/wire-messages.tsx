import { useState } from "preact/hooks";
import type { WireTrace } from "../../shared/http.ts";
import type { JsonValue } from "../../shared/json.ts";
import { formatBytes, formatDuration } from "../format.ts";
import { PaneIcon } from "./pane-icon.tsx";
import { WireValue } from "./wire-value.tsx";

/** What an ASGI app received and sent, each at its time. */
export function WireMessages({
  messages,
  total,
}: {
  readonly messages: WireTrace["messages"];
  /** Milliseconds of the whole request. */
  readonly total: number;
}) {
  if (messages.length === 0) return null;
  return (
    <section class="detail-part" aria-label="Messages">
      <h3>
        Messages
        <span class="dim">
          The app awaits <code>receive()</code> and <code>send()</code>; {formatDuration(total)} in
          all.
        </span>
      </h3>
      <ol class="wire-messages">
        {messages.map((message, index) => (
          <Message key={index} {...message} total={total} />
        ))}
      </ol>
    </section>
  );
}

function Message({
  at,
  direction,
  message,
  total,
}: WireTrace["messages"][number] & { readonly total: number }) {
  const [isOpen, setOpen] = useState(false);
  const share = total > 0 ? Math.min(1, at / total) : 0;
  return (
    <li data-direction={direction}>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <PaneIcon name={direction === "receive" ? "receive" : "send"} />
          <span class="wire-direction">{direction}</span>
          <span class="mono">{typeOf(message)}</span>
          <span class="dim">{sizeOf(message)}</span>
          <span class="grow" />
          <span class="wire-track" aria-hidden="true">
            <span style={{ left: `${share * 100}%` }} />
          </span>
          <span class="wire-at">{at.toFixed(1)} ms</span>
        </summary>
        {isOpen && (
          <div class="wire-message">
            <WireValue value={message} />
          </div>
        )}
      </details>
    </li>
  );
}

/** The message's type, and the status it carries. */
function typeOf(message: JsonValue): string {
  const type = field(message, "type");
  const status = field(message, "status");
  const name = typeof type === "string" ? type : "a message without a type";
  return typeof status === "number" ? `${name} ${status}` : name;
}

function sizeOf(message: JsonValue): string {
  const size = field(field(message, "body") ?? field(message, "bytes") ?? null, "size");
  const more = field(message, "more_body") === true ? ", more to come" : "";
  return typeof size === "number" ? formatBytes(size) + more : more;
}

function field(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return (value as { readonly [key: string]: JsonValue })[name];
}
