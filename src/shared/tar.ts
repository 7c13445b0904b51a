/** A file of a tar archive. `bytes` is a view into the archive, not a copy. */
export interface TarEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;
const decoder = new TextDecoder();

function text(archive: Uint8Array, start: number, length: number): string {
  let end = start;
  while (end < start + length && archive[end] !== 0) end++;
  return decoder.decode(archive.subarray(start, end));
}

/**
 * Yields the regular files of an uncompressed ustar archive, in order (POSIX.1-2017, "pax":
 * ustar interchange format). Folders are skipped: a path implies them. So are pax headers, whose
 * records only refine what the plain header says.
 * Throws `RangeError` where the archive ends early or holds a link or another special file.
 */
export function* readTar(archive: Uint8Array): Generator<TarEntry, void, undefined> {
  let offset = 0;
  while (offset + BLOCK <= archive.length && archive[offset] !== 0) {
    const size = Number.parseInt(text(archive, offset + 124, 12), 8);
    const type = String.fromCharCode(archive[offset + 156] ?? 0);
    const name = text(archive, offset, 100);
    const prefix = text(archive, offset + 345, 155);
    const path = prefix === "" ? name : `${prefix}/${name}`;
    const start = offset + BLOCK;
    const end = start + size;
    if (Number.isNaN(size) || end > archive.length) {
      throw new RangeError(`The tar archive is damaged at "${path}".`);
    }
    if (type === "0" || type === "\0") yield { path, bytes: archive.subarray(start, end) };
    else if (!"5xg".includes(type)) {
      throw new RangeError(`"${path}" in the tar archive is no regular file.`);
    }
    offset = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}
