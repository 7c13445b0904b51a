import { gzipSync } from "node:zlib";

// Byte 9 of a gzip file names the system that wrote it; "unknown" keeps packs the same everywhere.
const GZIP_SYSTEM = 9;
const UNKNOWN_SYSTEM = 255;

/** Compresses as far as gzip goes; the same bytes give the same file on every system. */
export function gzip(bytes: Uint8Array): Uint8Array {
  const compressed = gzipSync(bytes, { level: 9 });
  compressed[GZIP_SYSTEM] = UNKNOWN_SYSTEM;
  return compressed;
}
