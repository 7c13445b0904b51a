import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { imageSlices } from "../../src/shared/images.ts";
import type { ImageIndex } from "../../src/shared/images.ts";
import type { Catalogue } from "../../src/shared/lesson.ts";
import type { PackIndex } from "../../src/shared/packs.ts";
import { PACK_FOLDER } from "../../src/shared/site-files.ts";
import type { ImageNeeds, LessonNeeds } from "../../src/shared/site-files.ts";
import { chooseImage } from "../../workers/python/image-choice.ts";
import { closure } from "../../workers/python/packs.ts";
import type { SiteNeeds } from "./finish-site.ts";

/** The list of images beside its slices. */
export interface BuiltImages {
  readonly file: string;
  readonly index: ImageIndex;
}

export interface SiteNeedsInput {
  readonly catalogue: Catalogue;
  /** The files of each lesson, by its path. */
  readonly lessonFiles: ReadonlyMap<string, readonly string[]>;
  readonly packs: PackIndex;
  /** Files of the interpreter, and the lists that the kernel reads. */
  readonly common: readonly string[];
  /** Null where none were made. */
  readonly images: BuiltImages | null;
}

/** What each lesson needs to work without a network, by what the kernel loads for it. */
export function siteNeeds(input: SiteNeedsInput): SiteNeeds {
  const { catalogue, lessonFiles, packs, common, images } = input;
  const lessons: Record<string, LessonNeeds> = {};
  const needsOf = (own: readonly string[], packages: readonly string[]): LessonNeeds => ({
    own,
    packs: closure(packs, packages).map(({ file }) => PACK_FOLDER + file),
    image: images && imageNeeds(images.index, packs, packages),
  });
  for (const { path, packages } of catalogue.flatMap((course) => course.lessons)) {
    // A package that is not there is told to the lesson's author elsewhere.
    const known = packages.filter((name) => Object.hasOwn(packs.packs, name));
    lessons[path] = needsOf(lessonFiles.get(path) ?? [], known);
  }
  const slices = images?.index.images.flatMap((image) => imageSlices(image)) ?? [];
  return {
    common: images === null ? common : [...common, `images/${images.file}`],
    lessons,
    scratch: needsOf([], []),
    inflated: Object.fromEntries(slices.map(({ file, rawSize }) => [`images/${file}`, rawSize])),
  };
}

/** The image that the kernel would choose, and what it loads on top. */
function imageNeeds(
  images: ImageIndex,
  packs: PackIndex,
  packages: readonly string[],
): ImageNeeds | null {
  const image = chooseImage(images, packs, packages);
  if (image === null) return null;
  const has = new Set(image.packages);
  const missing = closure(packs, packages).filter(({ name }) => !has.has(name));
  return {
    name: image.name,
    files: imageSlices(image).map(({ file }) => `images/${file}`),
    packs: missing.map(({ file }) => PACK_FOLDER + file),
  };
}

/** The list of images in a folder of the built site; null where there is none. */
export async function readImages(folder: string): Promise<BuiltImages | null> {
  const files = existsSync(folder) ? await readdir(folder) : [];
  const file = files.find((name) => /^index-.*\.json$/.test(name));
  if (file === undefined) return null;
  return { file, index: JSON.parse(await readFile(join(folder, file), "utf8")) as ImageIndex };
}
