/**
 * A memory image: the frozen memory of a Python that has already imported a family of packages.
 * `scripts/images` makes it, `workers/python/image-*.ts` restores it.
 */

/** The Cache Storage that keeps inflated slices, keyed by each slice's address. */
export const IMAGE_CACHE = "routebook-images-1";

/** Bytes of a page: the unit in which an image notes what differs from a fresh memory. */
export const IMAGE_PAGE = 4096;

/** A part of an image as a file of its own: content-hashed, a Zstandard frame. */
export interface ImageSlice {
  /** File name beside the index. */
  readonly file: string;
  /** Bytes of the file. */
  readonly size: number;
  /** Bytes once inflated. */
  readonly rawSize: number;
  /** Hex sha256 of the inflated bytes, which are what the cache keeps. */
  readonly sha256: string;
}

/** Pages that lie behind each other. */
export type PageRun = readonly [first: number, count: number];

/** A slice of the memory: the pages of its runs, one after the other. */
export interface HeapSlice extends ImageSlice {
  readonly pages: readonly PageRun[];
}

/** A slice of dynamic libraries: whole files, one after the other. */
export interface LibrarySlice extends ImageSlice {
  readonly libraries: readonly { readonly path: string; readonly size: number }[];
}

export interface Image {
  /** "base", "web", … */
  readonly name: string;
  /** Names of the packs in it (PEP 503), with all that they need. */
  readonly packages: readonly string[];
  /** Libraries, in the order in which they must be loaded. */
  readonly libraries: readonly LibrarySlice[];
  readonly heap: readonly HeapSlice[];
  /** Uncompressed tars of files below "/", for what is imported later. */
  readonly files: readonly ImageSlice[];
  /** What Pyodide's own snapshot has before its memory (base64). */
  readonly header: string;
  /** Bytes of the memory; it must be that large before the libraries are loaded. */
  readonly memory: number;
  /** Where the allocator's part of the memory begins once the libraries are loaded. */
  readonly heapStart: number;
  readonly table: {
    /** Length of the function table once the libraries are loaded, and when the image was made. */
    readonly preloaded: number;
    readonly total: number;
  };
  /** `dlopen` handles: [handle, path]. */
  readonly handles: readonly (readonly [number, string])[];
}

/** The list of all images. */
export interface ImageIndex {
  readonly format: 1;
  /** Version of the Pyodide that made them and must restore them. */
  readonly pyodide: string;
  readonly images: readonly Image[];
}

/** What the page keeps of a started kernel's image, for the next one. */
export interface KeptImage {
  readonly name: string;
  /** The file of each slice that is kept, and its inflated bytes. */
  readonly slices: readonly { readonly file: string; readonly bytes: ArrayBuffer }[];
  /** Pyodide's own code, compiled. */
  readonly main: WebAssembly.Module;
  /** The libraries, compiled, in their order. */
  readonly libraries: readonly WebAssembly.Module[];
}

/** Bytes that an image takes from the network. */
export function imageSize(image: Image): number {
  return imageSlices(image).reduce((sum, slice) => sum + slice.size, 0);
}

/** All slices of an image, in the order in which a start needs them. */
export function imageSlices(image: Image): readonly ImageSlice[] {
  return [...image.libraries, ...image.heap, ...image.files];
}
