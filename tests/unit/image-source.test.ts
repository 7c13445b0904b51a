import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { ImageSlice } from "../../src/shared/images.ts";
import { ImageSource } from "../../workers/python/image-source.ts";
import type { ImageSourceEffects } from "../../workers/python/image-source.ts";

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
let stored: Map<string, Response>;
let answers: (() => Response)[];
let asked: string[];
let damages: string[];
let full: boolean;

const cache = {
  match: async (address: string) => stored.get(address)?.clone(),
  put: async (address: string, response: Response) => {
    if (full) throw new DOMException("The disk is full.", "QuotaExceededError");
    stored.set(address, response);
  },
  delete: async (address: string) => stored.delete(address),
  keys: async () => [...stored.keys()].map((url) => ({ url })),
} as unknown as Cache;

const effects: ImageSourceEffects = {
  fetch: async (address, init) => {
    asked.push(`${address as string} ${init?.cache ?? ""}`);
    return (answers.shift() ?? (() => new Response("", { status: 404 })))();
  },
  caches: { open: async () => cache },
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
  stored = new Map();
  answers = [];
  asked = [];
  damages = [];
  full = false;
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
    expect(stored.size).toBe(0);
    expect(await first.store()).toBe(0);
    expect([...stored.keys()]).toEqual([ADDRESS]);

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
    ["altered", broken],
    ["cut short", () => new Response(RAW.slice(0, 5))],
    ["empty", () => new Response("")],
  ])("whose stored copy is %s is thrown away, told of, and fetched again", async (_how, copy) => {
    stored.set(ADDRESS, copy());
    answers = [whole];
    const source = open();
    expect(text(await source.bytes(SLICE))).toBe("what a slice holds");
    expect(damages).toEqual([SLICE.file]);
    expect(stored.has(ADDRESS)).toBe(false);
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
  const others = [
    "https://routebook.test/images/old.image",
    "https://routebook.test/other/x.image",
  ];
  for (const address of others) stored.set(address, whole());
  const images = [{ libraries: [], heap: [SLICE], files: [] }];
  answers = [() => Response.json({ format: 1, pyodide: "", images }), whole];
  const source = open();
  await source.index();
  await source.bytes(SLICE);
  await source.store();
  expect([...stored.keys()].toSorted()).toEqual([ADDRESS, others[1]]);
});

test("a full disk is counted and does no harm", async () => {
  full = true;
  answers = [whole];
  const source = open();
  await source.bytes(SLICE);
  expect(await source.store()).toBe(1);
});

test("without Cache Storage and hashes, as in a page without https, it comes all the same", async () => {
  answers = [whole];
  const source = open({ caches: null, digest: null });
  expect(text(await source.bytes(SLICE))).toBe("what a slice holds");
  expect(await source.store()).toBe(1);
});
