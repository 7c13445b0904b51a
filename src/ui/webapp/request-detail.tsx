import { useLayoutEffect, useRef } from "preact/hooks";
import { signal } from "@preact/signals";
import "../../theme/webapp-database.css";
import "../../theme/webapp-detail.css";
import "../../theme/webapp-panels.css";
import { kindOf, pathOf, statusWord } from "../../webapp/entry-words.ts";
import type { LogEntry } from "../../webapp/model.ts";
import { formatDuration } from "../format.ts";
import { IconButton } from "../icon-button.tsx";
import { DetailButtons } from "./detail-buttons.tsx";
import { DetailOverview } from "./detail-overview.tsx";
import { EntryElapsed } from "./entry-elapsed.tsx";
import { MessageView } from "./message-view.tsx";
import { PaneIconButton } from "./pane-icon.tsx";
import { Segments } from "./segments.tsx";
import { WireView } from "./wire-view.tsx";

type Section = "overview" | "request" | "response" | "wire";

const SECTIONS = [
  { id: "overview", label: "Overview" },
  { id: "request", label: "Request" },
  { id: "response", label: "Response" },
  { id: "wire", label: "On the wire" },
] as const satisfies readonly { readonly id: Section; readonly label: string }[];

/** Stays from one request to the next: who compares two looks at the same part of both. */
const section = signal<Section>("overview");

/** A request of the log, opened. Escape leads back to the log. */
export function RequestDetail({
  entry,
  neighbours: { before, after },
  onOpen,
  onClose,
}: {
  readonly entry: LogEntry;
  readonly neighbours: {
    readonly before: LogEntry | undefined;
    readonly after: LogEntry | undefined;
  };
  readonly onOpen: (entry: LogEntry) => void;
  readonly onClose: () => void;
}) {
  const root = useRef<HTMLDivElement>(null);
  const { start, trace } = entry;
  useLayoutEffect(() => {
    // The line that was opened is gone: the focus goes on here, unless it was elsewhere.
    const active = document.activeElement;
    if (active === null || active === document.body) root.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div
      ref={root}
      class="detail"
      role="group"
      aria-label={`${start.method} ${pathOf(start.url)}`}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <div class="detail-head">
        <PaneIconButton icon="back" name="All requests" onClick={onClose} />
        <h2 title={start.url}>
          <b>{start.method}</b> {pathOf(start.url)}
        </h2>
        <span class="status-chip" data-kind={kindOf(entry)}>
          {statusWord(entry)}
        </span>
        <span class="detail-time">
          {trace ? formatDuration(trace.ms) : <EntryElapsed entry={entry} />}
        </span>
        <IconButton
          icon="chevron-up"
          name="Earlier request"
          disabled={before === undefined}
          onClick={() => before && onOpen(before)}
        />
        <IconButton
          icon="chevron-down"
          name="Later request"
          disabled={after === undefined}
          onClick={() => after && onOpen(after)}
        />
      </div>
      <DetailButtons entry={entry} />
      <div class="detail-sections">
        <Segments
          name="Part of the request"
          segments={SECTIONS}
          value={section.value}
          onChange={(id) => {
            section.value = id;
          }}
        />
      </div>
      <div class="detail-body" role="region" aria-label="Details" tabIndex={0} key={section.value}>
        <DetailSection entry={entry} />
      </div>
    </div>
  );
}

function DetailSection({ entry }: { readonly entry: LogEntry }) {
  const { trace } = entry;
  const showWire = () => {
    section.value = "wire";
  };
  if (section.value === "overview") return <DetailOverview entry={entry} onWire={showWire} />;
  if (trace === null) {
    return <p class="detail-empty">What the request was shows here once it has ended.</p>;
  }
  switch (section.value) {
    case "request":
      return (
        <MessageView
          headers={trace.requestHeaders}
          body={trace.requestBody}
          bytes={trace.requestBytes}
          none="The request has no body."
        />
      );
    case "response":
      if (trace.status === null) {
        return <p class="detail-empty">The app gave no answer to this request.</p>;
      }
      return (
        <MessageView
          headers={trace.responseHeaders}
          body={trace.responseBody}
          bytes={trace.responseBytes}
          none="The answer has no body."
        />
      );
    case "wire":
      return <WireView trace={trace} />;
  }
}
