import { loadLesson } from "virtual:lesson-loader";
import { imageIndexUrl } from "virtual:memory-images";
import { packIndexUrl, pyodideBytes, pyodideUrl } from "virtual:runtime-assets";
// oxlint-disable-next-line import/default -- the address that Vite gives to the worker's bundle
import kernelWorkerUrl from "../workers/python/entry.ts?worker&url";
import "./theme/tokens.css";
import "./theme/base.css";
import "./theme/shell.css";
import "./theme/prose.css";
import "./theme/editor.css";
import "./theme/cell.css";
import "./theme/quiz.css";
import "./theme/output.css";
import "./theme/frame.css";
import "./theme/floating.css";
import { createSpare } from "./runtime/spare-worker.ts";
import type { HeadStart, RuntimePlaces } from "./shared/kernel.ts";
import type { LessonModule } from "./shared/lesson.ts";
import { cacheNames } from "./shared/site-files.ts";
import { moduleWorkerOptions } from "./ui/missing-features.ts";
import { hashOfQuery, parseRoute } from "./ui/routing/route.ts";

/** What was begun before the page's own code was there. */
export interface Early {
  /** Makes a worker for Python; the first was made already, and has been loading since. */
  readonly createKernelWorker: () => Worker;
  /** Where what Python is made of lies. */
  readonly places: RuntimePlaces;
  /** False where the browser knows no module workers. */
  readonly hasModuleWorkers: () => boolean;
  readonly loadLesson: (path: string) => Promise<LessonModule>;
}

// The entry of the page: small, so that Python's worker and the lesson of the address are on their
// way while the browser still reads the code that draws the page. Only `main.tsx` joins things.
const early = begin();
Promise.all([import("./main.tsx"), parsed()]).then(
  ([{ start }]) => start(early),
  (error: unknown) => {
    console.error(error);
    document.body.textContent =
      "Routebook did not load. Check the connection, then reload the page.";
  },
);

function begin(): Early {
  const asked = hashOfQuery(location.search, location.hash);
  // The page's own form of the address: without the query, which would be another page.
  if (asked !== null) history.replaceState(null, "", `${location.pathname}${asked}`);
  const route = parseRoute(location.hash);
  const places: RuntimePlaces = {
    pyodideUrl: absolute(pyodideUrl),
    pyodideBytes,
    packIndexUrl: absolute(packIndexUrl),
    imageIndexUrl: imageIndexUrl && absolute(imageIndexUrl),
    cacheName: isControlled() ? cacheNames(document.baseURI).immutable : null,
  };
  const headStart = (packages: HeadStart["packages"]): HeadStart => ({
    type: "head-start",
    ...places,
    packages,
  });
  // Most scratch notebooks need no packages; where one does, its image comes instead.
  const known = headStart(route.kind === "scratch" ? [] : null);
  const wantsPython = route.kind === "lesson" || route.kind === "scratch";
  // A worker's name is known to its first line; a message comes once this page has a moment to hand
  // it over.
  const ordinary = moduleWorkerOptions("kernel");
  const informed = moduleWorkerOptions(wantsPython ? JSON.stringify(known) : "kernel");
  const spare = createSpare(
    () => new Worker(kernelWorkerUrl, ordinary.options),
    () => new Worker(kernelWorkerUrl, informed.options),
  );
  const early = {
    createKernelWorker: spare.take,
    hasModuleWorkers: () => informed.wasAsked() || ordinary.wasAsked(),
    places,
  };
  if (route.kind !== "lesson") {
    // The page imports these again when it draws them, and tells there what went wrong.
    if (route.kind === "catalogue") import("./ui/pages/catalogue-page.tsx").catch(() => undefined);
    if (route.kind === "scratch") import("./ui/pages/scratch-page.tsx").catch(() => undefined);
    if (route.kind === "shared") import("./ui/pages/shared-page.tsx").catch(() => undefined);
    return { ...early, loadLesson };
  }
  const { path } = route;
  let first: Promise<LessonModule> | null = loadLesson(path);
  first.then(
    ({ lesson }) => spare.tell(headStart(lesson.packages)),
    // Who opens the lesson hears of a failure, and asks again.
    () => {
      first = null;
    },
  );
  return {
    ...early,
    loadLesson: (wanted) => (wanted === path ? first : null) ?? loadLesson(wanted),
  };
}

/** Resolves once the browser has read the page to its end: this script does not wait for that. */
function parsed(): Promise<void> {
  if (document.readyState !== "loading") return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener("DOMContentLoaded", () => resolve(), { once: true });
  });
}

/** Whether a service worker has stored the site. In some frames asking for it throws. */
function isControlled(): boolean {
  try {
    const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    return (container?.controller ?? null) !== null;
  } catch {
    return false;
  }
}

function absolute(url: string): string {
  return new URL(url, document.baseURI).href;
}
