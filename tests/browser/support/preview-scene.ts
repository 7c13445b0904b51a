import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import type { Host } from "./fixtures.ts";
import type { LessonView } from "./lesson-view.ts";
import { PreviewView } from "./preview-view.ts";
import type { Visitor } from "./visitor.ts";

/** A Flask app that does what pages do. */
export const SHOP = fixture("shop_flask.py");
/** A FastAPI app that talks on: WebSocket and server-sent events. */
export const LIVE = fixture("live_fastapi.py");

function fixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/preview/${name}`, import.meta.url), "utf8");
}

/** A lesson page and the preview in it. */
export interface Scene {
  readonly view: LessonView;
  readonly preview: PreviewView;
}

/** Runs the app in a scratch notebook and waits for its first page. */
export async function serve(
  visitor: Visitor,
  code: string,
  page: Page = visitor.page,
): Promise<Scene> {
  const view = await visitor.open("#/scratch", page);
  await view.scratch(code);
  await view.cell(1).run();
  const preview = new PreviewView(page);
  await preview.shows(/Shop|Live/);
  return { view, preview };
}

/** `fetch` in the app's page, its answer as JSON. */
export function fetchJson(
  preview: PreviewView,
  url: string,
  init: RequestInit = {},
): Promise<Echo> {
  return preview.run(
    async ([address, options]) => {
      const response = await fetch(address, options);
      return (await response.json()) as Echo;
    },
    [url, init] as const,
  );
}

/** What the shop's `/echo` says of a request. */
export interface Echo {
  readonly app: string;
  readonly method: string;
  readonly json: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly url: string;
  readonly cookies: Readonly<Record<string, string>>;
}

/** Where the preview may be, and a host that has it there. */
export const MOUNTS: readonly (readonly [name: string, host: Host])[] = [
  ["on an origin of its own", "isolated"],
  ["below a path of the only origin", "plain"],
];

/** Ends every service worker, as the browser does with idle ones. */
export async function stopServiceWorkers(visitor: Visitor): Promise<void> {
  const session = await visitor.context.newCDPSession(visitor.page);
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await session.detach();
}
