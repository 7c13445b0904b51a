import type { ImageStore } from "./image-store.ts";

/** The folder of the origin's private file system that has a folder of images for each site. */
const ROOT = "routebook-images";

/** What a file is called until all of it was written, where the browser can rename files. */
const PART = ".part";

/**
 * Images as files (https://fs.spec.whatwg.org). Rejects where the browser gives no such file
 * system. A write that is broken off leaves a part, which goes with what is stored of no use.
 */
export async function filedImages(
  storage: Pick<StorageManager, "getDirectory">,
  folder: string,
): Promise<ImageStore> {
  const top = await storage.getDirectory();
  const root = await top.getDirectoryHandle(ROOT, { create: true });
  // A name may have no slash in it.
  const site = encodeURIComponent(new URL(folder).pathname);
  const files = await root.getDirectoryHandle(site, { create: true });
  // Asked now: the worker takes the name away before the learner's first line.
  const renames =
    typeof FileSystemFileHandle === "function" && "move" in FileSystemFileHandle.prototype;

  return {
    async names() {
      const names: string[] = [];
      for await (const name of files.keys()) names.push(name);
      return names;
    },
    async size(name) {
      const handle = await files.getFileHandle(name).catch(() => null);
      return (await handle?.getFile())?.size ?? 0;
    },
    async read(name) {
      const handle = await files.getFileHandle(name).catch(() => null);
      if (handle === null) return null;
      try {
        return await contentOf(handle);
      } catch {
        return null;
      }
    },
    async write(name, bytes) {
      const written = renames ? name + PART : name;
      const handle: FileHandle = await files.getFileHandle(written, { create: true });
      try {
        await fill(handle, bytes);
        await handle.move?.(name);
      } catch (error) {
        // Another tab has it open: it is there, or about to be.
        if (error instanceof DOMException && error.name === "NoModificationAllowedError") return;
        await files.removeEntry(written).catch(() => undefined);
        throw error;
      }
    },
    async remove(name) {
      await files.removeEntry(name).catch(() => undefined);
    },
  };
}

/** A file's bytes by a handle of the dedicated workers' kind, which is by far the fastest. */
interface SyncAccessHandle {
  getSize(): number;
  read(into: ArrayBufferView): number;
  write(bytes: ArrayBuffer): number;
  truncate(size: number): void;
  close(): void;
}

/** A file; dedicated workers alone have the second way to its bytes. */
interface FileHandle extends Pick<FileSystemFileHandle, "getFile" | "createWritable"> {
  /** `mode` is Chromium's; other browsers let one reader in at a time. */
  createSyncAccessHandle?(options?: { readonly mode: "read-only" }): Promise<SyncAccessHandle>;
  /** Renames it (https://github.com/whatwg/fs/pull/10); not in every browser yet. */
  move?(name: string): Promise<void>;
}

async function contentOf(handle: FileHandle): Promise<ArrayBuffer> {
  const opened = handle.createSyncAccessHandle?.({ mode: "read-only" });
  // Another tab may have it open.
  const access = (await opened?.catch(() => null)) ?? null;
  if (access === null) return (await handle.getFile()).arrayBuffer();
  try {
    const bytes = new Uint8Array(access.getSize());
    const read = access.read(bytes);
    return read === bytes.length ? bytes.buffer : bytes.buffer.slice(0, read);
  } finally {
    access.close();
  }
}

async function fill(handle: FileHandle, bytes: ArrayBuffer): Promise<void> {
  if (handle.createSyncAccessHandle === undefined) {
    const stream = await handle.createWritable();
    await stream.write(bytes);
    return stream.close();
  }
  const access = await handle.createSyncAccessHandle();
  try {
    access.truncate(0);
    if (access.write(bytes) !== bytes.byteLength) {
      throw new DOMException("The file was not written to its end.", "QuotaExceededError");
    }
  } finally {
    access.close();
  }
}
