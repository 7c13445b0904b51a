import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { LogEntry } from "../../webapp/model.ts";
import { filterLog } from "../../webapp/filter-log.ts";
import { useServices } from "../services.ts";
import { LogBar } from "./log-bar.tsx";
import { LogTable } from "./log-table.tsx";
import { RequestDetail } from "./request-detail.tsx";
import { Separator } from "./separator.tsx";
import { useWebApp } from "./web-app-context.ts";

/** The log's part of the pane's height, until the learner moves its edge; opened it gets more. */
const SHARE = 0.4;
const OPEN_SHARE = 0.62;
const MIN_HEIGHT = 96;

/** The lower part of the pane: the request log, or one request of it, opened. */
export function RequestsPart() {
  const { pane, workspace } = useServices();
  const { app } = useWebApp();
  const { logShare, logFolded } = workspace.settings;
  const entries = app.log.entries.value;
  const [text, setText] = useState("");
  const [current, setCurrent] = useState<string | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const part = useRef<HTMLElement>(null);
  const total = usePaneHeight(part);
  const shown = filterLog(entries, text);
  const opened = pane.scene.value === null ? undefined : find(entries, pane.request.value);
  const isFolded = logFolded.value && !opened && pane.phoneView.value !== "requests";
  const set = logShare.value ?? SHARE;
  const height = dragged ?? total * (opened ? Math.max(OPEN_SHARE, set) : set);
  const open = (entry: LogEntry) => {
    setCurrent(entry.id);
    pane.request.value = entry.id;
  };
  return (
    <section
      class="requests"
      ref={part}
      aria-label="Requests"
      data-folded={isFolded ? "" : undefined}
      style={isFolded ? {} : { height: `${height}px` }}
    >
      {!isFolded && (
        <Separator
          name="Height of the request log"
          orientation="horizontal"
          value={height}
          min={MIN_HEIGHT}
          max={Math.max(MIN_HEIGHT, Math.round(total * 0.85))}
          onMove={setDragged}
          onDone={(value) => {
            setDragged(null);
            if (total > 0) logShare.value = Math.min(0.85, value / total);
          }}
          onReset={() => {
            logShare.value = null;
          }}
        />
      )}
      {opened ? (
        <RequestDetail
          key={opened.id}
          entry={opened}
          neighbours={neighboursOf(shown, opened)}
          onOpen={open}
          onClose={() => {
            pane.request.value = null;
          }}
        />
      ) : (
        <>
          <LogBar
            text={text}
            onText={setText}
            folded={isFolded}
            onFold={(fold) => {
              logFolded.value = fold;
            }}
          />
          {!isFolded && (
            <LogTable
              entries={shown}
              filtered={text.trim() !== "" && entries.length > 0}
              current={current}
              onCurrent={setCurrent}
              onOpen={open}
            />
          )}
        </>
      )}
    </section>
  );
}

/** The height, in CSS pixels, of which the log takes its part. */
function usePaneHeight(part: { readonly current: HTMLElement | null }): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const pane = part.current?.parentElement;
    if (!pane) return undefined;
    const measure = () => setHeight(pane.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(pane);
    return () => observer.disconnect();
  }, []);
  return height;
}

function find(entries: readonly LogEntry[], id: string | null): LogEntry | undefined {
  return id === null ? undefined : entries.find((entry) => entry.id === id);
}

/** The requests before and after, as the filter shows them. */
function neighboursOf(
  shown: readonly LogEntry[],
  { id }: LogEntry,
): { readonly before: LogEntry | undefined; readonly after: LogEntry | undefined } {
  const at = shown.findIndex((entry) => entry.id === id);
  return { before: at > 0 ? shown[at - 1] : undefined, after: at < 0 ? undefined : shown[at + 1] };
}
