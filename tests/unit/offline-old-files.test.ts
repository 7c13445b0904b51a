import { describe, expect, test } from "vitest";
import { cacheNames, siteFilesPath } from "../../src/shared/site-files.ts";
import { isPageOf, removeOldFiles } from "../../workers/shell/old-files.ts";
import { FakeCaches } from "./support/fake-caches.ts";
import { memoryImages } from "./support/memory-images.ts";

const BASE = "https://site.test/course/";
const NAMES = cacheNames(BASE);

/** A tab that says its build; null keeps silent. */
function tab(build: string | null, url = BASE) {
  return {
    url,
    postMessage(_message: unknown, [port]: Transferable[] = []) {
      if (build !== null) (port as MessagePort).postMessage({ build });
    },
  };
}

/** Caches of three builds, "now" the newest, with what each lists. */
async function clean(...tabs: ReturnType<typeof tab>[]): Promise<FakeCaches> {
  return (await cleaned(...tabs)).caches;
}

async function cleaned(...tabs: ReturnType<typeof tab>[]) {
  const caches = new FakeCaches();
  const images = memoryImages({ "now.image": "", "before.image": "", "long ago.image": "" });
  const put = async (name: string, path: string, text = "") =>
    (await caches.open(name)).put(new URL(path, BASE).href, new Response(text));
  for (const build of ["now", "before", "long ago"]) {
    const files = { [`packs/${build}.pack`]: {}, [`images/${build}.image`]: {} };
    await put(NAMES.shell(build), siteFilesPath(build), JSON.stringify({ files }));
    await put(NAMES.immutable, `packs/${build}.pack`);
  }
  await put(NAMES.lessons, "__routebook/kept-lessons.json");
  await removeOldFiles({
    base: BASE,
    build: "now",
    caches: caches.storage,
    images,
    clients: { matchAll: async () => tabs, claim: async () => {} },
    createChannel: () => new MessageChannel(),
    setTimeout: (work) => setTimeout(work, 50),
  });
  return { caches, images };
}

const shellsOf = (caches: FakeCaches) =>
  [...caches.all.keys()]
    .filter((name) => name.startsWith(NAMES.shells))
    .map((name) => name.slice(NAMES.shells.length));

describe("removeOldFiles", () => {
  test("keeps the shells of the builds that tabs run, and their files", async () => {
    const caches = await clean(tab("now"), tab("before"));
    expect(shellsOf(caches)).toEqual(["now", "before"]);
    expect(caches.urls(NAMES.immutable)).toEqual([
      `${BASE}packs/before.pack`,
      `${BASE}packs/now.pack`,
    ]);
  });

  test("leaves the note of kept lessons, and the images of the builds that tabs run", async () => {
    const { caches, images } = await cleaned(tab("now"), tab("before"));
    expect(caches.urls(NAMES.lessons)).toHaveLength(1);
    expect([...images.all.keys()]).toEqual(["now.image", "before.image"]);
  });

  test("removes nothing where a tab keeps silent: it may be asleep", async () => {
    const caches = await clean(tab("now"), tab(null));
    expect(shellsOf(caches)).toEqual(["now", "before", "long ago"]);
    expect(caches.urls(NAMES.immutable)).toHaveLength(3);
  });

  test("does not ask the preview's pages, nor other sites", async () => {
    const silent = [
      tab(null, `${BASE}preview/__bridge.html`),
      tab(null, "https://site.test/course/deeper/"),
      tab(null, "https://site.test/other/"),
    ];
    expect(shellsOf(await clean(...silent))).toEqual(["now"]);
  });
});

describe("isPageOf(base, url)", () => {
  test.each([
    [BASE, true],
    [`${BASE}?source=app#/storage`, true],
    [`${BASE}index.html#/lesson/x`, true],
    [`${BASE}preview/`, false],
  ])("%s: %s", (url, expected) => {
    expect(isPageOf(BASE, url)).toBe(expected);
  });
});
