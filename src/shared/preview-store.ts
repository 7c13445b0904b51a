import { COPIES, COPIES_FOLDER } from "./cdn-copies.ts";
import { DOCUMENT_FILE } from "./document-wire.ts";
import { PREVIEW_FILES } from "./preview.ts";

/**
 * The preview's own files, stored on the preview's origin for use without a network. They have no
 * hash in their names: the server is asked first, always, and what it says is stored.
 */

/** What every preview needs. */
const NEEDED: readonly string[] = [
  PREVIEW_FILES.bridge,
  "__bridge.js",
  PREVIEW_FILES.shim,
  PREVIEW_FILES.site,
  DOCUMENT_FILE,
  "__document.js",
];

/** What some apps' pages show besides: FastAPI's documentation. */
const WANTED: readonly string[] = COPIES.map((name) => COPIES_FOLDER + name);

type Caches = Pick<CacheStorage, "open">;

/** Where files of the preview below `folder` are stored. */
function cacheName(folder: string): string {
  return `routebook-preview:${new URL(folder).pathname}`;
}

/** A stored file, whatever its address says after the "?"; undefined where it is not stored. */
export async function storedPreviewFile(
  caches: Caches,
  folder: string,
  url: string,
): Promise<Response | undefined> {
  return (await caches.open(cacheName(folder))).match(plain(url));
}

/** Stores the server's answer. Rejects where there is no room. */
export async function storePreviewFile(
  caches: Caches,
  folder: string,
  url: string,
  response: Response,
): Promise<void> {
  await (await caches.open(cacheName(folder))).put(plain(url), response);
}

/**
 * Stores the files as the server has them now; `all` for those that only some apps
 * want, too. Resolves with whether they are stored, be it from an earlier time.
 */
export async function keepPreviewFiles(
  caches: Caches,
  folder: string,
  all: boolean,
  fetch: (request: Request) => Promise<Response>,
): Promise<boolean> {
  const paths = all ? [...NEEDED, ...WANTED] : NEEDED;
  const urls = paths.map((path) => new URL(path, folder).href);
  const cache = await caches.open(cacheName(folder));
  try {
    const answers = await Promise.all(urls.map((url) => fetch(new Request(url, ASK_SERVER))));
    if (!answers.every(({ ok }) => ok)) throw new Error("The server lacks a file of the preview.");
    await Promise.all(urls.map((url, index) => cache.put(url, unredirected(answers[index]))));
    return true;
  } catch {
    const stored = new Set((await cache.keys()).map(({ url }) => url));
    return urls.every((url) => stored.has(url));
  }
}

const ASK_SERVER: RequestInit = { cache: "no-cache", credentials: "same-origin" };

/** Hosts that shorten addresses redirect to the shorter one; a page may not be answered so. */
function unredirected(response: Response | undefined): Response {
  if (response === undefined) throw new Error("There is no answer.");
  if (!response.redirected) return response;
  const { body, status, headers } = response;
  return new Response(body, { status, headers });
}

function plain(url: string): string {
  return url.replace(/[?#].*$/, "");
}
