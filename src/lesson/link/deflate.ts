import { deflateSync } from "fflate";
import { joinBytes } from "../../shared/join-bytes.ts";

/** Packs bytes as a raw deflate stream (RFC 1951). */
export type Deflate = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

/**
 * Packs by the browser's own streams, whose links are some three in a hundred shorter, and by a
 * library where there are none.
 */
export const deflate: Deflate = async (bytes) =>
  typeof CompressionStream === "function" ? deflateByStream(bytes) : deflateByLibrary(bytes);

/** Packs by CompressionStream. */
export async function deflateByStream(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const parts: Uint8Array[] = [];
  const reader = packed.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joinBytes(parts);
    parts.push(value);
  }
}

/** Packs by fflate. */
export async function deflateByLibrary(bytes: Uint8Array): Promise<Uint8Array> {
  return deflateSync(bytes, { level: 9 });
}
