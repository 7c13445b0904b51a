import type { Image, ImageIndex } from "../../src/shared/images.ts";
import { imageSize } from "../../src/shared/images.ts";
import type { PackIndex } from "../../src/shared/packs.ts";
import { closure, normalizeName } from "./packs.ts";

/**
 * Importing a pack's modules costs far more than reading them: so many bytes of an image take as
 * long as one byte of a pack (measured for pandas and FastAPI).
 */
const PACK_WEIGHT = 5;

/**
 * The image to start from: the smallest that has all the packages; where none has, the one that is
 * cheapest together with the packs which are to be loaded on top. Null where there is no image.
 * Unknown names are left to the packs to complain of.
 */
export function chooseImage(
  images: ImageIndex,
  packs: PackIndex,
  packages: readonly string[],
): Image | null {
  const known = packages.filter((name) => Object.hasOwn(packs.packs, normalizeName(name)));
  const needed = closure(packs, known);
  const cost = (image: Image): number => {
    const has = new Set(image.packages);
    const missing = needed.filter(({ name }) => !has.has(name));
    const size = missing.reduce((sum, pack) => sum + pack.size, 0);
    return missing.length === 0 ? imageSize(image) : MISSES + imageSize(image) + PACK_WEIGHT * size;
  };
  return images.images.toSorted((one, other) => cost(one) - cost(other))[0] ?? null;
}

/** More than any image costs: one that misses nothing comes first. */
const MISSES = 2 ** 40;
