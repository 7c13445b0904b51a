import { describe, expect, test } from "vitest";
import { storeAll } from "../../src/offline/store-all.ts";
import { removeStored, storedFiles } from "../../src/offline/stored-files.ts";
import { makeRoom } from "../../src/offline/make-room.ts";
import { cachedImages } from "../../src/shared/image-cache.ts";
import { IMAGE_CACHE } from "../../src/shared/images.ts";
import { keepLessons, keptPaths, readKeptLessons } from "../../src/shared/kept-lessons.ts";
import { cacheNames, imagesOf, lessonPaths } from "../../src/shared/site-files.ts";
import type { SiteFiles } from "../../src/shared/site-files.ts";
import { NotStored, missingPaths, removePacked } from "../../src/shared/store-files.ts";
import { FakeCaches } from "./support/fake-caches.ts";

const BASE = "https://site.test/course/";
const NAMES = cacheNames(BASE);
const file = (kind: SiteFiles["files"][string]["kind"], bytes: number) => ({
  kind,
  bytes,
  integrity: `sha256-${kind}`,
});
const SITE: SiteFiles = {
  format: 1,
  build: "a",
  files: {
    "": file("shell", 1),
    "pyodide/1/python.wasm": file("python", 100),
    "packs/flask.pack": file("packages", 20),
    "packs/jwt.pack": file("packages", 5),
    "images/web.image": { ...file("images", 30), inflated: 300 },
    "assets/one.js": file("lessons", 2),
    "assets/two.js": file("lessons", 3),
  },
  common: ["pyodide/1/python.wasm"],
  lessons: {
    "course/one": {
      own: ["assets/one.js"],
      packs: ["packs/flask.pack"],
      image: { name: "web", files: ["images/web.image"], packs: ["packs/jwt.pack"] },
    },
    "course/two": { own: ["assets/two.js"], packs: [], image: null },
  },
  scratch: { own: [], packs: [], image: { name: "base", files: ["images/web.image"], packs: [] } },
};
const ONE = lessonPaths(SITE, "course/one") ?? [];

type Answer = (request: Request) => Response | Promise<Response>;

function placeOf(answer: Answer = () => new Response("content")) {
  const caches = new FakeCaches();
  const asked: Request[] = [];
  const place = {
    base: BASE,
    caches: caches.storage,
    fetch: async (request: Request) => {
      asked.push(request);
      return answer(request);
    },
    estimate: async () => ({ usage: 0, quota: 1e9 }),
    images: cachedImages(caches.storage, imagesOf(BASE)),
  };
  return { caches, asked, place };
}

describe("lessonPaths(site, lesson)", () => {
  test("are its own files, what all need, and its packs", () => {
    expect(ONE).toEqual(["assets/one.js", "pyodide/1/python.wasm", "packs/flask.pack"]);
  });

  test("have the image in the place of the packs that are in it", () => {
    expect(lessonPaths(SITE, "course/one", true)).toEqual([
      "assets/one.js",
      "pyodide/1/python.wasm",
      "images/web.image",
      "packs/jwt.pack",
    ]);
  });

  test("are null for a lesson that the build does not have", () => {
    expect(lessonPaths(SITE, "toString")).toBeNull();
  });
});

describe("storeAll(paths)", () => {
  test("stores each file in the cache of its kind, checked by its hash", async () => {
    const { caches, asked, place } = placeOf();
    const counts: number[] = [];
    await storeAll(place, SITE, ONE, (bytes) => counts.push(bytes));
    expect(caches.urls(NAMES.lessons)).toEqual([`${BASE}assets/one.js`]);
    expect(caches.urls(NAMES.immutable)).toEqual([
      `${BASE}packs/flask.pack`,
      `${BASE}pyodide/1/python.wasm`,
    ]);
    expect(asked.map(({ integrity }) => integrity)).toContain("sha256-python");
    expect(counts).toEqual([0, 2, 102, 122]);
    expect(await missingPaths(place, SITE, ONE)).toEqual([]);
  });

  test("goes on where an earlier call was broken off", async () => {
    let isGone = false;
    const { asked, place } = placeOf((request) => {
      isGone ||= request.url.endsWith(".wasm");
      if (isGone) throw new TypeError("Failed to fetch");
      return new Response("content");
    });
    await expect(storeAll(place, SITE, ONE)).rejects.toMatchObject({ trouble: "network" });
    asked.length = 0;
    const back = async (request: Request) => {
      asked.push(request);
      return new Response("content");
    };
    await storeAll({ ...place, fetch: back }, SITE, ONE);
    expect(await missingPaths(place, SITE, ONE)).toEqual([]);
    expect(asked.map(({ url }) => url)).not.toContain(`${BASE}assets/one.js`);
  });

  test("asks the server itself where an older copy came in between", async () => {
    const { asked, place, caches } = placeOf((request) => {
      if (request.cache !== "reload") throw new TypeError("The hash is another.");
      return new Response("content");
    });
    await storeAll(place, SITE, ["packs/jwt.pack"]);
    expect(asked.map(({ cache }) => cache)).toEqual(["default", "reload"]);
    expect(caches.urls(NAMES.immutable)).toHaveLength(1);
  });

  test.each([206, 404, 500])("stores no answer with status %i", async (status) => {
    const { caches, place } = placeOf(() => new Response("part", { status }));
    await expect(storeAll(place, SITE, ONE)).rejects.toBeInstanceOf(NotStored);
    expect(caches.urls(NAMES.lessons)).toEqual([]);
  });

  test("stores slices of images as they come, after all else", async () => {
    const { caches, asked, place } = placeOf();
    await storeAll(place, SITE, lessonPaths(SITE, "course/one", true) ?? []);
    expect(asked.at(-1)?.url).toBe(`${BASE}images/web.image`);
    expect(caches.urls(NAMES.immutable)).toContain(`${BASE}images/web.image`);
  });

  test("leaves slices that the kernel has stored inflated, and removes their packed copies", async () => {
    const { caches, asked, place } = placeOf();
    const url = `${BASE}images/web.image`;
    await (await caches.open(IMAGE_CACHE)).put(url, new Response("heap"));
    await storeAll(place, SITE, lessonPaths(SITE, "course/one", true) ?? []);
    expect(asked.map((request) => request.url)).not.toContain(url);
    await (await caches.open(NAMES.immutable)).put(url, new Response("packed"));
    await removePacked(place);
    expect(caches.urls(NAMES.immutable)).not.toContain(url);
    expect(caches.urls(IMAGE_CACHE)).toEqual([url]);
  });

  test("does not begin where the browser says that there is no room", async () => {
    const { asked, place } = placeOf();
    const full = { ...place, estimate: async () => ({ usage: 900, quota: 1000 }) };
    await expect(storeAll(full, SITE, ONE)).rejects.toMatchObject({ trouble: "full" });
    expect(asked).toEqual([]);
  });

  test("takes back what it stored where the room runs out: progress needs it", async () => {
    const { caches, place } = placeOf((request) => {
      if (request.url.endsWith(".wasm")) {
        caches.failure = new DOMException("full", "QuotaExceededError");
      }
      return new Response("content");
    });
    await expect(storeAll(place, SITE, ONE)).rejects.toMatchObject({ trouble: "full" });
    expect(caches.urls(NAMES.lessons)).toEqual([]);
  });

  test("ends with the signal", async () => {
    const work = new AbortController();
    const { caches, place } = placeOf(() => {
      work.abort();
      return new Response("content");
    });
    const stored = storeAll(place, SITE, ONE, undefined, work.signal);
    await expect(stored).rejects.toMatchObject({ name: "AbortError" });
    expect(caches.urls(NAMES.immutable)).toEqual([]);
  });
});

describe("the note of kept lessons", () => {
  test("grows, and tells what a build has of them", async () => {
    const { caches } = placeOf();
    await keepLessons(caches.storage, BASE, { lessons: ["course/two"], images: true });
    await keepLessons(caches.storage, BASE, { lessons: ["course/one", "gone"], images: true });
    const kept = await readKeptLessons(caches.storage, BASE);
    expect(kept).toEqual({ lessons: ["course/two", "course/one", "gone"], images: true });
    expect(keptPaths(SITE, kept)).toEqual([
      "assets/two.js",
      "pyodide/1/python.wasm",
      "assets/one.js",
      "images/web.image",
      "packs/jwt.pack",
    ]);
  });

  test("is empty where it cannot be read", async () => {
    const { caches } = placeOf();
    const cache = await caches.open(NAMES.lessons);
    await cache.put(`${BASE}__routebook/kept-lessons.json`, new Response("{"));
    expect(await readKeptLessons(caches.storage, BASE)).toEqual({ lessons: [], images: false });
  });
});

describe("what is stored", () => {
  async function filled() {
    const { caches, place } = placeOf();
    await storeAll(place, SITE, [...ONE, "packs/jwt.pack"]);
    await (await caches.open(NAMES.shell("a"))).put(BASE, new Response("page"));
    await (await caches.open(NAMES.shell("old"))).put(BASE, new Response("older page"));
    const images = await caches.open(IMAGE_CACHE);
    await images.put(`${BASE}images/web.image`, new Response("heap"));
    await images.put("https://site.test/other/images/web.image", new Response("heap"));
    await (await caches.open("of somebody else")).put(`${BASE}x`, new Response("x"));
    await keepLessons(caches.storage, BASE, { lessons: ["course/one"], images: false });
    return { caches, stored: place };
  }

  test("is told by kind; sizes are the list's, or those of the files", async () => {
    const { stored } = await filled();
    const told = await storedFiles(stored, SITE);
    expect(told.map(({ kind, files, bytes }) => [kind, files, bytes])).toEqual([
      ["shell", 2, 2],
      ["python", 1, 100],
      ["packages", 2, 25],
      ["images", 1, 300],
      ["lessons", 1, 2],
    ]);
    const unlisted = await storedFiles(stored, null);
    expect(unlisted.find(({ kind }) => kind === "images")?.bytes).toBe(4);
  });

  test("goes by kind, and nothing of anybody else's with it", async () => {
    const { caches, stored } = await filled();
    await removeStored(stored, ["images", "packages", "shell"]);
    expect(caches.urls(IMAGE_CACHE)).toEqual(["https://site.test/other/images/web.image"]);
    expect(caches.urls(NAMES.immutable)).toEqual([`${BASE}pyodide/1/python.wasm`]);
    expect(await caches.keys()).not.toContain(NAMES.shell("old"));
    expect(await caches.keys()).toContain("of somebody else");
  });

  test("goes as a whole to make room, which is told when there was none", async () => {
    const { caches, stored } = await filled();
    expect(await makeRoom({ ...stored, storage: null })).toBe(true);
    expect(caches.urls(NAMES.immutable)).toEqual([]);
    expect((await readKeptLessons(caches.storage, BASE)).lessons).toEqual([]);
    expect(await makeRoom({ ...stored, storage: null })).toBe(false);
  });
});
