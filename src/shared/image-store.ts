import { cachedImages } from "./image-cache.ts";
import { filedImages } from "./image-files.ts";

/** Where a site's Python keeps the slices of memory images, inflated; they go by their file names. */
export interface ImageStore {
  /** Names of all that is stored. */
  names(): Promise<readonly string[]>;
  /** Bytes of one; 0 where it is not stored. */
  size(name: string): Promise<number>;
  /** The content; null where it is not stored, or cannot be read just now. */
  read(name: string): Promise<ArrayBuffer | null>;
  /** Rejects where it cannot be stored: with a QuotaExceededError for want of room. */
  write(name: string, bytes: ArrayBuffer): Promise<void>;
  remove(name: string): Promise<void>;
}

/** What a store of images needs of the page or the worker. */
export interface ImageStoreEffects {
  /** Null where the browser has none, as in a page without https. */
  readonly storage: Pick<StorageManager, "getDirectory"> | null;
  /** Null for the same reason. */
  readonly caches: Pick<CacheStorage, "open"> | null;
}

/**
 * The store of the site whose images lie in the folder at that address: files of the origin's
 * private file system (https://fs.spec.whatwg.org), which a worker reads several times as fast as
 * Cache Storage; that one where the browser has no such files, as in some private windows.
 */
export async function openImageStore(
  folder: string,
  { storage, caches }: ImageStoreEffects,
): Promise<ImageStore> {
  try {
    if (storage !== null) return await filedImages(storage, folder);
  } catch {
    // The browser refuses its files here; Cache Storage may be there all the same.
  }
  return cachedImages(caches, folder);
}

/** A store that is opened with its first use. */
export function lazyImageStore(open: () => Promise<ImageStore>): ImageStore {
  let opened: Promise<ImageStore> | null = null;
  const store = (): Promise<ImageStore> => (opened ??= open());
  return {
    names: async () => (await store()).names(),
    size: async (name) => (await store()).size(name),
    read: async (name) => (await store()).read(name),
    write: async (name, bytes) => (await store()).write(name, bytes),
    remove: async (name) => (await store()).remove(name),
  };
}
