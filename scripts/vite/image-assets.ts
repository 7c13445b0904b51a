import { cp, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";
import { imagesIfPossible, shippedImageFiles } from "../images/ensure-images.ts";
import type { ImageSet } from "../images/ensure-images.ts";

const ID = "virtual:memory-images";

/**
 * Puts the memory images beside the built page and tells it where their list is
 * (`virtual:memory-images`). In development there are none: they would have to be made anew after
 * each change of the kernel's Python, and Python starts without them.
 */
export function imageAssets(): Plugin {
  let outDir = "";
  let building = false;
  let made: Promise<ImageSet | null> | null = null;
  // One set for the whole build, whatever is edited meanwhile.
  const images = () => (made ??= imagesIfPossible());
  return {
    name: "routebook:image-assets",
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
      building = config.command === "build";
    },
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    async load(id) {
      if (id !== `\0${ID}`) return null;
      const set = building ? await images() : null;
      const url = set === null ? null : `images/${set.indexFile}`;
      return `export const imageIndexUrl = ${JSON.stringify(url)};`;
    },
    async writeBundle() {
      const set = await images();
      if (set === null) return;
      const target = join(outDir, "images");
      await mkdir(target, { recursive: true });
      for (const file of shippedImageFiles(set)) await cp(join(set.dir, file), join(target, file));
    },
  };
}
