import { asList, asRecord, asText } from "../shared/json-fields.ts";
import type { KeyValue } from "./key-value.ts";

/** A file of a notebook's working folder that is not in its record: a database, an upload. */
export interface KeptFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** True where the learner put it there, false where a program wrote it. */
  readonly own: boolean;
}

/** Bytes of kept files, one entry a notebook. No method rejects while the store below does not. */
export interface FileStore {
  read(key: string): Promise<readonly KeptFile[]>;
  /** Puts files in and takes paths out, leaving alone what another tab put there. */
  change(key: string, changed: readonly KeptFile[], removed: readonly string[]): Promise<void>;
  remove(key: string): Promise<void>;
  /** Bytes by notebook. */
  sizes(): Promise<ReadonlyMap<string, number>>;
  clear(): Promise<void>;
}

const PREFIX = "files:";

/** Kept files over any key-value store; `key` is that of the notebook's record. */
export function createFileStore(values: KeyValue): FileStore {
  const nameOf = (key: string) => `${PREFIX}${key}`;
  return {
    async read(key) {
      return readFiles(await values.get(nameOf(key)));
    },
    async change(key, changed, removed) {
      await values.update(nameOf(key), (stored) => {
        const files = new Map(readFiles(stored).map((file) => [file.path, file]));
        for (const path of removed) files.delete(path);
        for (const file of changed) files.set(file.path, file);
        return { files: [...files.values()] };
      });
    },
    remove: (key) => values.delete(nameOf(key)),
    async sizes() {
      const sizes = new Map<string, number>();
      for (const [name, value] of await values.entries()) {
        const bytes = readFiles(value).reduce((sum, file) => sum + file.bytes.length, 0);
        if (name.startsWith(PREFIX) && bytes > 0) sizes.set(name.slice(PREFIX.length), bytes);
      }
      return sizes;
    },
    clear: () => values.clear(),
  };
}

/** Total: what makes no sense is left out. */
function readFiles(value: unknown): readonly KeptFile[] {
  return asList(asRecord(value)?.["files"]).flatMap((entry): readonly KeptFile[] => {
    const fields = asRecord(entry);
    const path = asText(fields?.["path"], 1000);
    const bytes = fields?.["bytes"];
    if (fields === null || path === undefined || path === "") return [];
    // A view of another realm's buffer is none of this realm's classes.
    if (!ArrayBuffer.isView(bytes)) return [];
    const { buffer, byteOffset, byteLength } = bytes;
    return [
      { path, bytes: new Uint8Array(buffer, byteOffset, byteLength), own: fields["own"] === true },
    ];
  });
}
