import { describe, expect, test } from "vitest";
import { freeChunks, zeroFreeChunks } from "../../scripts/images/heap-trim.ts";
import { changedPages, gatherPages, pageRuns } from "../../scripts/images/heap-pages.ts";
import { withLateConstructors } from "../../scripts/images/library-bytes.ts";
import { inGroups } from "../../scripts/images/write-slices.ts";
import { IMAGE_PAGE } from "../../src/shared/images.ts";
import type { ImageIndex } from "../../src/shared/images.ts";
import type { Pack, PackIndex } from "../../src/shared/packs.ts";
import { chooseImage } from "../../workers/python/image-choice.ts";
import { fakeImage } from "./support/fake-image.ts";

function image(name: string, packages: readonly string[], size: number) {
  return fakeImage(name, packages, { file: `${name}.image`, size, rawSize: size, sha256: "" });
}

function pack(name: string, size: number, depends: readonly string[] = []): Pack {
  return {
    name,
    version: "1",
    file: `${name}.pack`,
    size,
    unpackedSize: size,
    sha256: "",
    modules: [name],
    depends,
    licence: "MIT",
    summary: "",
  };
}

describe("chooseImage", () => {
  const packs: PackIndex = {
    format: 1,
    pyodide: "314.0.4",
    packs: {
      flask: pack("flask", 100, ["jinja2"]),
      jinja2: pack("jinja2", 100),
      numpy: pack("numpy", 3000),
      pandas: pack("pandas", 5000, ["numpy"]),
      "scikit-learn": pack("scikit-learn", 9000, ["numpy"]),
    },
  };
  const images: ImageIndex = {
    format: 1,
    pyodide: "314.0.4",
    images: [
      image("plots", ["numpy", "pandas", "matplotlib"], 30_000),
      image("data", ["numpy", "pandas"], 16_000),
      image("web", ["flask", "jinja2"], 17_000),
      image("base", [], 4000),
    ],
  };
  const chosen = (...names: string[]) => chooseImage(images, packs, names)?.name;

  test("takes the smallest that has all that is asked for, and what that needs", () => {
    expect(chosen()).toBe("base");
    expect(chosen("flask")).toBe("web");
    expect(chosen("pandas")).toBe("data");
    expect(chosen("numpy", "Pandas")).toBe("data");
  });

  test("takes the one to which least is to be added where none has all", () => {
    expect(chosen("pandas", "flask")).toBe("data");
    expect(chosen("scikit-learn")).toBe("data");
  });

  test("leaves unknown names to the packs, and may have nothing to choose from", () => {
    expect(chosen("nothing-such")).toBe("base");
    expect(chooseImage({ ...images, images: [] }, packs, [])).toBeNull();
  });
});

describe("the allocator's free blocks", () => {
  /** Blocks behind each other, as dlmalloc writes their headers. */
  function heap(blocks: readonly { readonly size: number; readonly used: boolean }[]): Uint8Array {
    const memory = new Uint8Array(16 + blocks.reduce((sum, { size }) => sum + size, 0)).fill(7);
    const view = new DataView(memory.buffer);
    let start = 16;
    for (const { size, used } of blocks) {
      view.setUint32(start + 4, size | (used ? 3 : 1), true);
      start += size;
    }
    return memory;
  }

  test("are found by walking from header to header", () => {
    const memory = heap([
      { size: 32, used: true },
      { size: 64, used: false },
      { size: 16, used: true },
    ]);
    expect(freeChunks(memory, 10, memory.length)).toEqual([{ start: 48, size: 64 }]);
  });

  test("end the walk where a size makes no sense", () => {
    const memory = heap([{ size: 32, used: false }]);
    new DataView(memory.buffer).setUint32(20, 4096 | 1, true);
    expect(freeChunks(memory, 16, memory.length)).toEqual([]);
  });

  test("are zeroed behind their links; used ones stay", () => {
    const memory = heap([
      { size: 64, used: false },
      { size: 64, used: true },
    ]);
    zeroFreeChunks(memory, 16, memory.length);
    expect([...memory.subarray(16 + 32, 16 + 64)]).toEqual(Array<number>(32).fill(0));
    expect([...memory.subarray(16 + 24, 16 + 32)]).toEqual(Array<number>(8).fill(7));
    expect([...memory.subarray(16 + 64 + 8)]).toEqual(Array<number>(56).fill(7));
  });
});

describe("pages", () => {
  const memory = new Uint8Array(3 * IMAGE_PAGE + 10);
  memory[IMAGE_PAGE + 5] = 1;
  memory[3 * IMAGE_PAGE + 9] = 2;

  test("are those that differ from any of the others, beyond whose ends there is nothing", () => {
    expect(changedPages(memory, [new Uint8Array(IMAGE_PAGE)])).toEqual([1, 3]);
    const other = new Uint8Array(memory);
    other[0] = 9;
    expect(changedPages(memory, [memory, other])).toEqual([0]);
    expect(changedPages(memory, [memory])).toEqual([]);
  });

  test("are joined to runs, and gathered", () => {
    expect(pageRuns([1, 2, 3, 7])).toEqual([
      [1, 3],
      [7, 1],
    ]);
    expect(gatherPages(memory, [1, 3])).toHaveLength(IMAGE_PAGE + 10);
    expect(gatherPages(memory, [1, 3]).at(-1)).toBe(2);
  });
});

test("a library's constructors get another name of the same length, once", () => {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
  const library = Buffer.from("\0asm __wasm_call_ctors code");
  expect(text(withLateConstructors(library))).toBe("\0asm __late_call_ctors code");
  expect(text(library)).toContain("__wasm_call_ctors");
  expect(text(withLateConstructors(Buffer.from("none")))).toBe("none");
  const twice = Buffer.from("__wasm_call_ctors __wasm_call_ctors");
  expect(() => withLateConstructors(twice)).toThrow("more than once");
});

test("groups are closed before they grow beyond their size; what is larger is alone", () => {
  expect(inGroups([3, 3, 3, 12, 1], (size) => size, 7)).toEqual([[3, 3], [3], [12], [1]]);
  expect(inGroups([], () => 1)).toEqual([]);
});
