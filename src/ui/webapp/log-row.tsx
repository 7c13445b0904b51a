import { useLayoutEffect, useRef } from "preact/hooks";
import { kindOf, pathOf, statusWord, whoAsked } from "../../webapp/entry-words.ts";
import type { LogEntry } from "../../webapp/model.ts";
import { formatDuration } from "../format.ts";
import { EntryElapsed } from "./entry-elapsed.tsx";

/** A line of the log. A click or Enter opens it. */
export function LogRow({
  entry,
  index,
  current,
  tabbable,
  onOpen,
}: {
  readonly entry: LogEntry;
  /** Its place in the table, from 1, the head counted. */
  readonly index: number;
  readonly current: boolean;
  readonly tabbable: boolean;
  readonly onOpen: (entry: LogEntry) => void;
}) {
  const row = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // The focus follows the arrow keys; a row that merely is the current one does not take it.
    const grid = row.current?.parentElement;
    if (current && grid?.contains(document.activeElement)) {
      row.current?.focus({ preventScroll: true });
    }
  }, [current]);
  const { start, trace } = entry;
  const path = pathOf(start.url);
  return (
    <div
      ref={row}
      class="log-row"
      role="row"
      aria-rowindex={index}
      aria-selected={current}
      data-kind={kindOf(entry)}
      tabIndex={tabbable ? 0 : -1}
      onClick={() => onOpen(entry)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onOpen(entry);
      }}
    >
      <span class="log-request" role="gridcell" title={`${start.method} ${start.url}`}>
        <b>{start.method}</b> {path}
      </span>
      <span class="log-client" role="gridcell">
        {whoAsked(entry)}
      </span>
      <span class="log-status" role="gridcell">
        {statusWord(entry)}
      </span>
      <span class="log-time" role="gridcell">
        {trace ? formatDuration(trace.ms) : <EntryElapsed entry={entry} />}
      </span>
    </div>
  );
}
