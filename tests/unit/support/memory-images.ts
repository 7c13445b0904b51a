import type { ImageStore } from "../../../src/shared/image-store.ts";

/** A store of images in memory. */
export interface MemoryImages extends ImageStore {
  readonly all: Map<string, ArrayBuffer>;
  /** What every write fails with, while it is set. */
  failure: Error | null;
}

/** A store that has these texts in it. */
export function memoryImages(stored: Readonly<Record<string, string>> = {}): MemoryImages {
  const encoder = new TextEncoder();
  const all = new Map<string, ArrayBuffer>();
  for (const [name, text] of Object.entries(stored)) all.set(name, encoder.encode(text).buffer);
  return {
    all,
    failure: null,
    names: async () => [...all.keys()],
    size: async (name) => all.get(name)?.byteLength ?? 0,
    read: async (name) => all.get(name) ?? null,
    async write(name, bytes) {
      if (this.failure !== null) throw this.failure;
      all.set(name, bytes);
    },
    async remove(name) {
      all.delete(name);
    },
  };
}
