import { Elapsed } from "../notebook/elapsed.tsx";
import { HttpOutput } from "../outputs/http-output.tsx";
import { useServices } from "../services.ts";
import { PaneIcon } from "./pane-icon.tsx";
import { useWebApp } from "./web-app-context.ts";

/** The answer, or how the request stands. */
export function RequestAnswer() {
  const { tool } = useWebApp().app;
  const kernel = useServices().workspace.notebook.value?.kernel.value.kind;
  const state = tool.state.value;
  const follow = (target: string) => {
    const base = state.kind === "answered" ? state.url : tool.draft.peek().url;
    tool.draft.value = { method: "GET", url: following(target, base), headers: [], body: "" };
    void tool.send();
  };
  switch (state.kind) {
    case "idle":
      return (
        <div class="panel-empty">
          <PaneIcon name="send" />
          <p>The answer of your app shows here.</p>
          <p class="dim">
            Send a request, open one from the log below, or paste a curl command as the address.
          </p>
        </div>
      );
    case "sending":
      return (
        <>
          <div class="hairline" role="progressbar" aria-label="Waiting for the answer" />
          <p class="request-waiting" role="status">
            {state.accepted
              ? "Waiting for the app…"
              : kernel === "running" || kernel === "stopping"
                ? "Waiting for the cell that runs…"
                : "Waiting for Python…"}
            <Elapsed since={state.since} />
          </p>
          {state.partial !== null && <HttpOutput answer={state.partial} />}
        </>
      );
    case "failed":
      return (
        <p class="request-failed" role="alert">
          {state.message}
        </p>
      );
    case "answered":
      return <HttpOutput key={state.answer.url} answer={state.answer} onFollow={follow} />;
  }
}

/** Where a redirect leads, as a path where it stays on the app. */
function following(target: string, base: string): string {
  if (!URL.canParse(target, base)) return target;
  const url = new URL(target, base);
  const same = url.origin === new URL(base).origin;
  return same ? url.pathname + url.search : url.href;
}
