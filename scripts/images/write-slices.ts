import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import * as zlib from "node:zlib";
import type { HeapSlice, ImageSlice, LibrarySlice } from "../../src/shared/images.ts";
import { IMAGE_PAGE } from "../../src/shared/images.ts";
import { sha256 } from "../files.ts";
import { writeTar } from "../packs/tar.ts";
import { gatherPages, pageRuns } from "./heap-pages.ts";

/** Inflated bytes of a slice, about: small enough for any host to take. */
const SLICE = 8 * 1024 * 1024;

/** Slices of a memory, at least: a browser reads several at a time faster than one. */
const AT_LEAST = 6;

/** Puts things into groups, in their order, that are full when they come to a slice's size. */
export function inGroups<Thing>(
  things: readonly Thing[],
  sizeOf: (thing: Thing) => number,
  full: number = SLICE,
): Thing[][] {
  const groups: Thing[][] = [];
  let size = Infinity;
  for (const thing of things) {
    if (size + sizeOf(thing) > full) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)?.push(thing);
    size += sizeOf(thing);
  }
  return groups;
}

/**
 * Compresses as far as Zstandard goes without needing much memory to inflate. Node.js has it from
 * 22.15 on, later than its types here.
 */
function compress(raw: Uint8Array): Promise<Uint8Array> {
  const { zstdCompress } = zlib as unknown as {
    zstdCompress(
      raw: Uint8Array,
      options: { readonly params: Readonly<Record<number, number>> },
      done: (error: Error | null, packed: Uint8Array) => void,
    ): void;
  };
  return promisify(zstdCompress)(raw, { params: { [COMPRESSION_LEVEL]: 19 } });
}

/** `ZSTD_c_compressionLevel` (https://facebook.github.io/zstd/zstd_manual.html). */
const COMPRESSION_LEVEL = 100;

/** Writes slices of one image into a folder. */
export class SliceWriter {
  readonly #folder: string;
  readonly #image: string;

  constructor(folder: string, image: string) {
    this.#folder = folder;
    this.#image = image;
  }

  /** The memory's pages. */
  async heap(memory: Uint8Array, pages: readonly number[]): Promise<HeapSlice[]> {
    const full = Math.min(SLICE, Math.ceil(pages.length / AT_LEAST) * IMAGE_PAGE);
    const groups = inGroups(pages, () => IMAGE_PAGE, full);
    return await Promise.all(
      groups.map(async (group) => ({
        ...(await this.#write("heap", gatherPages(memory, group))),
        pages: pageRuns(group),
      })),
    );
  }

  /** Dynamic libraries. */
  async libraries(libraries: ReadonlyMap<string, Uint8Array>): Promise<LibrarySlice[]> {
    const groups = inGroups([...libraries], ([, bytes]) => bytes.length);
    return await Promise.all(
      groups.map(async (group) => ({
        ...(await this.#write("libraries", Buffer.concat(group.map(([, bytes]) => bytes)))),
        libraries: group.map(([path, bytes]) => ({ path, size: bytes.length })),
      })),
    );
  }

  /** Files, by path below "/". */
  async files(files: ReadonlyMap<string, Uint8Array>): Promise<ImageSlice[]> {
    const groups = inGroups([...files], ([, bytes]) => bytes.length);
    return await Promise.all(groups.map((group) => this.#write("files", writeTar(new Map(group)))));
  }

  async #write(part: string, raw: Uint8Array): Promise<ImageSlice> {
    const bytes = await compress(raw);
    const hash = sha256(raw);
    const file = `${this.#image}-${part}-${hash.slice(0, 12)}.image`;
    await writeFile(join(this.#folder, file), bytes);
    return { file, size: bytes.length, rawSize: raw.length, sha256: hash };
  }
}
