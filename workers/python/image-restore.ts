import { loadPyodide } from "pyodide";
import type { PyodideInterface } from "pyodide";
import type { PyCallable } from "pyodide/ffi";
import { IMAGE_PAGE } from "../../src/shared/images.ts";
import type { Image, ImageSlice, PageRun } from "../../src/shared/images.ts";
import { readTar } from "../../src/shared/tar.ts";
import { ENVIRONMENT, pyodideConfig } from "./boot.ts";
import type { OnStray } from "./boot.ts";
import type { FileSystem } from "./file-system.ts";
import type { CreateModule, EmscriptenModule, EmscriptenSettings } from "./image-module.ts";
import { putFiles } from "./put-files.ts";
import { createWithLibraries, readTrampoline, writeTrampoline } from "./image-preload.ts";
import type { Layout, Library } from "./image-preload.ts";

/** What restoring needs; everything may still be on its way. */
export interface ImageParts {
  readonly indexURL: string;
  readonly image: Image;
  readonly createModule: Promise<CreateModule>;
  readonly libraries: Promise<readonly Library[]>;
  bytes(slice: ImageSlice): Promise<ArrayBuffer>;
}

/** Options of `loadPyodide` that its declaration leaves out. */
interface SnapshotOptions {
  readonly _loadSnapshot: Uint8Array;
  readonly createPyodideModule: (settings: EmscriptenSettings) => Promise<EmscriptenModule>;
}

/**
 * Starts Pyodide from an image: the module is created with the image's libraries, then its memory
 * is replaced, page by page, with the image's. Rejects where anything does not fit; the half-made
 * interpreter is of no use then.
 */
export async function restoreImage(parts: ImageParts, onStray: OnStray): Promise<PyodideInterface> {
  const { image, indexURL } = parts;
  const heap = image.heap.map(async (slice) => ({ slice, bytes: await parts.bytes(slice) }));
  const files = image.files.map((slice) => parts.bytes(slice));
  // Each is awaited below; one that fails early must not count as unheard.
  for (const one of [...heap, ...files]) one.catch(() => {});
  const options: SnapshotOptions = {
    // Pyodide reads the header from it; the memory itself we put in place, without a second copy.
    _loadSnapshot: fromBase64(image.header),
    createPyodideModule: async (settings) => {
      const [create, libraries] = await Promise.all([parts.createModule, parts.libraries]);
      let trampoline = 0;
      const module = await createWithLibraries(
        create,
        settings,
        () => image.memory,
        libraries,
        (begun, layout) => {
          checkLayout(image, layout);
          trampoline = readTrampoline(begun);
        },
      );
      for (const one of heap) putPages(module.HEAPU8, await one);
      writeTrampoline(module, trampoline);
      module.wasmTable.grow(image.table.total - module.wasmTable.length);
      joinHandles(module, image);
      return module;
    },
  };
  const config: unknown = { ...pyodideConfig(indexURL, onStray), ...options };
  const pyodide = await loadPyodide(config as Parameters<typeof loadPyodide>[0]);
  const fs = pyodide.FS as unknown as FileSystem;
  for (const tar of files) putFiles(fs, "", readTar(new Uint8Array(await tar)));
  thaw(pyodide);
  return pyodide;
}

/** Gives a restored Python randomness and a clock of its own (`routebook.image`). */
function thaw(pyodide: PyodideInterface): void {
  const call = pyodide.runPython(THAW) as PyCallable;
  try {
    const entropy = crypto.getRandomValues(new Uint8Array(64));
    const hex = Array.from(entropy, (byte) => byte.toString(16).padStart(2, "0")).join("");
    call(hex, JSON.stringify(ENVIRONMENT), Date.now());
  } finally {
    call.destroy();
  }
}

const THAW = `
def _thaw(entropy, environ, now_ms):
    import json
    from routebook.image import thaw
    thaw(bytes.fromhex(entropy), json.loads(environ), now_ms)
    del globals()["_thaw"]
_thaw
`;

function checkLayout(image: Image, { heapStart, table }: Layout): void {
  if (heapStart === image.heapStart && table === image.table.preloaded) return;
  throw new Error(
    `The image does not fit: heap ${heapStart} for ${image.heapStart}, table ${table} for ${image.table.preloaded}.`,
  );
}

/** Copies pages, which lie one after the other in the slice, to their places. */
function putPages(
  memory: Uint8Array,
  { slice, bytes }: { slice: { pages: readonly PageRun[] }; bytes: ArrayBuffer },
): void {
  let from = 0;
  for (const [first, count] of slice.pages) {
    const length = Math.min(count * IMAGE_PAGE, bytes.byteLength - from);
    memory.set(new Uint8Array(bytes, from, length), first * IMAGE_PAGE);
    from += length;
  }
}

/** Python's `dlopen` handles lead to the libraries again. */
function joinHandles({ LDSO }: EmscriptenModule, image: Image): void {
  for (const [handle, path] of image.handles) {
    const library = LDSO.loadedLibsByName[path];
    if (library === undefined) throw new Error(`The image's library ${path} is not loaded.`);
    LDSO.loadedLibsByHandle[handle] = library;
  }
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
