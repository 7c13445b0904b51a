import type { TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { LogEntry } from "../../webapp/model.ts";
import { LogRow } from "./log-row.tsx";

/** Height of a row, in CSS pixels; the style sheet has the same. */
const ROW = 30;
/** Rows drawn beyond what is in sight. */
const MARGIN = 8;

/**
 * The requests, newest last. Only rows in sight are drawn. It stays at its end as requests come,
 * unless the learner scrolled up. Up, Down, Home and End move, Enter opens.
 */
export function LogTable({
  entries,
  filtered,
  current,
  onCurrent,
  onOpen,
}: {
  readonly entries: readonly LogEntry[];
  /** True where a filter hides some: an empty table says so then. */
  readonly filtered: boolean;
  readonly current: string | null;
  readonly onCurrent: (id: string) => void;
  readonly onOpen: (entry: LogEntry) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  const [view, setView] = useState({ top: 0, height: 600 });
  const at = entries.findIndex(({ id }) => id === current);

  const look = () => {
    const element = scroller.current;
    if (!element) return;
    const { scrollTop, clientHeight, scrollHeight } = element;
    sticks.current = scrollHeight - scrollTop - clientHeight < ROW;
    // A view that is the same draws nothing anew: this is called with each request.
    setView((before) =>
      before.top === scrollTop && before.height === clientHeight
        ? before
        : { top: scrollTop, height: clientHeight },
    );
  };
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      if (sticks.current) element.scrollTop = element.scrollHeight;
      look();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && sticks.current) element.scrollTop = element.scrollHeight;
    look();
  }, [entries]);

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const last = entries.length - 1;
    const to = {
      ArrowDown: Math.min(last, at + 1),
      ArrowUp: at < 0 ? last : Math.max(0, at - 1),
      Home: 0,
      End: last,
    }[event.key];
    const next = to === undefined ? undefined : entries[to];
    if (to === undefined || next === undefined) return;
    event.preventDefault();
    onCurrent(next.id);
    bringIntoSight(scroller.current, to);
  };

  const from = Math.max(0, Math.floor(view.top / ROW) - MARGIN);
  const to = Math.min(entries.length, Math.ceil((view.top + view.height) / ROW) + MARGIN);
  return (
    <div
      class="log"
      ref={scroller}
      role="grid"
      aria-label="Requests"
      aria-rowcount={entries.length + 1}
      onScroll={look}
      onKeyDown={onKeyDown}
    >
      <div class="log-row log-head" role="row" aria-rowindex={1}>
        <span role="columnheader">Request</span>
        <span role="columnheader">Client</span>
        <span role="columnheader">Status</span>
        <span role="columnheader">Time</span>
      </div>
      {entries.length === 0 && (
        <p class="log-empty">
          {filtered
            ? "No request fits the filter."
            : "Requests to your app appear here as they come."}
        </p>
      )}
      <div role="presentation" style={{ height: `${from * ROW}px` }} />
      {entries.slice(from, to).map((entry, index) => (
        <LogRow
          key={entry.id}
          entry={entry}
          index={from + index + 2}
          current={entry.id === current}
          tabbable={at < 0 ? from + index === entries.length - 1 : entry.id === current}
          onOpen={onOpen}
        />
      ))}
      <div role="presentation" style={{ height: `${(entries.length - to) * ROW}px` }} />
    </div>
  );
}

/** Scrolls as little as it takes to have that row between head and end. */
function bringIntoSight(element: HTMLElement | null, index: number): void {
  if (!element) return;
  const top = index * ROW;
  const bottom = top + ROW + ROW;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (bottom > element.scrollTop + element.clientHeight) {
    element.scrollTop = bottom - element.clientHeight;
  }
}
