/** Looks for an answer that is stored on the device; undefined where there is none. */
export type Stored = (address: string) => Promise<Response | undefined>;

/**
 * Looks into that cache itself: the way round by the service worker, which may have to be started
 * first, takes many times as long. What the browser cannot read counts as not there; without a name
 * nothing is.
 */
export function storedIn(caches: Pick<CacheStorage, "open"> | null, name: string | null): Stored {
  const cache = name === null ? undefined : caches?.open(name).catch(() => undefined);
  return async (address) => (await cache)?.match(address).catch(() => undefined);
}
