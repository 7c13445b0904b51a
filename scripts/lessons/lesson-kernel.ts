import type { WireRequest, WireResponse, WireTrace } from "../../src/shared/http.ts";
import { APP_ORIGIN } from "../../src/shared/http-send.ts";
import type {
  CheckRequest,
  CheckResult,
  KernelFile,
  RunRequest,
  RunResult,
} from "../../src/shared/kernel.ts";
import type { PythonFailure } from "../../src/shared/python-failure.ts";
import { type NodeKernel, startNodeKernel } from "../node-kernel.ts";
import { NodeAsker } from "./node-asker.ts";

/** What running a lesson needs of a Python kernel. */
export interface LessonKernel {
  /** Makes it as new: no file but these in the working folder, these packages loaded. */
  prepare(files: readonly KernelFile[], packages: readonly string[]): Promise<void>;
  /** Runs cells, code and a check in a fresh namespace. Rejects when the runtime died. */
  check(request: CheckRequest): Promise<CheckResult>;
  /** Runs a cell after the others that were run so since `prepare`. */
  run(request: RunRequest): Promise<RunResult>;
  /** Where the app is: what its server call said, else the usual place. */
  readonly origin: string;
  /** Sends a request to the app that the cells made. Rejects with a sentence where no answer comes. */
  send(request: WireRequest, signal: AbortSignal): Promise<LessonAnswer>;
  close(): void;
}

/** An answer of a lesson's app. */
export interface LessonAnswer extends WireResponse {
  /** False where there is no app, and the gateway said so in its place. */
  readonly fromApp: boolean;
  /** What the app raised while it answered. */
  readonly failure: PythonFailure | null;
}

/** Where the packs are: what `ensurePacks()` answers. */
export interface PackFolder {
  readonly dir: string;
  readonly indexFile: string;
}

/** A started kernel and the way for requests to it. */
interface Running {
  readonly node: NodeKernel;
  readonly asker: NodeAsker;
  /** Events before this one are of earlier lessons. */
  seen: number;
}

/**
 * The browser's kernel in this process. It boots once for many lessons, and again after it died:
 * every check has a namespace of its own, and what the lesson before left is removed.
 */
export function createLessonKernel(packs: () => Promise<PackFolder>): LessonKernel {
  let started: Promise<Running> | null = null;
  let origin = APP_ORIGIN;
  let spent = false;
  const running = (): Promise<Running> => (started ??= packs().then(start));
  const forget = (): void => {
    void started
      ?.then(({ node, asker }) => {
        asker.close();
        node.close();
      })
      .catch(() => undefined);
    started = null;
  };
  const guarded = async <Value>(work: (kernel: Running) => Promise<Value>): Promise<Value> => {
    const kernel = await running();
    try {
      return await work(kernel);
    } catch (error) {
      forget();
      throw error;
    }
  };
  return {
    prepare(files, packages) {
      if (spent) forget();
      spent = packages.some((name) => ONCE.has(name));
      return guarded(async (found) => {
        const { kernel } = found.node;
        await kernel.loadPackages(packages);
        const cleaned = await kernel.run({ ...CLEAN_UP, run: 0, timeLimit: null, typed: [] });
        await kernel.writeFiles(files);
        await come(() => lastSeq(found.node) >= cleaned.lastEvent);
        found.seen = found.node.events.length;
        origin = APP_ORIGIN;
      });
    },
    check: (request) => guarded(({ node }) => node.kernel.check(request)),
    run: (request) =>
      guarded(async (found) => {
        const result = await found.node.kernel.run(request);
        await come(() => lastSeq(found.node) >= result.lastEvent);
        for (const event of found.node.events.slice(found.seen)) {
          if (event.type === "served") origin = new URL(event.app.url).origin;
        }
        return result;
      }),
    get origin() {
      return origin;
    },
    async send(request, signal) {
      const { node, asker } = await running();
      const before = node.events.length;
      const answer = await asker.send(request, signal);
      const ended = (): WireTrace | null => {
        const event = node.events.slice(before).find(({ type }) => type === "request-ended");
        return event?.type === "request-ended" ? event.trace : null;
      };
      if (answer.status >= 500) await come(() => ended() !== null);
      const fromApp = answer.status !== 503 || (await node.kernel.apps()).length > 0;
      return { ...answer, fromApp, failure: ended()?.failure ?? null };
    },
    close: forget,
  };
}

async function start(packs: PackFolder): Promise<Running> {
  const node = await startNodeKernel(packs);
  return { node, asker: await NodeAsker.to(node), seen: 0 };
}

/** Django's settings and models are the process's: the next lesson gets another one. */
const ONCE: ReadonlySet<string> = new Set(["django", "djangorestframework", "django-allauth"]);

/** Events travel on a port of their own, behind the results they belong to: waits a second at most. */
async function come(isThere: () => boolean): Promise<void> {
  const end = performance.now() + 1000;
  while (!isThere() && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function lastSeq({ events }: NodeKernel): number {
  return events.at(-1)?.seq ?? 0;
}

const CLEAN_UP = {
  cell: "clean-up",
  label: "the lesson check",
  code: `import os, shutil, sys
from routebook.gateway import here, served
for _entry in os.scandir("."):
    shutil.rmtree(_entry) if _entry.is_dir(follow_symlinks=False) else os.unlink(_entry)
await here.gateway().close()
here.gateway().jars.clear()
served.ports(sys.modules["__main__"]).clear()
for _name in [name for name in globals() if name != "display" and not name.startswith("__")]:
    del globals()[_name]
`,
};
