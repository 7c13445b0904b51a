import type { Image, ImageSlice } from "../../../src/shared/images.ts";

/** A memory image of one slice, without libraries and files. */
export function fakeImage(name: string, packages: readonly string[], slice: ImageSlice): Image {
  return {
    name,
    packages,
    libraries: [],
    heap: [{ ...slice, pages: [] }],
    files: [],
    header: "",
    memory: 0,
    heapStart: 0,
    table: { preloaded: 0, total: 0 },
    handles: [],
  };
}
