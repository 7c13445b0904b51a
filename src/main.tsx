import { computed, effect, signal } from "@preact/signals";
import { render } from "preact";
import { catalogue, loadLesson } from "virtual:catalogue";
// oxlint-disable-next-line import/default -- the address that Vite gives to the worker's bundle
import kernelWorkerUrl from "../workers/python/entry.ts?worker&url";
import { packIndexUrl, pyodideBytes, pyodideUrl } from "virtual:runtime-assets";
import "./theme/tokens.css";
import "./theme/base.css";
import "./theme/shell.css";
import "./theme/prose.css";
import "./theme/editor.css";
import "./theme/cell.css";
import "./theme/output.css";
import "./theme/frame.css";
import "./theme/floating.css";
import { Editors } from "./editor/editors.ts";
import { createWorkspace } from "./notebook/create-workspace.ts";
import type { Notebook } from "./notebook/model.ts";
import type { Workspace } from "./notebook/workspace.ts";
import { lazyPageApi } from "./page-api/lazy-page-api.ts";
import type { PageApi } from "./page-api/page-api.ts";
import type { KernelClient } from "./runtime/kernel-client.ts";
import { createKernelClient } from "./runtime/create-kernel-client.ts";
import { openProgressStore } from "./storage/open-progress-store.ts";
import { App } from "./ui/app.tsx";
import { createDialogs } from "./ui/dialogs/dialogs.ts";
import { missingFeatures, moduleWorkerOptions, workersMissing } from "./ui/missing-features.ts";
import { createPane, type Pane } from "./ui/pane.ts";
import { createRouter, joinRouterAndWorkspace } from "./ui/routing/router.ts";
import type { WebAppServices } from "./ui/services.ts";
import { createToasts } from "./ui/shell/toasts.ts";
import { applyTheme } from "./ui/theme.ts";

declare global {
  interface Window {
    /** The page's own API; README.md documents it. */
    routebook: PageApi;
  }
}

/** Milliseconds that a stopped cell may take to end before its kernel is replaced. */
const patience = 2000;

const versions = import.meta.glob<string>("../package.json", { eager: true, import: "version" });
const root = document.getElementById("app");
const missing = missingFeatures();
if (!root) throw new Error('The page has no element with the id "app".');
if (missing.length > 0) void showUnsupported(root, missing);
else start(root);

function start(page: HTMLElement): void {
  const kernelWorker = moduleWorkerOptions("kernel");
  // First of all, so that Python is on its way while the page is drawn.
  const kernel = createKernelClient({
    createWorker: () => new Worker(kernelWorkerUrl, kernelWorker.options),
    pyodideUrl: new URL(pyodideUrl, document.baseURI).href,
    pyodideBytes,
    packIndexUrl: new URL(packIndexUrl, document.baseURI).href,
    isolated: crossOriginIsolated,
    patience,
    setTimeout: (work, milliseconds) => window.setTimeout(work, milliseconds),
    clearTimeout: (timer) => window.clearTimeout(timer),
  });
  if (!kernelWorker.wasAsked()) {
    void showUnsupported(page, [workersMissing]);
    return;
  }
  const { store, trouble } = openProgressStore(new URL(".", document.baseURI).pathname);
  const workspace = createWorkspace({
    catalogue,
    loadLesson,
    kernel,
    store,
    storageTrouble: trouble,
  });
  const router = createRouter();
  applyTheme(workspace.settings);
  joinRouterAndWorkspace(router, workspace);
  const { ready } = workspace.settings;
  window.routebook = lazyPageApi(
    once(() =>
      import("./page-api/create-page-api.ts").then(({ createPageApi }) =>
        createPageApi(workspace, ready),
      ),
    ),
    ready,
  );
  const pane = createPane({ workspace, catalogue, route: router.route });
  const webApp = once(() => loadWebApp(kernel, workspace, pane));
  // Before the learner's first run, so that the log misses no request.
  whenIdle(() => void webApp().catch(() => undefined), workspace);
  render(
    <App
      services={{
        catalogue,
        workspace,
        router,
        editors: new Editors(),
        dialogs: createDialogs(),
        toasts: createToasts(),
        pane,
        webApp,
        announcement: signal(""),
        version: Object.values(versions)[0] ?? "",
        loadLicences: () => import("virtual:licences").then(({ licences }) => licences),
      }}
    />,
    page,
  );
}

/** Says what the browser lacks, in the place of everything else. */
async function showUnsupported(page: HTMLElement, features: readonly string[]): Promise<void> {
  const { UnsupportedPage } = await import("./ui/pages/unsupported-page.tsx");
  render(<UnsupportedPage missing={features} />, page);
}

/** The learner's app and its preview: in a chunk of their own, for the shell is to be there first. */
async function loadWebApp(
  kernel: KernelClient,
  workspace: Workspace,
  pane: Pane,
): Promise<WebAppServices> {
  const [{ createWebApp }, { createPreview }, { joinPreview }] = await Promise.all([
    import("./webapp/create-web-app.ts"),
    import("./preview/create-preview.ts"),
    import("./ui/webapp/join-preview.ts"),
  ]);
  const { notebook } = workspace;
  const app = createWebApp({
    kernel,
    notebook: computed(() => notebook.value?.key ?? null),
    clients: computed(() => clientsOf(notebook.value)),
    phase: computed(() => notebook.value?.kernel.value.kind ?? "off"),
    wanted: computed(() => notebook.value?.lesson === null || pane.shown.value),
  });
  const preview = createPreview({ gateway: kernel, origin: app.status.origin });
  effect(() => {
    workspace.appOrigin.value = app.status.origin.value;
  });
  joinPreview({ app, preview, pane, workspace });
  return { app, preview };
}

/** Whose cookies go with the notebook's requests. */
function clientsOf(notebook: Notebook | null): readonly string[] {
  return (notebook?.cells.value ?? []).flatMap(({ client }) => (client === null ? [] : [client]));
}

/** The first call's promise, for all calls; one that failed is tried again. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}

/** Does the work in an idle moment after a notebook was opened. */
function whenIdle(work: () => void, { notebook }: Workspace): void {
  const idle = globalThis.requestIdleCallback ?? ((callback) => setTimeout(callback, 300));
  const stop = notebook.subscribe((open) => {
    if (open === null) return;
    idle(work, { timeout: 1000 });
    queueMicrotask(() => stop());
  });
}
