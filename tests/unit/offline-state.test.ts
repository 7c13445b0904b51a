import { signal } from "@preact/signals-core";
import { describe, expect, test } from "vitest";
import { createNetwork } from "../../src/offline/network.ts";
import { createOffline } from "../../src/offline/create-offline.ts";
import type { ShellState } from "../../src/offline/shell-link.ts";
import { readKeptLessons } from "../../src/shared/kept-lessons.ts";
import { cacheNames, SCRATCH } from "../../src/shared/site-files.ts";
import type { SiteFiles } from "../../src/shared/site-files.ts";
import { FakeCaches } from "./support/fake-caches.ts";
import { memoryImages } from "./support/memory-images.ts";

const BASE = "https://site.test/";
const SITE: SiteFiles = {
  format: 1,
  build: "mine",
  files: {
    "": { kind: "shell", bytes: 10, integrity: null },
    "pyodide/python.wasm": { kind: "python", bytes: 100, integrity: null },
    "one.js": { kind: "lessons", bytes: 1, integrity: null },
    "two.js": { kind: "lessons", bytes: 2, integrity: null },
    "packs/pandas.tar.gz": { kind: "packages", bytes: 50, integrity: null },
  },
  common: ["pyodide/python.wasm"],
  lessons: {
    one: { own: ["one.js"], packs: [], image: null },
    two: { own: ["two.js"], packs: [], image: null },
  },
  scratch: { own: [], packs: [], image: null },
};

function bench({ isCalm = true, open = "one" }: { isCalm?: boolean; open?: string | null } = {}) {
  const caches = new FakeCaches();
  const state = signal<ShellState>({ kind: "stored" });
  const online = signal(true);
  const lesson = signal<string | null>(open);
  const calm = signal(isCalm);
  const asked: string[] = [];
  const world = {
    quota: 1e9,
    previewIsKept: true,
    isReachable: true,
    starts: 0,
    tidied: 0,
    packFiles: [] as readonly string[],
  };
  const offline = createOffline({
    place: {
      base: BASE,
      caches: caches.storage,
      fetch: async ({ url }) => {
        asked.push(url.slice(BASE.length));
        if (!world.isReachable) throw new TypeError("Failed to fetch");
        return new Response("content");
      },
      estimate: async () => ({ usage: 0, quota: world.quota }),
      images: memoryImages(),
    },
    shell: {
      state,
      update: signal(false),
      start: async () => void world.starts++,
      look: () => {},
      takeUpdate: async () => {},
      tidy: () => void world.tidied++,
      forget: async () => {
        state.value = { kind: "unknown" };
      },
    },
    network: {
      online,
      look: async () => (online.value = world.isReachable),
    },
    site: async () => SITE,
    lesson,
    calm,
    startsFromImage: () => false,
    packFiles: async () => world.packFiles,
    keepPreview: async () => world.previewIsKept,
  });
  return { offline, caches, state, online, lesson, calm, asked, world };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 10));

describe("the open lesson", () => {
  test("is stored and noted, then ready; the size is that of all it needs", async () => {
    const { offline, caches, world } = bench();
    await settled();
    expect(offline.lesson.value).toEqual({ kind: "ready", bytes: 111 });
    expect((await readKeptLessons(caches.storage, BASE)).lessons).toEqual(["one"]);
    expect(world.tidied).toBe(1);
  });

  test("may be a notebook of no lesson: Python is stored for it, and nothing promised", async () => {
    const { offline, caches, asked, world } = bench({ open: SCRATCH });
    await settled();
    expect(asked).toEqual(["pyodide/python.wasm"]);
    expect(offline.lesson.value).toEqual({ kind: "unknown" });
    expect((await readKeptLessons(caches.storage, BASE)).lessons).toEqual([SCRATCH]);
    expect(world.tidied).toBe(1);
  });

  test.each(["one", SCRATCH])("stores what %s had imported before", async (open) => {
    const { asked, world, lesson } = bench({ open: null });
    world.packFiles = ["pandas.tar.gz", "of-another-build.tar.gz"];
    lesson.value = open;
    await settled();
    expect(asked).toContain("packs/pandas.tar.gz");
    expect(asked).not.toContain("packs/of-another-build.tar.gz");
  });

  test("tells that there is no room for a notebook of no lesson, too", async () => {
    const { offline, world, lesson } = bench({ open: null });
    world.quota = 0;
    lesson.value = SCRATCH;
    await settled();
    expect(offline.trouble.value).toMatch(/room/);
  });

  test("waits for a calm moment", async () => {
    const { asked, calm, world } = bench({ isCalm: false });
    await settled();
    expect([asked.length, world.starts]).toEqual([0, 0]);
    calm.value = true;
    await settled();
    expect([asked.length, world.starts]).toEqual([2, 1]);
  });

  test("is not ready before the page itself is stored", async () => {
    const { offline, state } = bench();
    state.value = { kind: "storing", fraction: 0.5 };
    await settled();
    expect(offline.lesson.value).toEqual({ kind: "preparing", done: 5, total: 111 });
    state.value = { kind: "stored" };
    await settled();
    expect(offline.lesson.value.kind).toBe("ready");
  });

  test("is the next one, with what it shares with the former", async () => {
    const { offline, lesson, asked } = bench();
    await settled();
    asked.length = 0;
    lesson.value = "two";
    await settled();
    expect(offline.lesson.value).toEqual({ kind: "ready", bytes: 112 });
    expect(asked).toEqual(["two.js"]);
  });

  test("says that it is not wholly stored while offline, and goes on once online", async () => {
    const { offline, world, online } = bench();
    world.isReachable = false;
    online.value = false;
    await settled();
    expect(offline.lesson.value).toMatchObject({
      kind: "failed",
      message: expect.stringMatching(/^You are offline, and this lesson is not wholly stored/),
    });
    world.isReachable = true;
    online.value = true;
    await settled();
    expect(offline.lesson.value.kind).toBe("ready");
  });

  test("says so where only the preview is missing", async () => {
    const { offline, world, lesson } = bench();
    world.previewIsKept = false;
    lesson.value = "two";
    await settled();
    expect(offline.lesson.value).toMatchObject({
      message: expect.stringContaining("the preview of web apps is not"),
    });
  });

  test("tells once that there is no room, and stores nothing more unasked", async () => {
    const { offline, world, lesson, asked } = bench();
    await settled();
    world.quota = 1000;
    lesson.value = "two";
    await settled();
    expect(offline.trouble.value).toMatch(/^There is no room/);
    expect(asked).not.toContain("two.js");
    world.quota = 1e9;
    lesson.value = "one";
    lesson.value = "two";
    await settled();
    expect(asked).not.toContain("two.js");
  });

  test("begins anew with a shell that could not be stored, when the network is back", async () => {
    const { state, online, world } = bench();
    await settled();
    online.value = false;
    state.value = { kind: "failed", trouble: "network" };
    online.value = true;
    expect(world.starts).toBe(2);
  });
});

describe("everything", () => {
  test("is stored, with how far it is, and noted", async () => {
    const { offline, caches } = bench();
    await settled();
    await offline.look();
    expect(offline.everything.value).toEqual({ kind: "partly", missing: 2 });
    const seen: string[] = [];
    const stop = offline.everything.subscribe(({ kind }) => seen.push(kind));
    await offline.storeEverything();
    stop();
    expect(new Set(seen)).toEqual(new Set(["partly", "storing", "stored"]));
    expect(offline.everything.value).toEqual({ kind: "stored", bytes: 113 });
    expect((await readKeptLessons(caches.storage, BASE)).lessons).toEqual(["one", "two"]);
    expect(await offline.readyLessons()).toEqual(["one", "two"]);
  });

  test("can be cancelled, and goes on from there", async () => {
    const { offline, world } = bench();
    await settled();
    world.isReachable = false;
    const storing = offline.storeEverything();
    offline.cancelEverything();
    await storing;
    expect(offline.everything.value).toEqual({ kind: "partly", missing: null });
    world.isReachable = true;
    await offline.storeEverything();
    expect(offline.everything.value.kind).toBe("stored");
  });

  test("that breaks off says what to do", async () => {
    const { offline, world } = bench();
    await settled();
    world.isReachable = false;
    await offline.storeEverything();
    expect(offline.everything.value).toMatchObject({ kind: "failed" });
  });
});

describe("remove(kinds)", () => {
  test("removes those, and forgets which lessons were to be kept", async () => {
    const { offline, caches } = bench();
    await settled();
    await offline.remove(["lessons"]);
    expect(caches.urls(cacheNames(BASE).immutable)).toEqual([`${BASE}pyodide/python.wasm`]);
    expect(offline.lesson.value.kind).toBe("unknown");
    expect((await readKeptLessons(caches.storage, BASE)).lessons).toEqual([]);
  });
});

describe("createNetwork", () => {
  test("believes the server rather than the cable", async () => {
    let isThere = true;
    let onLine = true;
    let change = (): void => {};
    let again = (): void => {};
    const network = createNetwork(BASE, {
      onLine: () => onLine,
      fetch: async () => {
        if (!isThere) throw new TypeError("Failed to fetch");
        return new Response();
      },
      onChange: (listener) => (change = listener),
      isVisible: () => true,
      setTimeout: (work) => (again = work),
    });
    expect(await network.look()).toBe(true);
    isThere = false;
    expect(await network.look()).toBe(false);
    isThere = true;
    again();
    await settled();
    expect(network.online.value).toBe(true);
    onLine = false;
    change();
    await settled();
    expect(network.online.value).toBe(false);
  });
});
