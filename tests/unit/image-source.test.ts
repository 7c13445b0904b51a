import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { ImageSlice } from "../../src/shared/images.ts";
import { ImageSource } from "../../workers/python/image-source.ts";
import type { ImageSourceEffects } from "../../workers/python/image-source.ts";
import { memoryImages, type MemoryImages } from "./support/memory-images.ts";

const RAW = new TextEncoder().encode("what a slice holds");
const INDEX = "https://routebook.test/images/index.json";
const ADDRESS = "https://routebook.test/images/base.image";

const sha256 = (bytes: ArrayBuffer) =>
  createHash("sha256").update(new Uint8Array(bytes)).digest("hex");

const SLICE: ImageSlice = {
  file: "base.image",
  size: RAW.length,
  rawSize: RAW.length,
  sha256: sha256(RAW.buffer),
};

/** What is stored, and what the network gives, one answer a request; the compression is none. */
let store: MemoryImages;
let answers: (() => Response)[];
let asked: string[];
let damages: string[];

const effects: ImageSourceEffects = {
  fetch: async (address, init) => {
    asked.push(`${address as string} ${init?.cache ?? ""}`);
    return (answers.shift() ?? (() => new Response("", { status: 404 })))();
  },
  imageStore: () => store,
  stored: async () => undefined,
  digest: async (bytes) => sha256(bytes),
  createInflate: async () => (packed) => new Uint8Array(packed).buffer,
};

function open(changed: Partial<ImageSourceEffects> = {}) {
  return new ImageSource(
    INDEX,
    { ...effects, ...changed },
    () => {},
    (file) => damages.push(file),
  );
}

beforeEach(() => {
  store = memoryImages();
  answers = [];
  asked = [];
  damages = [];
});

const text = (bytes: ArrayBuffer) => new TextDecoder().decode(bytes);
const whole = () => new Response(RAW);
const broken = () => new Response(new Uint8Array(RAW).fill(1));

describe("a slice", () => {
  test("comes from the network, is stored when asked to, and comes from there the next time", async () => {
    answers = [whole];
    const first = open();
    expect(text(await first.bytes(SLICE))).toBe("what a slice holds");
    expect(first.origin).toBe("network");
    expect(store.all.size).toBe(0);
    expect(await first.store()).toBe(0);
    expect([...store.all.keys()]).toEqual([SLICE.file]);

    const second = open();
    expect(text(await second.bytes(SLICE))).toBe("what a slice holds");
    expect(second.origin).toBe("cache");
    expect(asked).toHaveLength(1);
  });

  test("comes from the page's memory where an earlier kernel left it", async () => {
    const slices = [{ file: SLICE.file, bytes: new Uint8Array(RAW).buffer }];
    const source = open();
    source.give(slices);
    expect(text(await source.bytes(SLICE))).toBe("what a slice holds");
    expect(source.origin).toBe("memory");
    expect(source.take([SLICE.file])).toHaveLength(1);
    expect(source.take([SLICE.file])).toEqual([]);
  });

  test("that is asked for twice comes once", async () => {
    answers = [whole];
    const source = open();
    const [one, other] = await Promise.all([source.bytes(SLICE), source.bytes(SLICE)]);
    expect(one).toBe(other);
    expect(asked).toHaveLength(1);
  });

  test.each([
    ["altered", new Uint8Array(RAW).fill(1)],
    ["cut short", RAW.slice(0, 5)],
    ["empty", new Uint8Array(0)],
  ])("whose stored copy is %s is thrown away, told of, and fetched again", async (_how, copy) => {
    store.all.set(SLICE.file, copy.buffer);
    answers = [whole];
    const source = open();
    expect(text(await source.bytes(SLICE))).toBe("what a slice holds");
    expect(damages).toEqual([SLICE.file]);
    expect(store.all.has(SLICE.file)).toBe(false);
    expect(source.origin).toBe("network");
  });

  test("that arrives altered is asked for once more, past the browser's own cache", async () => {
    answers = [broken, whole];
    expect(text(await open().bytes(SLICE))).toBe("what a slice holds");
    expect(asked).toEqual([`${ADDRESS} default`, `${ADDRESS} reload`]);
  });

  test.each([
    ["altered twice", [broken, broken], "damaged"],
    ["longer than it should be", [() => new Response("x".repeat(99)), broken], "damaged"],
    ["not at all", [], "HTTP 404"],
  ])("that arrives %s is refused", async (_how, given, words) => {
    answers = given;
    await expect(open().bytes(SLICE)).rejects.toThrow(words);
  });
});

test("what is stored of an earlier version goes when something new is stored", async () => {
  store.all.set("old.image", RAW.buffer);
  const images = [{ libraries: [], heap: [SLICE], files: [] }];
  answers = [() => Response.json({ format: 1, pyodide: "", images }), whole];
  const source = open();
  await source.index();
  await source.bytes(SLICE);
  await source.store();
  expect([...store.all.keys()]).toEqual([SLICE.file]);
});

test("a full disk is counted and does no harm", async () => {
  store.failure = new DOMException("The disk is full.", "QuotaExceededError");
  answers = [whole];
  const source = open();
  await source.bytes(SLICE);
  expect(await source.store()).toBe(1);
});

test("without hashes, as in a page without https, it comes all the same", async () => {
  answers = [whole];
  const source = open({ digest: null });
  expect(text(await source.bytes(SLICE))).toBe("what a slice holds");
  expect(await source.store()).toBe(0);
});
