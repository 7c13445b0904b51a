import type { SiteFiles } from "../shared/site-files.ts";
import { bytesOf } from "../shared/site-files.ts";
import { NotStored, missingPaths, removePath, storePath } from "../shared/store-files.ts";
import type { StorePlace } from "../shared/store-files.ts";

export interface StoreAllEffects extends StorePlace {
  readonly estimate: () => Promise<{ readonly usage?: number; readonly quota?: number }>;
}

/** Bytes that stay free for what the learner writes: that goes before lessons of the future. */
const RESERVE = 20_000_000;

/**
 * Stores those of the paths that are not stored, one by one; `onBytes` hears how many bytes of all
 * paths are there. Rejects with {@link NotStored}, or with what the signal was aborted with. Where
 * there is no room, what was stored in this call is removed: the room is wanted for progress.
 */
export async function storeAll(
  effects: StoreAllEffects,
  site: SiteFiles,
  paths: readonly string[],
  onBytes: (bytes: number) => void = () => {},
  signal?: AbortSignal,
): Promise<void> {
  const missing = (await missingPaths(effects, site, paths)).toSorted(imagesLast(site));
  let bytes = bytesOf(site, paths) - bytesOf(site, missing);
  onBytes(bytes);
  await makeSure(effects, bytesOf(site, missing));
  const stored: string[] = [];
  try {
    for (const path of missing) {
      signal?.throwIfAborted();
      // The kernel stores the image that it was started from by itself, inflated, after its start.
      const isImage = site.files[path]?.kind === "images";
      if (isImage && (await missingPaths(effects, site, [path])).length === 0) continue;
      await storePath(effects, site, path, signal);
      stored.push(path);
      bytes += bytesOf(site, [path]);
      onBytes(bytes);
    }
  } catch (error) {
    if (error instanceof NotStored && error.trouble === "full") {
      await Promise.all(stored.map((path) => removePath(effects, site, path)));
    }
    throw error;
  }
}

function imagesLast(site: SiteFiles): (one: string, other: string) => number {
  const rank = (path: string): number => (site.files[path]?.kind === "images" ? 1 : 0);
  return (one, other) => rank(one) - rank(other);
}

/** Rejects with {@link NotStored} where the browser says that there is no room. */
async function makeSure({ estimate }: StoreAllEffects, bytes: number): Promise<void> {
  if (bytes === 0) return;
  const { usage, quota } = await estimate().catch(() => ({ usage: undefined, quota: undefined }));
  if (usage === undefined || quota === undefined || usage + bytes + RESERVE <= quota) return;
  throw new NotStored("full", `${bytes} bytes do not fit into ${quota - usage}.`);
}
