import { lazyImageStore, openImageStore } from "../shared/image-store.ts";
import { imagesOf } from "../shared/site-files.ts";
import { createNetwork } from "./network.ts";
import { createOffline } from "./create-offline.ts";
import type { OfflineOptions } from "./create-offline.ts";
import type { Offline } from "./model.ts";
import { createShellLink } from "./shell-link.ts";
import { buildOf, siteList } from "./site-list.ts";

export type PageOfflineOptions = Pick<
  OfflineOptions,
  "lesson" | "calm" | "keepPreview" | "packFiles" | "startsFromImage"
>;

/** Use without a network for this very page; null for a page of the development server. */
export function pageOffline(options: PageOfflineOptions): Offline | null {
  const build = buildOf(document);
  if (build === null) return null;
  const base = new URL(".", document.baseURI).href;
  const wait = (work: () => void, milliseconds: number) => window.setTimeout(work, milliseconds);
  // Absent in some private windows and outside secure contexts; in some frames asking for it throws.
  const container = available(() => navigator.serviceWorker as ServiceWorkerContainer | undefined);
  const caches = available(() => window.caches as CacheStorage | undefined);
  return createOffline({
    ...options,
    place: {
      base,
      caches: caches ?? noCaches,
      fetch: (request) => fetch(request),
      estimate: async () => navigator.storage?.estimate() ?? {},
      images: lazyImageStore(() =>
        openImageStore(imagesOf(base), {
          storage: available(() => navigator.storage as StorageManager | undefined) ?? null,
          caches: caches ?? null,
        }),
      ),
    },
    shell: createShellLink({
      container: caches === undefined ? undefined : container,
      build,
      createChannel: () => new MessageChannel(),
      setTimeout: wait,
      reload: () => location.reload(),
    }),
    network: createNetwork(base, {
      onLine: () => navigator.onLine,
      fetch: (url, init) => fetch(url, init),
      onChange(listener) {
        for (const type of ["online", "offline"]) window.addEventListener(type, listener);
        document.addEventListener("visibilitychange", () => {
          if (document.visibilityState === "visible") listener();
        });
      },
      isVisible: () => document.visibilityState === "visible",
      setTimeout: wait,
    }),
    site: siteList(base, build, (url) => fetch(url)),
  });
}

function available<Value>(read: () => Value | undefined): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Where there is no Cache Storage: nothing is ever in it, and nothing goes into it. */
const noCaches: CacheStorage = {
  delete: async () => false,
  has: async () => false,
  keys: async () => [],
  match: async () => undefined,
  open: () => Promise.reject(new Error("This browser has no Cache Storage here.")),
};
