import type { PyodideInterface } from "pyodide";
import type { KeptImage } from "../../src/shared/images.ts";
import type { ImageOrigin, StartOptions } from "../../src/shared/kernel.ts";
import type { BootListener } from "./boot-listener.ts";
import { bootPyodide } from "./boot.ts";
import type { OnStray } from "./boot.ts";
import { restoreImage } from "./image-restore.ts";
import type { ImageSource } from "./image-source.ts";
import type { ChosenImage, Provisions } from "./provisions.ts";

/** The image that a kernel was started from. */
export interface RestoredImage {
  readonly name: string;
  /** Packs that are in it. */
  readonly packages: readonly string[];
  readonly origin: ImageOrigin;
  /** Stores what came from the network for the next visit; answers how many slices it could not. */
  store(): Promise<number>;
  /** Gives away what the next kernel can start from; once. */
  keep(): Promise<KeptImage>;
}

/** A booted Pyodide. */
export interface Booted {
  readonly pyodide: PyodideInterface;
  /** Null where Python started plainly. */
  readonly image: RestoredImage | null;
  /** Why no image could be restored; null where one was, or none was asked for. */
  readonly imageFailure: string | null;
}

/** Boots Pyodide from the image that suits the packages; without one where that fails. */
export async function browserBoot(
  provisions: Provisions,
  { pyodideUrl, packages, kept = null }: StartOptions,
  listener: BootListener,
): Promise<Booted> {
  const { downloads, source } = provisions;
  provisions.attach(listener);
  let imageFailure: string | null = null;
  if (source !== null) {
    try {
      const chosen = await provisions.choose(packages, kept);
      return await downloads.during(() =>
        bootFromImage(provisions, source, chosen, listener.stray),
      );
    } catch (error) {
      imageFailure = error instanceof Error ? error.message : String(error);
    }
  }
  const pyodide = await downloads.during(() => bootPyodide(pyodideUrl, listener.stray));
  return { pyodide, image: null, imageFailure };
}

async function bootFromImage(
  { places, createModule, downloads }: Provisions,
  source: ImageSource,
  { image, libraries }: ChosenImage,
  onStray: OnStray,
): Promise<Booted> {
  const { pyodideUrl: indexURL } = places;
  const bytes = source.bytes.bind(source);
  const pyodide = await restoreImage({ indexURL, image, createModule, libraries, bytes }, onStray);
  return {
    pyodide,
    imageFailure: null,
    image: {
      name: image.name,
      packages: image.packages,
      origin: source.origin,
      store: () => source.store(),
      async keep() {
        const slices = source.take(image.heap.map(({ file }) => file));
        const files = image.files.flatMap(({ file }) => source.copy(file));
        const modules = (await libraries).map(({ module }) => module);
        const main = await downloads.code;
        return { name: image.name, slices: [...slices, ...files], main, libraries: modules };
      },
    },
  };
}
