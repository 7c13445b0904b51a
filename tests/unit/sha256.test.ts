import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { sha256 } from "../../src/shared/sha256.ts";

const expected = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test.each([0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 1000])("of %i bytes", (length) => {
  const bytes = Uint8Array.from({ length }, (_byte, index) => (index * 31 + 7) & 0xff);
  expect(sha256(bytes)).toBe(expected(bytes));
});

test("of a part of a buffer that begins somewhere within it", () => {
  const bytes = Uint8Array.from({ length: 300 }, (_byte, index) => index & 0xff).subarray(5, 205);
  expect(sha256(bytes)).toBe(expected(bytes));
});

test("of more than a word's bits, as the length at the end counts them", () => {
  const bytes = new Uint8Array(3_000_001).fill(0xa5);
  expect(sha256(bytes)).toBe(expected(bytes));
});
