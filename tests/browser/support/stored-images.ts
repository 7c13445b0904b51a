import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { BUILD } from "./built-app.ts";
import type { LessonView } from "./lesson-view.ts";

/** Waits until all slices of the image from which Python started lie inflated on the device. */
export async function wholeImage(view: LessonView): Promise<void> {
  const { image } = await view.api.kernel();
  if (image === null) throw new Error("Python did not start from an image.");
  const slices = (names: readonly string[]) =>
    names.filter((name) => name.startsWith(`${image.name}-`) && !name.endsWith(".part")).length;
  const whole = slices(readdirSync(join(BUILD, "images")));
  await expect.poll(async () => slices(await storedImages(view))).toBe(whole);
}

/** Names of what is stored of memory images; one that is being written ends with ".part". */
async function storedImages({ page }: LessonView): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const names: string[] = [];
    const top = await navigator.storage.getDirectory();
    const root = await top.getDirectoryHandle("routebook-images", { create: true });
    for await (const site of root.values()) {
      for await (const name of (site as FileSystemDirectoryHandle).keys()) names.push(name);
    }
    return names;
  });
}

/** Changes a part of one of the stored slices, or cuts it in half. */
export async function spoilImage(
  { page }: LessonView,
  how: "altered" | "truncated",
): Promise<string> {
  return page.evaluate(async (kind) => {
    const top = await navigator.storage.getDirectory();
    const root = await top.getDirectoryHandle("routebook-images");
    for await (const site of root.values()) {
      for await (const [name, entry] of (site as FileSystemDirectoryHandle).entries()) {
        const file = entry as FileSystemFileHandle;
        const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer());
        bytes.fill(7, 1000, 2000);
        const stream = await file.createWritable();
        await stream.write(kind === "altered" ? bytes : bytes.slice(0, bytes.length >> 1));
        await stream.close();
        return name;
      }
    }
    throw new Error("Nothing is stored.");
  }, how);
}
