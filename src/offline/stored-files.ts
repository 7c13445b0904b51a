import { isKeptNote } from "../shared/kept-lessons.ts";
import type { ImageStore } from "../shared/image-store.ts";
import { FILE_KINDS, IMAGE_FOLDER, PACK_FOLDER, cacheNames } from "../shared/site-files.ts";
import type { FileKind, SiteFile, SiteFiles } from "../shared/site-files.ts";
import type { StoredFiles } from "./model.ts";

export interface StoredFilesPlace {
  readonly base: string;
  readonly caches: CacheStorage;
  readonly images: ImageStore;
}

/** What is stored, by kind, in the order of the kinds; `site` tells sizes without reading files. */
export async function storedFiles(
  place: StoredFilesPlace,
  site: SiteFiles | null,
): Promise<readonly StoredFiles[]> {
  const found = new Map<FileKind, { files: number; bytes: number }>();
  await eachFile(place, async ({ kind, path, inflated, size }) => {
    const sum = found.get(kind) ?? { files: 0, bytes: 0 };
    sum.files += 1;
    sum.bytes += listed(site?.files[path], inflated) ?? (await size());
    found.set(kind, sum);
  });
  return FILE_KINDS.map((kind) => ({ kind, files: 0, bytes: 0, ...found.get(kind) }));
}

/** Removes what is stored of these kinds. */
export async function removeStored(
  place: StoredFilesPlace,
  kinds: readonly FileKind[],
): Promise<void> {
  const wanted = new Set(kinds);
  await eachFile(place, async ({ kind, remove }) => {
    if (wanted.has(kind)) await remove();
  });
  const { shells, lessons } = cacheNames(place.base);
  for (const name of await place.caches.keys()) {
    const empty = (await (await place.caches.open(name)).keys()).length === 0;
    if (empty && (name.startsWith(shells) || name === lessons)) await place.caches.delete(name);
  }
}

interface StoredFile {
  readonly kind: FileKind;
  readonly path: string;
  /** True for a slice of an image as the kernel stored it. */
  readonly inflated: boolean;
  size(): Promise<number>;
  remove(): Promise<unknown>;
}

async function eachFile(
  { base, caches, images }: StoredFilesPlace,
  work: (file: StoredFile) => Promise<void>,
): Promise<void> {
  const names = cacheNames(base);
  for (const name of await caches.keys()) {
    const shell = name.startsWith(names.shells);
    if (!shell && ![names.immutable, names.lessons].includes(name)) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (isKeptNote(request.url, base)) continue;
      const path = request.url.slice(base.length);
      await work({
        kind: shell ? "shell" : kindOf(path),
        path,
        inflated: false,
        size: () => sizeOf(cache, request),
        remove: () => cache.delete(request),
      });
    }
  }
  for (const name of await images.names()) {
    await work({
      kind: "images",
      path: IMAGE_FOLDER + name,
      inflated: true,
      size: () => images.size(name),
      remove: () => images.remove(name),
    });
  }
}

function listed(file: SiteFile | undefined, inflated: boolean): number | undefined {
  return inflated ? file?.inflated : file?.bytes;
}

function kindOf(path: string): FileKind {
  if (/^pyodide\/|^images\/.*\.json$/.test(path)) return "python";
  if (path.startsWith(IMAGE_FOLDER)) return "images";
  return path.startsWith(PACK_FOLDER) ? "packages" : "lessons";
}

async function sizeOf(cache: Cache, request: Request): Promise<number> {
  const response = await cache.match(request);
  return response === undefined ? 0 : (await response.blob()).size;
}
