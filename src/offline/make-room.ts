import { forgetLessons } from "../shared/kept-lessons.ts";
import { openImageStore } from "../shared/image-store.ts";
import type { ImageStoreEffects } from "../shared/image-store.ts";
import { FILE_KINDS, imagesOf } from "../shared/site-files.ts";
import { removeStored, storedFiles } from "./stored-files.ts";

export interface RoomPlace extends Pick<ImageStoreEffects, "storage"> {
  readonly base: string;
  readonly caches: CacheStorage;
}

/** What the learner is told then. */
export const ROOM_MADE =
  "This device has no room left. What was kept for use offline was removed, so that what you write can be stored. Free some space to have lessons offline again.";

/**
 * Removes all that is stored for use offline: it can be fetched again, and what the learner writes
 * cannot. Resolves with whether there was anything.
 */
export async function makeRoom({ base, caches, storage }: RoomPlace): Promise<boolean> {
  const images = await openImageStore(imagesOf(base), { storage, caches });
  const place = { base, caches, images };
  const stored = await storedFiles(place, null);
  if (stored.every(({ files }) => files === 0)) return false;
  await forgetLessons(place.caches, place.base).catch(() => undefined);
  await removeStored(place, FILE_KINDS);
  return true;
}
