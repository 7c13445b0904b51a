/** A folder of the origin's private file system in memory, as far as our code uses it. */
export class FakeDirectory {
  readonly folders = new Map<string, FakeDirectory>();
  readonly files = new Map<string, FakeFile>();

  async getDirectoryHandle(name: string, { create = false } = {}): Promise<FakeDirectory> {
    const folder = this.folders.get(name) ?? (create ? new FakeDirectory() : null);
    if (folder === null) throw notFound(name);
    this.folders.set(name, folder);
    return folder;
  }

  async getFileHandle(name: string, { create = false } = {}): Promise<FakeFile> {
    if (/[/\\]/.test(name)) throw new TypeError("Name is not allowed.");
    const file = this.files.get(name) ?? (create ? new FakeFile() : null);
    if (file === null) throw notFound(name);
    this.files.set(name, file);
    return file;
  }

  async removeEntry(name: string): Promise<void> {
    if (!this.files.delete(name)) throw notFound(name);
  }

  async *keys(): AsyncGenerator<string> {
    yield* this.files.keys();
  }
}

/** A file that one writer, or many readers, may have open. */
export class FakeFile {
  bytes = new Uint8Array(0);
  /** Bytes that a write may have. */
  room = Infinity;
  /** How it is open just now. */
  open: "no" | "read" | "write" = "no";

  async getFile(): Promise<Blob> {
    return new Blob([this.bytes]);
  }

  async createSyncAccessHandle({ mode = "readwrite" } = {}) {
    if (this.open !== "no") {
      throw new DOMException("It is open.", "NoModificationAllowedError");
    }
    this.open = mode === "readwrite" ? "write" : "read";
    return {
      getSize: () => this.bytes.length,
      read: (into: Uint8Array) => {
        into.set(this.bytes.subarray(0, into.length));
        return Math.min(into.length, this.bytes.length);
      },
      write: (bytes: ArrayBuffer) => {
        this.bytes = new Uint8Array(bytes.slice(0, this.room));
        return this.bytes.length;
      },
      truncate: (size: number) => {
        this.bytes = this.bytes.slice(0, size);
      },
      close: () => {
        this.open = "no";
      },
    };
  }
}

function notFound(name: string): DOMException {
  return new DOMException(`There is no ${name}.`, "NotFoundError");
}
