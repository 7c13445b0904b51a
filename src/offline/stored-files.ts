import { isKeptNote } from "../shared/kept-lessons.ts";
import { IMAGE_CACHE } from "../shared/images.ts";
import { FILE_KINDS, cacheNames, imagesOf } from "../shared/site-files.ts";
import type { FileKind, SiteFile, SiteFiles } from "../shared/site-files.ts";
import type { StoredFiles } from "./model.ts";

export interface StoredFilesPlace {
  readonly base: string;
  readonly caches: CacheStorage;
}

/** What is stored, by kind, in the order of the kinds; `site` tells sizes without reading files. */
export async function storedFiles(
  place: StoredFilesPlace,
  site: SiteFiles | null,
): Promise<readonly StoredFiles[]> {
  const found = new Map<FileKind, { files: number; bytes: number }>();
  await eachFile(place, async ({ kind, path, cache, request, inflated }) => {
    const sum = found.get(kind) ?? { files: 0, bytes: 0 };
    sum.files += 1;
    sum.bytes += listed(site?.files[path], inflated) ?? (await sizeOf(cache, request));
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
  await eachFile(place, async ({ kind, cache, request }) => {
    if (wanted.has(kind)) await cache.delete(request);
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
  readonly cache: Cache;
  readonly request: Request;
  /** True for a slice of an image as the kernel stored it. */
  readonly inflated: boolean;
}

async function eachFile(
  { base, caches }: StoredFilesPlace,
  work: (file: StoredFile) => Promise<void>,
): Promise<void> {
  const names = cacheNames(base);
  for (const name of await caches.keys()) {
    const shell = name.startsWith(names.shells);
    if (!shell && ![names.immutable, names.lessons, IMAGE_CACHE].includes(name)) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      // Images of other sites of this origin are in one cache with ours.
      if (name === IMAGE_CACHE && !request.url.startsWith(imagesOf(base))) continue;
      if (isKeptNote(request.url, base)) continue;
      const path = request.url.slice(base.length);
      const kind = shell ? "shell" : kindOf(path);
      await work({ kind, path, cache, request, inflated: name === IMAGE_CACHE });
    }
  }
}

function listed(file: SiteFile | undefined, inflated: boolean): number | undefined {
  return inflated ? file?.inflated : file?.bytes;
}

function kindOf(path: string): FileKind {
  if (/^pyodide\/|^images\/.*\.json$/.test(path)) return "python";
  if (path.startsWith("images/")) return "images";
  return path.startsWith("packs/") ? "packages" : "lessons";
}

async function sizeOf(cache: Cache, request: Request): Promise<number> {
  const response = await cache.match(request);
  return response === undefined ? 0 : (await response.blob()).size;
}
