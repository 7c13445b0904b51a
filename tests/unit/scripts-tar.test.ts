import { describe, expect, test } from "vitest";
import { writeTar } from "../../scripts/packs/tar.ts";
import { readTar } from "../../src/shared/tar.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

function roundTrip(files: Record<string, string>): Record<string, string> {
  const archive = writeTar(new Map(Object.entries(files).map(([path, it]) => [path, bytes(it)])));
  return Object.fromEntries([...readTar(archive)].map((entry) => [entry.path, text(entry.bytes)]));
}

describe("writeTar and readTar", () => {
  test("give back files of every size around a block", () => {
    const files = Object.fromEntries(
      [0, 1, 511, 512, 513, 1024].map((size) => [`f${size}`, "x".repeat(size)]),
    );
    expect(roundTrip(files)).toEqual(files);
  });

  test("keep a path of 255 bytes, split at a slash", () => {
    const path = `${"d".repeat(154)}/${"n".repeat(100)}`;
    expect(roundTrip({ [path]: "deep" })).toEqual({ [path]: "deep" });
  });

  test("keep names that are not ASCII", () => {
    expect(roundTrip({ "größe/ñ.txt": "é" })).toEqual({ "größe/ñ.txt": "é" });
  });

  test("give an empty archive for no files", () => {
    expect([...readTar(writeTar(new Map()))]).toEqual([]);
  });
});

describe("writeTar", () => {
  test("gives the same bytes whatever the order", () => {
    const one = new Map([["b", bytes("2")]]).set("a", bytes("1"));
    const other = new Map([["a", bytes("1")]]).set("b", bytes("2"));
    expect(writeTar(one)).toEqual(writeTar(other));
  });

  test("writes the checksum and magic of POSIX ustar", () => {
    const archive = writeTar(new Map([["a.txt", bytes("hello")]]));
    expect(text(archive.subarray(257, 265))).toBe("ustar\u000000");
    const header = archive.slice(0, 512).fill(32, 148, 156);
    const sum = header.reduce((total, byte) => total + byte, 0);
    expect(Number.parseInt(text(archive.subarray(148, 154)), 8)).toBe(sum);
  });

  test("refuses a path that ustar cannot hold", () => {
    expect(() => writeTar(new Map([["n".repeat(101), bytes("")]]))).toThrow(RangeError);
  });
});

describe("readTar", () => {
  const archive = writeTar(new Map([["a", bytes("x".repeat(600))]]));

  test("yields views, not copies", () => {
    const [entry] = [...readTar(archive)];
    expect(entry?.bytes.buffer).toBe(archive.buffer);
  });

  test("throws for an archive cut short", () => {
    expect(() => [...readTar(archive.subarray(0, 1000))]).toThrow(/damaged at "a"/);
  });

  test("skips folders and throws for links", () => {
    const withType = (type: string): Uint8Array => {
      const copy = archive.slice();
      copy[156] = type.charCodeAt(0);
      return copy;
    };
    expect([...readTar(withType("5"))]).toEqual([]);
    expect(() => [...readTar(withType("2"))]).toThrow(/no regular file/);
  });
});
