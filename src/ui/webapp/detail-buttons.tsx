import { copyOfTrace } from "../../webapp/copy-request.ts";
import { canReplay } from "../../webapp/http-tool.ts";
import type { LogEntry } from "../../webapp/model.ts";
import { traceText } from "../../webapp/trace-text.ts";
import { Icon } from "../icon.tsx";
import { useServices } from "../services.ts";
import { CopyAs } from "./copy-as.tsx";
import { useWebApp } from "./web-app-context.ts";

/** What can be done with a logged request. */
export function DetailButtons({ entry: { trace, lost } }: { readonly entry: LogEntry }) {
  const { announcement, pane, toasts, workspace } = useServices();
  const { tool } = useWebApp().app;
  if (trace === null) {
    if (lost) return null;
    return (
      <div class="detail-buttons">
        <button
          type="button"
          class="button"
          onClick={() => void workspace.app.stopRequests().catch(() => undefined)}
        >
          <Icon name="stop" />
          Stop
        </button>
      </div>
    );
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(traceText(trace));
      announcement.value = "Copied as text.";
      toasts.show("info", "Copied as text.");
    } catch {
      toasts.show("error", "The browser did not allow copying. Select the text and copy it.");
    }
  };
  return (
    <div class="detail-buttons">
      <button
        type="button"
        class="button"
        title={
          canReplay(trace)
            ? "Sends the same request once more"
            : "The log has only the beginning of its body"
        }
        disabled={!canReplay(trace)}
        onClick={() => void tool.replay(trace)}
      >
        Replay
      </button>
      <button
        type="button"
        class="button"
        onClick={() => {
          tool.load(trace);
          pane.open("request");
        }}
      >
        Open in Request
      </button>
      <button type="button" class="button" onClick={() => void copy()}>
        Copy as text
      </button>
      <CopyAs request={() => copyOfTrace(trace)} />
    </div>
  );
}
