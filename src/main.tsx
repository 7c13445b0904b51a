import { signal } from "@preact/signals";
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
import "./theme/pages.css";
import "./theme/floating.css";
import { Editors } from "./editor/editors.ts";
import { createWorkspace } from "./notebook/create-workspace.ts";
import { createPageApi } from "./page-api/create-page-api.ts";
import type { PageApi } from "./page-api/page-api.ts";
import { createKernelClient } from "./runtime/create-kernel-client.ts";
import { openProgressStore } from "./storage/open-progress-store.ts";
import { App } from "./ui/app.tsx";
import { createDialogs } from "./ui/dialogs/dialogs.ts";
import { missingFeatures, moduleWorkerOptions, workersMissing } from "./ui/missing-features.ts";
import { UnsupportedPage } from "./ui/pages/unsupported-page.tsx";
import { createRouter, joinRouterAndWorkspace } from "./ui/routing/router.ts";
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
if (missing.length > 0) render(<UnsupportedPage missing={missing} />, root);
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
    render(<UnsupportedPage missing={[workersMissing]} />, page);
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
  window.routebook = createPageApi(workspace, workspace.settings.ready);
  render(
    <App
      services={{
        catalogue,
        workspace,
        router,
        editors: new Editors(),
        dialogs: createDialogs(),
        toasts: createToasts(),
        announcement: signal(""),
        version: Object.values(versions)[0] ?? "",
        loadLicences: () => import("virtual:licences").then(({ licences }) => licences),
      }}
    />,
    page,
  );
}
