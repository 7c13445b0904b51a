import { expect, test } from "vitest";
import type { KeptImage } from "../../src/shared/images.ts";
import { openClient } from "./support/client-bench.ts";

/** The smallest module there is. */
const CODE = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));

function image(bytes: number): KeptImage {
  const slices = [{ file: "base.image", bytes: new ArrayBuffer(bytes) }];
  return { name: "base", slices, main: CODE, libraries: [] };
}

/** A client whose timers run when told, and whose workers have an image to give. */
function openWithImages(keepsImages: boolean) {
  const due: (() => void)[] = [];
  const opened = openClient(undefined, {
    keepsImages,
    setTimeout: (work) => due.push(work),
    clearTimeout: () => {},
  });
  return { ...opened, due };
}

test("the next worker is given the image of the one before, once that had time for more", async () => {
  const { client, newest, due } = openWithImages(true);
  newest().service.image = image(8);
  await client.start([]);
  expect(newest().service.options?.kept).toBeNull();
  expect(newest().service.imagesAsked).toBe(0);

  const first = newest();
  due.splice(0).forEach((work) => work());
  await expect.poll(() => first.service.imagesAsked).toBe(1);
  await client.apps();
  // That worker is made ahead, and is told to load what it needs beside the image.
  expect(newest()).not.toBe(first);
  expect(newest().told[0]).toMatchObject({ type: "head-start", packages: null, main: CODE });
  const next = newest();
  await client.restart([]);
  expect(newest()).toBe(next);
  expect(newest().service.options?.kept).toMatchObject({
    name: "base",
    slices: [{ file: "base.image" }],
  });
  expect(newest().service.options?.kept?.slices[0]?.bytes.byteLength).toBe(8);

  // It is with that worker now: nothing is held twice.
  await client.restart([]);
  expect(newest().service.options?.kept).toBeNull();
});

test("a device with little memory keeps none", async () => {
  const { client, newest, workers, due } = openWithImages(false);
  newest().service.image = image(8);
  await client.start([]);
  due.splice(0).forEach((work) => work());
  await client.apps();
  expect(newest().service.imagesAsked).toBe(0);
  expect(workers).toHaveLength(1);
});
