import type { ImageStore } from "./image-store.ts";
import { IMAGE_CACHE } from "./images.ts";

/** Images in Cache Storage, keyed by their addresses; nothing is ever there without `caches`. */
export function cachedImages(
  caches: Pick<CacheStorage, "open"> | null,
  folder: string,
): ImageStore {
  let opened: Promise<Cache | null> | null = null;
  const cache = (): Promise<Cache | null> =>
    (opened ??= (caches?.open(IMAGE_CACHE) ?? Promise.resolve(null)).catch(() => null));
  const address = (name: string): string => new URL(name, folder).href;
  // What the browser cannot read counts as not there.
  const match = async (name: string): Promise<Response | undefined> =>
    (await cache())?.match(address(name)).catch(() => undefined);

  return {
    async names() {
      const keys = (await (await cache())?.keys().catch(() => [])) ?? [];
      // The cache is the whole origin's, where other sites may be.
      return keys.flatMap(({ url }) => (url.startsWith(folder) ? [url.slice(folder.length)] : []));
    },
    async size(name) {
      return (await (await match(name))?.blob())?.size ?? 0;
    },
    async read(name) {
      return (await (await match(name))?.arrayBuffer().catch(() => null)) ?? null;
    },
    async write(name, bytes) {
      const into = await cache();
      if (into === null) throw new Error("This browser has no Cache Storage here.");
      await into.put(address(name), new Response(bytes, HEADERS));
    },
    async remove(name) {
      await (await cache())?.delete(address(name)).catch(() => false);
    },
  };
}

const HEADERS = { headers: { "Content-Type": "application/octet-stream" } };
