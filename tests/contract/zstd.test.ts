import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pyodideDir } from "../../scripts/paths.ts";
import { zstdOf } from "../../workers/python/zstd.ts";

/** A frame of one uncompressed block (RFC 8878, 3.1.1). */
function frame(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const block = (bytes.length << 3) | 1;
  const head = [0x28, 0xb5, 0x2f, 0xfd, 0x20, bytes.length, block & 255, block >> 8, block >> 16];
  return Uint8Array.from([...head, ...bytes]);
}

test("Pyodide's own code inflates Zstandard, and refuses what is damaged", async () => {
  const code = await WebAssembly.compile(await readFile(join(pyodideDir, "pyodide.asm.wasm")));
  const inflate = await zstdOf(code);
  const text = "an image's bytes";
  expect(new TextDecoder().decode(inflate(frame(text), text.length))).toBe(text);
  expect(() => inflate(frame(text).fill(0, 0, 4), text.length)).toThrow("damaged");
  expect(() => inflate(frame(text).subarray(0, 12), text.length)).toThrow("damaged");
  expect(() => inflate(frame(text), text.length + 1)).toThrow("damaged");
  // Again and again: what a slice takes is given back.
  for (let round = 0; round < 100; round++) inflate(frame(text), text.length);
});
