import { Inflate } from "fflate";
import { joinBytes } from "../../shared/join-bytes.ts";

/** What came of unpacking; `seen` is the number of bytes that were unpacked until then. */
export type Inflated =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "truncated" | "altered" | "too-large"; readonly seen: number };

/**
 * Bytes unpacked at a time. A byte can stand for 1,032 of them (a match of 258 in two bits), so this
 * bounds by how much a limit can be passed before it is noticed: half a megabyte.
 */
const STEP = 512;

/** fflate's code for "unexpected EOF". */
const ENDED_EARLY = 0;

/**
 * Unpacks a raw deflate stream (RFC 1951) a little at a time, and stops as soon as there are more
 * than `limit` bytes. What follows the stream's end is ignored. Never throws.
 *
 * By a library even where the browser has DecompressionStream: browsers unpack all of what they are
 * given before they hand out a part of it, and each tells in its own words whether a stream is cut
 * off or broken.
 */
export function inflate(packed: Uint8Array, limit: number): Inflated {
  const parts: Uint8Array[] = [];
  let seen = 0;
  const stream = new Inflate((part) => {
    seen += part.length;
    if (seen <= limit) parts.push(part);
  });
  try {
    for (let at = 0; at < packed.length; at += STEP) {
      stream.push(packed.subarray(at, at + STEP), at + STEP >= packed.length);
      if (seen > limit) return { kind: "too-large", seen };
    }
  } catch (error) {
    return { kind: isEarlyEnd(error) ? "truncated" : "altered", seen };
  }
  return { kind: "bytes", bytes: joinBytes(parts) };
}

function isEarlyEnd(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === ENDED_EARLY;
}
