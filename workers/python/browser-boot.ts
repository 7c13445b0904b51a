import type { PyodideInterface } from "pyodide";
import type { KeptImage } from "../../src/shared/images.ts";
import type { ImageOrigin, StartOptions } from "../../src/shared/kernel.ts";
import type { BootListener } from "./boot-listener.ts";
import { bootPyodide } from "./boot.ts";
import { restoreImage } from "./image-restore.ts";
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

/** A boot that was begun before anybody asked for it. */
interface EarlyBoot {
  /** The image that it starts from. */
  readonly name: string;
  readonly booted: Promise<Booted>;
}

/** Boots Pyodide, once, from the image that suits the packages; without one where that fails. */
export class BrowserBoot {
  readonly provisions: Provisions;
  #early: Promise<EarlyBoot> | null = null;

  constructor(provisions: Provisions) {
    this.provisions = provisions;
  }

  /** Begins with these packages in mind: most likely a kernel will start with them. */
  foresee(packages: readonly string[]): void {
    if (this.provisions.source === null) return;
    // The first to know of packages is right, but for a notebook that wants others after all.
    this.#early ??= this.provisions
      .choose(packages, null)
      .then((chosen) => ({ name: chosen.image.name, booted: this.#restore(chosen) }));
    // Who starts the kernel hears of a failure.
    this.#early.then(({ booted }) => booted.catch(() => {})).catch(() => {});
  }

  async boot(
    { pyodideUrl, packages, kept = null }: StartOptions,
    listener: BootListener,
  ): Promise<Booted> {
    const { provisions } = this;
    const { downloads } = provisions;
    provisions.attach(listener);
    let imageFailure: string | null = null;
    if (provisions.source !== null) {
      try {
        return await this.#fromImage(packages, kept);
      } catch (error) {
        imageFailure = error instanceof Error ? error.message : String(error);
      }
    }
    const pyodide = await downloads.during(() => bootPyodide(pyodideUrl, provisions.stray));
    return { pyodide, image: null, imageFailure };
  }

  async #fromImage(packages: readonly string[], kept: KeptImage | null): Promise<Booted> {
    const early = await this.#early?.catch(() => null);
    const chosen = await this.provisions.choose(packages, kept);
    if (early?.name === chosen.image.name) return early.booted;
    // Two at a time would be in each other's way.
    await early?.booted.catch(() => {});
    return this.#restore(chosen);
  }

  #restore(chosen: ChosenImage): Promise<Booted> {
    const { provisions } = this;
    return provisions.downloads.during(() => bootFromImage(provisions, chosen));
  }
}

async function bootFromImage(
  { places, createModule, downloads, source, stray }: Provisions,
  { image, libraries }: ChosenImage,
): Promise<Booted> {
  if (source === null) throw new Error("There is no image.");
  const { pyodideUrl: indexURL } = places;
  const bytes = source.bytes.bind(source);
  const pyodide = await restoreImage({ indexURL, image, createModule, libraries, bytes }, stray);
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
