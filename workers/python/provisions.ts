import { imageSlices } from "../../src/shared/images.ts";
import type { Image, ImageIndex, KeptImage } from "../../src/shared/images.ts";
import type { RuntimePlaces } from "../../src/shared/kernel.ts";
import type { PackIndex } from "../../src/shared/packs.ts";
import type { BootListener } from "./boot-listener.ts";
import type { OnStray } from "./boot.ts";
import { DownloadProgress } from "./download-progress.ts";
import { chooseImage } from "./image-choice.ts";
import type { CreateModule } from "./image-module.ts";
import type { Library } from "./image-preload.ts";
import { ImageSource, type ImageSourceEffects } from "./image-source.ts";
import { PyodideDownloads, type DownloadEffects } from "./pyodide-downloads.ts";
import { zstdOf } from "./zstd.ts";

/** What fetching needs of the worker; taken before the lockdown. */
export interface ProvisionEffects
  extends Omit<ImageSourceEffects, "createInflate">, DownloadEffects {
  /** Imports Pyodide's script. */
  importCreateModule(address: string): Promise<CreateModule>;
  /** Asks for the pack index. Rejects with a sentence. */
  packIndex(address: string): Promise<PackIndex>;
}

/** An image to start from. */
export interface ChosenImage {
  readonly image: Image;
  /** Its libraries, compiled. */
  readonly libraries: Promise<readonly Library[]>;
}

/**
 * What a kernel is made of, on its way from the moment that this is made: nobody need have asked
 * for a kernel yet. It serves one start.
 */
export class Provisions {
  readonly places: RuntimePlaces;
  readonly downloads: PyodideDownloads;
  readonly createModule: Promise<CreateModule>;
  /** The pack index; rejects with a sentence. */
  readonly packs: Promise<PackIndex>;
  /** Null where no images were made. */
  readonly source: ImageSource | null;
  readonly #effects: ProvisionEffects;
  readonly #images: Promise<ImageIndex> | null;
  readonly #progress = new DownloadProgress("Python");
  /** Sentences that nobody heard yet. */
  readonly #unheard: string[] = [];
  #listener: BootListener | null = null;
  /** The image whose parts are being fetched. */
  #chosen: ChosenImage | null = null;

  constructor(effects: ProvisionEffects, places: RuntimePlaces, main: WebAssembly.Module | null) {
    this.#effects = effects;
    this.places = places;
    // First: it comes by another way than the rest, which would keep the worker busy.
    this.createModule = effects.importCreateModule(`${places.pyodideUrl}pyodide.asm.mjs`);
    this.packs = effects.packIndex(places.packIndexUrl);
    this.source = this.#openSource();
    this.#images = this.source?.index() ?? null;
    this.downloads = new PyodideDownloads(
      effects,
      places.pyodideUrl,
      places.pyodideBytes,
      main,
      this.#progress,
    );
    // Who starts the kernel hears of a failure.
    for (const one of [this.createModule, this.packs, this.#images]) one?.catch(() => {});
  }

  /** From now on somebody hears how it goes. */
  attach(listener: BootListener): void {
    this.#listener = listener;
    this.#progress.attach((now) => listener.progress(now));
    for (const text of this.#unheard.splice(0)) listener.notice(text);
  }

  /** What reaches the file descriptors before anybody hears of it goes nowhere. */
  readonly stray: OnStray = (name, text) => this.#listener?.stray(name, text);

  /**
   * The image for the packages, its parts on their way; `kept` is what an earlier kernel left of
   * one. Rejects with a sentence where there is none.
   */
  async choose(packages: readonly string[], kept: KeptImage | null): Promise<ChosenImage> {
    if (this.source === null || this.#images === null) throw new Error("There is no image.");
    if (kept !== null) this.source.give(kept.slices);
    const [images, packs] = await Promise.all([this.#images, this.packs]);
    if (images.pyodide !== packs.pyodide) {
      throw new Error(`The images are for Pyodide ${images.pyodide}, not ${packs.pyodide}.`);
    }
    const image = chooseImage(images, packs, packages);
    if (image === null) throw new Error("There is no image.");
    if (this.#chosen?.image.name === image.name) return this.#chosen;
    if (this.#chosen !== null) this.#drop(this.#chosen.image, image);
    const chosen = { image, libraries: this.#libraries(image, kept) };
    this.#chosen = chosen;
    chosen.libraries.catch(() => {});
    for (const slice of imageSlices(image)) {
      this.#progress.expect(slice.file, slice.size);
      this.source.bytes(slice).catch(() => {});
    }
    return chosen;
  }

  #openSource(): ImageSource | null {
    const { imageIndexUrl } = this.places;
    if (imageIndexUrl === null) return null;
    return new ImageSource(
      imageIndexUrl,
      { ...this.#effects, createInflate: async () => zstdOf(await this.downloads.code) },
      (slice, loaded) => this.#progress.loaded(slice.file, loaded),
      (file) => this.#tell(`The stored copy of ${file} was damaged; it was fetched again.`),
    );
  }

  #tell(sentence: string): void {
    if (this.#listener === null) this.#unheard.push(sentence);
    else this.#listener.notice(sentence);
  }

  /** Another image was fetched in vain. */
  #drop(former: Image, next: Image): void {
    const wanted = new Set(imageSlices(next).map(({ file }) => file));
    const files = imageSlices(former).flatMap(({ file }) => (wanted.has(file) ? [] : [file]));
    for (const file of files) this.#progress.drop(file);
    this.source?.take(files);
  }

  #libraries(image: Image, kept: KeptImage | null): Promise<readonly Library[]> {
    if (kept?.name === image.name) return Promise.resolve(withPaths(image, kept.libraries));
    return this.#compile(image);
  }

  /** Compiles the libraries as their slices come. */
  async #compile(image: Image): Promise<readonly Library[]> {
    const { WebAssembly: wasm } = this.#effects.scope;
    const slices = image.libraries.map(async (slice) => {
      const bytes = await this.source?.bytes(slice);
      if (bytes === undefined) return [];
      let offset = 0;
      const compiled = slice.libraries.map(({ size }) => {
        const library = new Uint8Array(bytes, offset, size);
        offset += size;
        return wasm.compile(library);
      });
      return Promise.all(compiled);
    });
    return withPaths(image, (await Promise.all(slices)).flat());
  }
}

function withPaths(image: Image, modules: readonly WebAssembly.Module[]): readonly Library[] {
  const paths = image.libraries.flatMap(({ libraries }) => libraries.map(({ path }) => path));
  if (paths.length !== modules.length) throw new Error("The image's libraries are not all there.");
  return modules.flatMap((module, index) => {
    const path = paths[index];
    return path === undefined ? [] : [{ path, module }];
  });
}
