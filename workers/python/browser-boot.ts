import type { PyodideInterface } from "pyodide";
import type { Image, ImageIndex, KeptImage } from "../../src/shared/images.ts";
import { imageSlices } from "../../src/shared/images.ts";
import type { ImageOrigin, LoadProgress, StartOptions } from "../../src/shared/kernel.ts";
import type { PackIndex } from "../../src/shared/packs.ts";
import { bootPyodide } from "./boot.ts";
import type { OnStray } from "./boot.ts";
import { DownloadProgress } from "./download-progress.ts";
import { chooseImage } from "./image-choice.ts";
import type { CreateModule } from "./image-module.ts";
import type { Library } from "./image-preload.ts";
import { restoreImage } from "./image-restore.ts";
import { ImageSource } from "./image-source.ts";
import type { ImageSourceEffects } from "./image-source.ts";
import { PyodideDownloads } from "./pyodide-downloads.ts";
import type { DownloadScope } from "./pyodide-downloads.ts";
import { zstdOf } from "./zstd.ts";

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

/** Who hears of a boot. */
export interface BootListener {
  progress(progress: LoadProgress): void;
  /** A sentence for the learner. */
  notice(text: string): void;
  stray: OnStray;
}

/** What the boot needs of the worker; taken before the lockdown. */
export interface BrowserBootEffects extends Omit<ImageSourceEffects, "createInflate"> {
  readonly scope: DownloadScope;
  /** Imports Pyodide's script. */
  importCreateModule(address: string): Promise<CreateModule>;
}

/** Boots Pyodide from the image that suits the packages; without one where that fails. */
export async function browserBoot(
  effects: BrowserBootEffects,
  options: StartOptions,
  packIndex: Promise<PackIndex>,
  listener: BootListener,
): Promise<Booted> {
  const { pyodideUrl, pyodideBytes, imageIndexUrl, kept = null } = options;
  const progress = new DownloadProgress("Python", (now) => listener.progress(now));
  const { scope } = effects;
  const main = kept?.main ?? null;
  const downloads = new PyodideDownloads(scope, pyodideUrl, pyodideBytes, main, progress);
  let imageFailure: string | null = null;
  if (imageIndexUrl !== null) {
    const source = new ImageSource(
      imageIndexUrl,
      { ...effects, createInflate: async () => zstdOf(await downloads.code) },
      kept,
      (slice, loaded) => progress.loaded(slice.file, loaded),
      (file) => listener.notice(damaged(file)),
    );
    const start = { effects, options, packIndex, source, downloads, progress };
    try {
      return await downloads.during(() => bootFromImage(start, listener.stray));
    } catch (error) {
      imageFailure = error instanceof Error ? error.message : String(error);
    }
  }
  const pyodide = await downloads.during(() => bootPyodide(pyodideUrl, listener.stray));
  return { pyodide, image: null, imageFailure };
}

interface ImageStart {
  readonly effects: BrowserBootEffects;
  readonly options: StartOptions;
  readonly packIndex: Promise<PackIndex>;
  readonly source: ImageSource;
  readonly downloads: PyodideDownloads;
  readonly progress: DownloadProgress;
}

async function bootFromImage(start: ImageStart, onStray: OnStray): Promise<Booted> {
  const { effects, options, source, downloads, progress } = start;
  const indexURL = options.pyodideUrl;
  const createModule = effects.importCreateModule(`${indexURL}pyodide.asm.mjs`);
  createModule.catch(() => {});
  const [images, packs] = await Promise.all([source.index(), start.packIndex]);
  const image = chosen(images, packs, options.packages);
  for (const slice of imageSlices(image)) progress.expect(slice.file, slice.size);
  const kept = options.kept?.name === image.name ? options.kept : null;
  const libraries = kept
    ? Promise.resolve(withPaths(image, kept.libraries))
    : compileLibraries(effects, image, source);
  libraries.catch(() => {});
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

function chosen(images: ImageIndex, packs: PackIndex, packages: readonly string[]): Image {
  if (images.pyodide !== packs.pyodide) {
    throw new Error(`The images are for Pyodide ${images.pyodide}, not ${packs.pyodide}.`);
  }
  const image = chooseImage(images, packs, packages);
  if (image === null) throw new Error("There is no image.");
  return image;
}

/** Compiles the libraries as their slices come. */
async function compileLibraries(
  { scope }: BrowserBootEffects,
  image: Image,
  source: ImageSource,
): Promise<readonly Library[]> {
  const slices = image.libraries.map(async (slice) => {
    const bytes = await source.bytes(slice);
    let offset = 0;
    const compiled = slice.libraries.map(({ size }) => {
      const library = new Uint8Array(bytes, offset, size);
      offset += size;
      return scope.WebAssembly.compile(library);
    });
    return Promise.all(compiled);
  });
  return withPaths(image, (await Promise.all(slices)).flat());
}

function withPaths(image: Image, modules: readonly WebAssembly.Module[]): readonly Library[] {
  const paths = image.libraries.flatMap(({ libraries }) => libraries.map(({ path }) => path));
  if (paths.length !== modules.length) throw new Error("The image's libraries are not all there.");
  return modules.flatMap((module, index) => {
    const path = paths[index];
    return path === undefined ? [] : [{ path, module }];
  });
}

function damaged(file: string): string {
  return `The stored copy of ${file} was damaged; it was fetched again.`;
}
