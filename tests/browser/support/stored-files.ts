import type { LessonView } from "./lesson-view.ts";

/** Whether Cache Storage has a file whose address is like that pattern. */
export async function storedFile({ page }: LessonView, name: string): Promise<boolean> {
  return page.evaluate(async (wanted) => {
    for (const cacheName of await caches.keys()) {
      const keys = await (await caches.open(cacheName)).keys();
      if (keys.some(({ url }) => new RegExp(wanted).test(url))) return true;
    }
    return false;
  }, name);
}
