import type { ImageStore } from "./image-store.ts";
import type { StoreTrouble } from "./offline-messages.ts";
import { IMAGE_FOLDER, cacheNames, imagesOf } from "./site-files.ts";
import type { FileKind, SiteFiles } from "./site-files.ts";

/** Where files are stored, and how they are had. */
export interface StorePlace {
  /** Address of the site, with a slash at its end. */
  readonly base: string;
  readonly caches: Pick<CacheStorage, "open">;
  readonly fetch: (request: Request) => Promise<Response>;
  /** The images that Python has stored, inflated. */
  readonly images: ImageStore;
}

/** Files could not be stored. */
export class NotStored extends Error {
  override readonly name = "NotStored";
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble, message: string, options?: ErrorOptions) {
    super(message, options);
    this.trouble = trouble;
  }
}

/** The cache of files of that kind; null for the shell's, which only its service worker fills. */
function cacheOf(kind: FileKind, base: string): string | null {
  const { immutable, lessons } = cacheNames(base);
  switch (kind) {
    case "python":
    case "packages":
    // As they come: the kernel inflates them, and stores that, when it starts from them.
    case "images":
      return immutable;
    case "lessons":
      return lessons;
    case "shell":
      return null;
  }
}

/** Those of the paths that are not stored. Paths that the build does not have count as stored. */
export async function missingPaths(
  place: StorePlace,
  site: SiteFiles,
  paths: readonly string[],
): Promise<readonly string[]> {
  const stored = new Map<string, ReadonlySet<string>>();
  let used: Promise<ReadonlySet<string>> | null = null;
  const inflated = (): Promise<ReadonlySet<string>> =>
    (used ??= place.images.names().then((names) => new Set(names)));
  const missing: string[] = [];
  for (const path of paths) {
    const name = cacheOfPath(place, site, path);
    if (name === null) continue;
    const url = new URL(path, place.base).href;
    const isThere = async (cache: string): Promise<boolean> => {
      const urls = stored.get(cache) ?? (await urlsIn(place, cache));
      stored.set(cache, urls);
      return urls.has(url);
    };
    const isImage = site.files[path]?.kind === "images";
    if (isImage && (await inflated()).has(path.slice(IMAGE_FOLDER.length))) continue;
    if (!(await isThere(name))) missing.push(path);
  }
  return missing;
}

/** Removes slices of images as they came, where the kernel has stored them inflated. */
export async function removePacked(
  place: Pick<StorePlace, "base" | "caches" | "images">,
): Promise<void> {
  const used = new Set(await place.images.names());
  const cache = await place.caches.open(cacheNames(place.base).immutable);
  const folder = imagesOf(place.base);
  for (const { url } of await cache.keys()) {
    if (url.startsWith(folder) && used.has(url.slice(folder.length))) await cache.delete(url);
  }
}

/**
 * Fetches a file of the build, checks it and stores it: whole and right, or not at all. A copy of
 * the browser's own that is damaged is passed over. Rejects with {@link NotStored}, or with what
 * the signal was aborted with.
 */
export async function storePath(
  place: StorePlace,
  site: SiteFiles,
  path: string,
  signal?: AbortSignal,
): Promise<void> {
  const name = cacheOfPath(place, site, path);
  if (name === null) return;
  const url = new URL(path, place.base).href;
  const response = await fetchChecked(
    place.fetch,
    url,
    site.files[path]?.integrity ?? null,
    signal,
  );
  await putInto(place, name, url, response);
}

/** Removes a file that was stored. */
export async function removePath(place: StorePlace, site: SiteFiles, path: string): Promise<void> {
  const name = cacheOfPath(place, site, path);
  if (name === null) return;
  await (await place.caches.open(name)).delete(new URL(path, place.base).href);
}

/**
 * Fetches a file that must have that content; the second attempt asks the server itself. Rejects
 * with {@link NotStored} of kind "network", or with what the signal was aborted with.
 */
export async function fetchChecked(
  fetch: StorePlace["fetch"],
  url: string,
  integrity: string | null,
  signal?: AbortSignal,
): Promise<Response> {
  const ask = async (cache: RequestCache): Promise<Response> => {
    const response = await fetch(
      new Request(url, {
        cache,
        credentials: "same-origin",
        ...(integrity !== null && { integrity }),
        ...(signal && { signal }),
      }),
    );
    if (response.status !== 200) throw new Error(`The server answered ${response.status}.`);
    return response;
  };
  try {
    return await ask("default").catch((error: unknown) => {
      signal?.throwIfAborted();
      // What was refused for its content may be an old or damaged copy on the way.
      if (integrity !== null) return ask("reload");
      throw error;
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw new NotStored("network", `${url} did not come as it should.`, { cause: error });
  }
}

/** Puts an answer into a cache. Rejects with {@link NotStored}; nothing is there then. */
export async function putInto(
  place: Pick<StorePlace, "caches">,
  name: string,
  url: string,
  response: Response,
): Promise<void> {
  try {
    const cache = await place.caches.open(name);
    await cache.put(url, response);
  } catch (error) {
    throw new NotStored(isFull(error) ? "full" : "network", `${url} was not stored.`, {
      cause: error,
    });
  }
}

/** True for a failure for want of room (Storage Standard; Firefox has a name of its own). */
export function isFull(error: unknown): boolean {
  return (
    error instanceof Error && /^(QuotaExceededError|NS_ERROR_DOM_QUOTA_REACHED)$/.test(error.name)
  );
}

function cacheOfPath(place: StorePlace, site: SiteFiles, path: string): string | null {
  const file = Object.hasOwn(site.files, path) ? site.files[path] : undefined;
  return file === undefined ? null : cacheOf(file.kind, place.base);
}

async function urlsIn(
  place: Pick<StorePlace, "caches">,
  name: string,
): Promise<ReadonlySet<string>> {
  const cache = await place.caches.open(name);
  return new Set((await cache.keys()).map(({ url }) => url));
}
