import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { drawIcon } from "../../scripts/build/app-icons.ts";

const SIZE = 64;

/** RGBA of a pixel, at a place from 0 to 1. */
function pixel(png: Uint8Array, x: number, y: number): number[] {
  const file = Buffer.from(png);
  expect(file.subarray(1, 4).toString()).toBe("PNG");
  expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([SIZE, SIZE]);
  const start = file.indexOf("IDAT");
  const rows = inflateSync(file.subarray(start + 4, start + 4 + file.readUInt32BE(start - 4)));
  const at = Math.floor(y * SIZE) * (SIZE * 4 + 1) + 1 + Math.floor(x * SIZE) * 4;
  return [...rows.subarray(at, at + 4)];
}

describe("drawIcon", () => {
  test("draws the mark in white on the green ground", () => {
    const icon = drawIcon(SIZE, "rounded");
    expect(pixel(icon, 9 / 32, 0.5)).toEqual([255, 255, 255, 255]);
    expect(pixel(icon, 0.9, 0.5)).toEqual([0x0b, 0x6e, 0x5f, 255]);
  });

  test("rounds the corners, but not of an icon that the system cuts itself", () => {
    expect(pixel(drawIcon(SIZE, "rounded"), 0, 0)[3]).toBe(0);
    expect(pixel(drawIcon(SIZE, "maskable"), 0, 0)).toEqual([0x0b, 0x6e, 0x5f, 255]);
  });

  test("keeps the mark of a maskable icon away from the edge", () => {
    expect(pixel(drawIcon(SIZE, "maskable"), 9 / 32, 0.75)).toEqual([0x0b, 0x6e, 0x5f, 255]);
    expect(pixel(drawIcon(SIZE, "maskable"), 10.4 / 32, 0.6)[0]).toBeGreaterThan(200);
  });
});
