import { beforeEach, describe, expect, test } from "vitest";
import { lazyImageStore, openImageStore, type ImageStore } from "../../src/shared/image-store.ts";
import { FakeCaches } from "./support/fake-caches.ts";
import { FakeDirectory, type FakeFile } from "./support/fake-directory.ts";

const FOLDER = "https://site.test/course/images/";
const NEIGHBOUR = "https://site.test/other/images/";
const bytesOf = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;
const textOf = (bytes: ArrayBuffer | null): string | null =>
  bytes && new TextDecoder().decode(bytes);

let directory: FakeDirectory;
let caches: FakeCaches;

beforeEach(() => {
  directory = new FakeDirectory();
  caches = new FakeCaches();
});

const storage = () => ({ getDirectory: async () => directory }) as unknown as StorageManager;
const refusing = {
  getDirectory: () => Promise.reject(new DOMException("Not here.", "SecurityError")),
};

describe.each([
  ["files", () => storage()],
  ["Cache Storage, where there are no files", () => null],
  ["Cache Storage, where the browser refuses files", () => refusing],
])("images in %s", (_where, given) => {
  const open = (folder = FOLDER): ImageStore =>
    lazyImageStore(() => openImageStore(folder, { storage: given(), caches: caches.storage }));

  test("are found again by another reader, with their sizes", async () => {
    await open().write("base-heap-1.image", bytesOf("heap"));
    await open().write("base-heap-2.image", bytesOf("more"));
    const store = open();
    expect((await store.names()).toSorted()).toEqual(["base-heap-1.image", "base-heap-2.image"]);
    expect(textOf(await store.read("base-heap-1.image"))).toBe("heap");
    expect(await store.size("base-heap-2.image")).toBe(4);
  });

  test("are nothing where nothing was stored", async () => {
    const store = open();
    expect(await store.names()).toEqual([]);
    expect(await store.read("base.image")).toBeNull();
    expect(await store.size("base.image")).toBe(0);
    await store.remove("base.image");
  });

  test("are replaced, also by shorter ones, and removed", async () => {
    const store = open();
    await store.write("base.image", bytesOf("the first"));
    await store.write("base.image", bytesOf("second"));
    expect(textOf(await store.read("base.image"))).toBe("second");
    await store.remove("base.image");
    expect(await store.read("base.image")).toBeNull();
  });

  test("of another site of the origin are left alone", async () => {
    await open(NEIGHBOUR).write("base.image", bytesOf("theirs"));
    const store = open();
    await store.write("base.image", bytesOf("ours"));
    await store.remove("base.image");
    expect(await store.names()).toEqual([]);
    expect(textOf(await open(NEIGHBOUR).read("base.image"))).toBe("theirs");
  });
});

describe("a file", () => {
  const open = () => openImageStore(FOLDER, { storage: storage(), caches: null });
  const fileCalled = async (name: string): Promise<FakeFile> => {
    const root = await directory.getDirectoryHandle("routebook-images");
    return (await root.getDirectoryHandle("%2Fcourse%2Fimages%2F")).getFileHandle(name);
  };

  test("that another tab reads can be read too, and is left as it is", async () => {
    const store = await open();
    await store.write("base.image", bytesOf("heap"));
    const file = await fileCalled("base.image");
    const theirs = await file.createSyncAccessHandle({ mode: "read-only" });
    expect(textOf(await store.read("base.image"))).toBe("heap");
    await store.write("base.image", bytesOf("other"));
    theirs.close();
    expect(textOf(await store.read("base.image"))).toBe("heap");
    expect(file.open).toBe("no");
  });

  test("for which there is no room is not there, and it is told", async () => {
    const store = await open();
    await store.write("base.image", bytesOf("heap"));
    (await fileCalled("base.image")).room = 2;
    await expect(store.write("base.image", bytesOf("more"))).rejects.toMatchObject({
      name: "QuotaExceededError",
    });
    expect(await store.names()).toEqual([]);
  });
});

test("without files and Cache Storage nothing is stored", async () => {
  const store = await openImageStore(FOLDER, { storage: null, caches: null });
  await expect(store.write("base.image", bytesOf("heap"))).rejects.toThrow("no Cache Storage");
  expect(await store.names()).toEqual([]);
});
