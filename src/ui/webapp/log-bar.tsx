import { formatCount } from "../format.ts";
import { Icon } from "../icon.tsx";
import { IconButton } from "../icon-button.tsx";
import { useServices } from "../services.ts";
import { useWebApp } from "./web-app-context.ts";

/** The head of the request log: what runs, the filter, and clearing. */
export function LogBar({
  text,
  onText,
  folded,
  onFold,
}: {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly folded: boolean;
  readonly onFold: (fold: boolean) => void;
}) {
  const { workspace } = useServices();
  const { log } = useWebApp().app;
  const count = log.entries.value.length;
  const running = log.running.value;
  return (
    <div class="log-bar">
      <h2>
        <button
          type="button"
          class="log-fold"
          aria-expanded={!folded}
          onClick={() => onFold(!folded)}
        >
          <Icon name={folded ? "chevron-right" : "chevron-down"} />
          Requests
          {count > 0 && <span class="log-count">{formatCount(count)}</span>}
        </button>
      </h2>
      {running > 0 && (
        <button
          type="button"
          class="button log-stop"
          aria-label={running > 1 ? `Stop ${running} requests` : "Stop the request"}
          onClick={() => void workspace.app.stopRequests().catch(() => undefined)}
        >
          <Icon name="stop" />
          {running > 1 ? `Stop ${running}` : "Stop"}
        </button>
      )}
      <span class="grow" />
      {!folded && (
        <>
          <input
            class="log-filter"
            type="search"
            aria-label="Filter requests"
            placeholder="Filter: post 5xx bob"
            title='Words that must all fit: a method, a status ("404", "5xx", ">=400"), a part of path or client; "-word" leaves out'
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            value={text}
            onInput={({ currentTarget }) => onText(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Escape" || text === "") return;
              event.preventDefault();
              onText("");
            }}
          />
          <IconButton
            icon="trash"
            name="Clear requests"
            disabled={count === 0}
            onClick={() => log.clear()}
          />
        </>
      )}
    </div>
  );
}
