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
import "./theme/output.css";
import "./theme/frame.css";
import "./theme/floating.css";
import { createSpare } from "./runtime/spare-worker.ts";
import type { HeadStart, RuntimePlaces } from "./shared/kernel.ts";
import type { LessonModule } from "./shared/lesson.ts";
import { moduleWorkerOptions } from "./ui/missing-features.ts";
import { parseRoute } from "./ui/routing/route.ts";

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
import("./main.tsx").then(
  ({ start }) => start(early),
  (error: unknown) => {
    console.error(error);
    document.body.textContent =
      "Routebook did not load. Check the connection, then reload the page.";
  },
);

function begin(): Early {
  const { options, wasAsked } = moduleWorkerOptions("kernel");
  const spare = createSpare(() => new Worker(kernelWorkerUrl, options));
  const places: RuntimePlaces = {
    pyodideUrl: absolute(pyodideUrl),
    pyodideBytes,
    packIndexUrl: absolute(packIndexUrl),
    imageIndexUrl: imageIndexUrl && absolute(imageIndexUrl),
  };
  const foresee = (packages: HeadStart["packages"]): void => {
    spare.tell({ type: "head-start", ...places, packages } satisfies HeadStart);
  };
  const early = { createKernelWorker: spare.take, hasModuleWorkers: wasAsked, places };
  const route = parseRoute(location.hash);
  if (route.kind !== "lesson") {
    // The page imports these again when it draws them, and tells there what went wrong.
    if (route.kind === "catalogue") import("./ui/pages/catalogue-page.tsx").catch(() => undefined);
    if (route.kind === "scratch") {
      // Most of them need no packages; where one does, its image comes instead.
      foresee([]);
      import("./ui/pages/scratch-page.tsx").catch(() => undefined);
    }
    return { ...early, loadLesson };
  }
  const { path } = route;
  foresee(null);
  let first: Promise<LessonModule> | null = loadLesson(path);
  first.then(
    ({ lesson }) => foresee(lesson.packages),
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

function absolute(url: string): string {
  return new URL(url, document.baseURI).href;
}
