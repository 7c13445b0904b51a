import { useEffect, useState } from "preact/hooks";
import type { KernelState } from "../../notebook/model.ts";
import { Elapsed } from "../notebook/elapsed.tsx";
import { useServices } from "../services.ts";
import { PaneIcon } from "./pane-icon.tsx";
import { useWebApp } from "./web-app-context.ts";

/** Milliseconds without an answer after which it is said that the app is waited for. */
const PATIENCE = 400;

/** What stands over the page: nothing while it shows, else why it does not. */
export function PreviewCover() {
  const { app, preview } = useWebApp();
  const state = preview.state.value;
  switch (state.kind) {
    case "shown":
      return null;
    case "blank":
      // An app that is there is opened without being asked for.
      return app.status.apps.value.length === 0 ? <NothingServed /> : null;
    case "loading":
      return <Loading key={state.since} since={state.since} accepted={state.accepted} />;
    case "failed":
      return (
        <div class="preview-cover" role="alert">
          <p>{state.message}</p>
          <button type="button" class="button" onClick={() => preview.reload()}>
            Reload
          </button>
        </div>
      );
  }
}

function NothingServed() {
  return (
    <div class="preview-cover empty-state">
      <PaneIcon name="globe" />
      <h2>Nothing is served yet</h2>
      <p>Run the cell that makes your app.</p>
      <p class="dim">
        Routebook finds Flask, FastAPI, Starlette, Django, Falcon and aiohttp apps, and a function
        named <code>app</code> or <code>application</code>.
      </p>
    </div>
  );
}

/** A hairline at once; words, and a way out, only for a page that takes its time. */
function Loading({ since, accepted }: { readonly since: number; readonly accepted: boolean }) {
  const { preview } = useWebApp();
  const kernel = useServices().workspace.notebook.value?.kernel.value.kind;
  const [late, setLate] = useState(() => performance.now() - since > PATIENCE);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), since + PATIENCE - performance.now());
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <div class="hairline" role="progressbar" aria-label="Loading the page" />
      {late && (
        <div class="preview-waiting" role="status">
          <span>{waitingWords(accepted, kernel)}</span>
          <span class="preview-elapsed">
            <Elapsed since={since} />
          </span>
          <button type="button" class="button" onClick={() => preview.stop()}>
            Cancel
          </button>
        </div>
      )}
    </>
  );
}

/** A page that Python has not taken up waits for what Python does just now. */
function waitingWords(accepted: boolean, kernel: KernelState["kind"] | undefined): string {
  if (!accepted && (kernel === "running" || kernel === "stopping")) {
    return "Waiting for the cell that runs…";
  }
  return !accepted && kernel === "starting" ? "Waiting for Python…" : "Waiting for the app…";
}
