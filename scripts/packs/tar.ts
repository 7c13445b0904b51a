const BLOCK = 512;
const encoder = new TextEncoder();

/** Splits a path into ustar's prefix (155 bytes) and name (100 bytes). Throws where it is too long. */
function splitPath(path: string): { readonly prefix: Uint8Array; readonly name: Uint8Array } {
  const whole = encoder.encode(path);
  if (whole.length <= 100) return { prefix: new Uint8Array(), name: whole };
  for (let slash = path.indexOf("/"); slash > 0; slash = path.indexOf("/", slash + 1)) {
    const prefix = encoder.encode(path.slice(0, slash));
    const name = encoder.encode(path.slice(slash + 1));
    if (prefix.length <= 155 && name.length <= 100) return { prefix, name };
  }
  throw new RangeError(`The path is too long for a tar archive: ${path}`);
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, "0");

function header(path: string, size: number): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (offset: number, text: string): void => block.set(encoder.encode(text), offset);
  const { prefix, name } = splitPath(path);
  block.set(name, 0);
  put(100, "0000644\0");
  put(108, "0000000\0");
  put(116, "0000000\0");
  put(124, `${octal(size, 11)}\0`);
  put(136, "00000000000\0");
  // The checksum is taken with blanks in its own place.
  put(148, " ".repeat(8));
  put(156, "0");
  put(257, "ustar\u000000");
  block.set(prefix, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, `${octal(sum, 6)}\0 `);
  return block;
}

/**
 * Writes an uncompressed ustar archive of regular files, sorted by path, without times or owners:
 * the same files give the same bytes. Throws `RangeError` for a path that ustar cannot hold.
 */
export function writeTar(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [];
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [path, bytes] of sorted) {
    parts.push(header(path, bytes.length), bytes);
    const rest = bytes.length % BLOCK;
    if (rest > 0) parts.push(new Uint8Array(BLOCK - rest));
  }
  parts.push(new Uint8Array(2 * BLOCK));
  const archive = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    archive.set(part, offset);
    offset += part.length;
  }
  return archive;
}
