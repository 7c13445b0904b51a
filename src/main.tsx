import { randomId } from "./shared/random-id.ts";
import { computed, effect, signal } from "@preact/signals";
import { render } from "preact";
import { catalogue } from "virtual:catalogue";
import type { Early } from "./boot.ts";
import { Editors } from "./editor/editors.ts";
import { createWorkspace } from "./notebook/create-workspace.ts";
import type { Notebook } from "./notebook/model.ts";
import type { Workspace } from "./notebook/workspace.ts";
import { lazyPageApi } from "./page-api/lazy-page-api.ts";
import type { PageApi } from "./page-api/page-api.ts";
import type { KernelClient } from "./runtime/kernel-client.ts";
import { createKernelClient } from "./runtime/create-kernel-client.ts";
import type { ServiceFlag } from "./runtime/service-flag.ts";
import { keepInstallPrompt } from "./offline/install-prompt.ts";
import { EMBEDDER } from "./shared/progress-message.ts";
import { openProgressStore } from "./storage/open-progress-store.ts";
import { App } from "./ui/app.tsx";
import { createDialogs } from "./ui/dialogs/dialogs.ts";
import { missingFeatures, workersMissing } from "./ui/missing-features.ts";
import type { OfflineParts } from "./ui/offline/offline-parts.ts";
import { createPane, type Pane } from "./ui/pane.ts";
import { embedOf } from "./ui/routing/route.ts";
import { createRouter, joinRouterAndWorkspace } from "./ui/routing/router.ts";
import type { WebAppServices } from "./ui/services.ts";
import { createToasts } from "./ui/shell/toasts.ts";
import { applyTheme } from "./ui/theme.ts";

declare global {
  interface Navigator {
    /** Gigabytes, roughly (https://www.w3.org/TR/device-memory/); Chromium's alone. */
    readonly deviceMemory?: number;
  }
  interface Window {
    /** The page's own API; README.md documents it. */
    routebook: PageApi;
  }
}

/** Milliseconds that a stopped cell may take to end before its kernel is replaced. */
const patience = 2000;

/** Milliseconds after which a request that nobody waits for counts as stuck; the app itself has 2000. */
const requestPatience = 5000;

/** Gigabytes of memory with which nothing is held twice, and what is taken for granted. */
const LITTLE = 2;
const PLENTY = 8;

const versions = import.meta.glob<string>("../package.json", { eager: true, import: "version" });

/** Draws the page, with what `boot.ts` began ahead of it. */
export function start(early: Early): void {
  const page = document.getElementById("app");
  if (!page) throw new Error('The page has no element with the id "app".');
  const missing = missingFeatures();
  if (missing.length > 0) void showUnsupported(page, missing);
  else open(page, early);
}

function open(page: HTMLElement, early: Early): void {
  const createKernel = () => kernelOf(early);
  const kernel = createKernel();
  if (!early.hasModuleWorkers()) {
    void showUnsupported(page, [workersMissing]);
    return;
  }
  const base = new URL(".", document.baseURI);
  const toasts = createToasts();
  const { store, trouble, touched } = openProgressStore(base.pathname, async () => {
    const { ROOM_MADE, makeRoom } = await import("./offline/make-room.ts");
    const made = await makeRoom({ base: base.href, caches, storage: navigator.storage });
    if (made) toasts.show("error", ROOM_MADE);
    return made;
  });
  const loadLesson = (path: string) => early.loadLesson(path).catch(refuseLesson);
  const workspace = createWorkspace({
    catalogue,
    loadLesson,
    loadLessonText: (path) =>
      import("virtual:lesson-text-loader").then(({ loadLessonText }) => loadLessonText(path)),
    loadProjectParts: () =>
      import("virtual:project-parts").then(({ projectParts }) => projectParts),
    kernel,
    store,
    touched,
    storageTrouble: trouble,
  });
  const router = createRouter();
  const embed = embedOf(router.route.peek());
  applyTheme(workspace.settings, embed?.theme ?? null);
  joinRouterAndWorkspace(router, workspace);
  const { ready } = workspace.settings;
  window.routebook = lazyPageApi(
    once(() =>
      import("./page-api/create-page-api.ts").then(({ createPageApi }) =>
        createPageApi(workspace, ready, base.href),
      ),
    ),
    ready,
  );
  const host = embed?.host ?? null;
  if (host !== null && window.parent !== window) {
    void import("./page-api/host-messages.ts").then(({ answerHost }) =>
      answerHost(window, host, window.routebook),
    );
  }
  const offline = signal<OfflineParts | null>(null);
  const installPrompt = keepInstallPrompt(window);
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
        embed,
        editors: new Editors(),
        dialogs: createDialogs(),
        toasts,
        pane,
        webApp,
        createKernel,
        loadLesson,
        offline,
        installPrompt,
        announcement: signal(""),
        version: Object.values(versions)[0] ?? "",
        loadLicences: () => import("virtual:licences").then(({ licences }) => licences),
      }}
    />,
    page,
  );
  if (new URLSearchParams(location.search).has(EMBEDDER)) void reportToEmbedder(workspace);
  // When the page is there, and Python is on its way; without it everything works while online.
  idle(() => {
    import("./ui/offline/start-offline.ts").then(
      ({ startOffline }) => {
        offline.value = startOffline(workspace, catalogue);
      },
      () => undefined,
    );
  }, 3000);
}

/** A kernel with a worker of its own. */
function kernelOf(early: Early): KernelClient {
  return createKernelClient({
    createWorker: early.createKernelWorker,
    places: early.places,
    keepsImages: (navigator.deviceMemory ?? PLENTY) > LITTLE,
    isolated: crossOriginIsolated,
    ...(crossOriginIsolated ? {} : { openServiceFlag }),
    patience,
    requestPatience,
    setTimeout: (work, milliseconds) => window.setTimeout(work, milliseconds),
    clearTimeout: (timer) => window.clearTimeout(timer),
  });
}

/** Tells the page around this one how far the learner is, should its address name who wants to know. */
async function reportToEmbedder(workspace: Workspace): Promise<void> {
  const { reportProgress } = await import("./ui/classroom/report-progress.ts");
  reportProgress(workspace, { page: window, embedder: window.parent });
}

/** Stop by way of the service worker, for a host that does not isolate the page. */
async function openServiceFlag(): Promise<ServiceFlag | null> {
  // Absent in some private windows; in some frames asking for it throws.
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (container === undefined) return null;
  const { ServiceFlag: Flag } = await import("./runtime/service-flag.ts");
  return new Flag({
    container,
    base: new URL(".", document.baseURI).href,
    setTimeout: (work, milliseconds) => window.setTimeout(work, milliseconds),
    clearTimeout: (timer) => window.clearTimeout(timer),
    createId: () => randomId(),
  });
}

/** The browser's own words for a part that does not load name an address that nobody knows. */
function refuseLesson(cause: unknown): never {
  const message =
    "This lesson is not on this device, and the server did not send it. Check the connection, then try again.";
  throw new Error(message, { cause });
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
  const stop = notebook.subscribe((open) => {
    if (open === null) return;
    idle(work, 1000);
    queueMicrotask(() => stop());
  });
}

/** Does the work when there is nothing better to do, or after so many milliseconds. */
function idle(work: () => void, timeout: number): void {
  const whenever = globalThis.requestIdleCallback ?? ((callback) => setTimeout(callback, 300));
  whenever(work, { timeout });
}
