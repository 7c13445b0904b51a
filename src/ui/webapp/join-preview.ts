import { computed, effect, untracked } from "@preact/signals";
import type { Workspace } from "../../notebook/workspace.ts";
import type { Preview } from "../../preview/model.ts";
import type { WebApp } from "../../webapp/model.ts";
import type { Pane } from "../pane.ts";

interface Parts {
  readonly app: WebApp;
  readonly preview: Preview;
  readonly pane: Pane;
  readonly workspace: Pick<Workspace, "notebook">;
}

/**
 * Lets the preview follow app and notebook: it opens the start page once there is an app, asks
 * again when the app was made anew or another client is chosen, and is blank in another notebook.
 * All that only while it is in sight, for every page that is asked for is a line in the log.
 */
export function joinPreview({ app, preview, pane, workspace: { notebook } }: Parts): void {
  const key = computed(() => notebook.value?.key ?? null);
  const there = computed(() => app.status.apps.value.length > 0);
  /** Revision and client that the page in the frame was asked for with. */
  let shown: { readonly revision: number; readonly client: string } | null = null;

  effect(() => {
    if (there.value) pane.appThere.value = true;
  });
  effect(() => {
    void key.value;
    if (there.value) return;
    shown = null;
    untracked(() => preview.reset());
  });
  effect(() => {
    const kind = notebook.value?.files.reload.value.kind;
    // Edited files made another app of it, or none: `revision` then says so to the frame.
    if (kind === "reloaded" || kind === "failed") void untracked(() => app.status.refresh());
  });
  effect(() => {
    preview.client.value = app.clients.active.value;
  });
  effect(() => {
    const now = { revision: app.status.revision.value, client: app.clients.active.value };
    if (!there.value || !pane.previewInSight.value) return;
    if (shown?.revision === now.revision && shown.client === now.client) return;
    shown = now;
    untracked(showAgain);
  });

  function showAgain(): void {
    const url = preview.location.peek();
    const start = notebook.peek()?.lesson?.app ?? "/";
    if (preview.state.peek().kind === "blank" || !URL.canParse(url)) return go(start);
    const { origin, pathname, search } = new URL(url);
    if (!cameByGet(app, url)) go(start);
    else if (origin === app.status.origin.peek()) preview.reload();
    else go(pathname + search);
  }

  function go(path: string): void {
    try {
      preview.navigate(path);
    } catch {
      // A lesson's start path that is none: the address bar shows where one is.
    }
  }
}

/** Whether the page at that address was asked for with GET, as far as the log knows. */
function cameByGet({ log }: WebApp, url: string): boolean {
  const plain = url.replace(/#.*$/, "");
  const latest = log.entries.peek().findLast(({ start }) => start.url === plain);
  return latest === undefined || latest.start.method === "GET";
}
