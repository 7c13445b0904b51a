import type { LessonView } from "./lesson-view.ts";

/** Names of the slices of memory images that lie inflated on the device. */
export async function storedImages({ page }: LessonView): Promise<readonly string[]> {
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
