import { expect, test } from "vitest";
import type { PackIndex } from "../../src/shared/packs.ts";
import type { LoadProgress } from "../../src/shared/kernel.ts";
import { Provisions, type ProvisionEffects } from "../../workers/python/provisions.ts";
import { sha256 } from "../../src/shared/sha256.ts";
import { fakeImage } from "./support/fake-image.ts";
import { memoryImages } from "./support/memory-images.ts";

/** The smallest module there is. */
const CODE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
const SITE = "https://routebook.test/";
const PLACES = {
  pyodideUrl: `${SITE}pyodide/`,
  pyodideBytes: { "pyodide.asm.wasm": 8, "python_stdlib.zip": 7 },
  packIndexUrl: `${SITE}packs/index.json`,
  imageIndexUrl: `${SITE}images/index.json`,
  cacheName: null,
};

function image(name: string, packages: readonly string[], heap = name) {
  const bytes = new TextEncoder().encode(heap);
  const size = bytes.length;
  const file = `${name}.image`;
  return fakeImage(name, packages, { file, size, rawSize: size, sha256: sha256(bytes) });
}

/** What is stored of the images. */
const STORED = { "web.image": "all of the web", "base.image": "base" };

const pack = { version: "1", size: 9, unpackedSize: 9, sha256: "", depends: [], licence: "MIT" };
const PACKS = {
  format: 1,
  pyodide: "314.0.4",
  packs: { flask: { ...pack, name: "flask", file: "flask.pack", modules: ["flask"], summary: "" } },
} as unknown as PackIndex;

function open(stored: Readonly<Record<string, string>> = {}) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    const path = (input as string).slice(SITE.length);
    asked.push(path);
    if (path === "images/index.json") {
      const images = [image("web", ["flask"], "all of the web"), image("base", [])];
      return Response.json({ format: 1, pyodide: PACKS.pyodide, images });
    }
    if (path.endsWith(".wasm")) return new Response(CODE);
    return new Response(path.replace(/^images\/|\.image$/g, ""));
  };
  const effects: ProvisionEffects = {
    scope: { fetch, WebAssembly },
    fetch,
    wait: async () => {},
    stored: async () => undefined,
    imageStore: () => memoryImages(stored),
    digest: async (bytes) => sha256(new Uint8Array(bytes)),
    importCreateModule: async () => {
      throw new Error("There is no script.");
    },
    packIndex: async () => PACKS,
  };
  return { asked, provisions: new Provisions(effects, PLACES, null) };
}

/** What there is of an image's memory. */
async function heapOf(provisions: Provisions, packages: readonly string[]): Promise<string> {
  const { image: found } = await provisions.choose(packages, null);
  const [slice] = found.heap;
  const bytes = slice && (await provisions.source?.bytes(slice));
  return new TextDecoder().decode(bytes);
}

test("what was foreseen is on its way before it is asked for, and comes once", async () => {
  const { asked, provisions } = open(STORED);
  provisions.choose(["flask"], null).catch(() => {});
  expect(await heapOf(provisions, ["flask"])).toBe("all of the web");
  expect(asked.toSorted()).toEqual([
    "images/index.json",
    "pyodide/pyodide.asm.wasm",
    "pyodide/python_stdlib.zip",
  ]);
});

test("who wants another image than the one foreseen gets that, and is not told of the first", async () => {
  const { provisions } = open(STORED);
  provisions.choose([], null).catch(() => {});
  expect(await heapOf(provisions, [])).toBe("base");
  expect(await heapOf(provisions, ["flask"])).toBe("all of the web");
  const heard: LoadProgress[] = [];
  provisions.attach({ progress: (now) => heard.push(now), notice: () => {}, stray: () => {} });
  expect(heard.at(-1)?.totalBytes).toBe(8 + 7 + "all of the web".length);
});

test("what was noticed before anybody listened is told later", async () => {
  const { provisions } = open({ "web.image": "w?b" });
  provisions.choose(["flask"], null).catch(() => {});
  const told: string[] = [];
  await provisions.choose(["flask"], null).then(({ image: { heap } }) => {
    const [slice] = heap;
    return slice && provisions.source?.bytes(slice).catch(() => undefined);
  });
  provisions.attach({ progress: () => {}, notice: (text) => told.push(text), stray: () => {} });
  expect(told.join()).toContain("The stored copy of web.image was damaged");
});
