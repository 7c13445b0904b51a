/** A short fingerprint of source text: tells whether a starter changed, no secret. */
export type SourceHash = string;

/** FNV-1a with 53 bits, as base 36 (http://www.isthe.com/chongo/tech/comp/fnv/). Pure and quick. */
export function hashSource(text: string): SourceHash {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let index = 0; index < text.length; index++) {
    low ^= text.charCodeAt(index);
    const product = low * 0x1b3;
    high = (Math.imul(high, 0x1b3) + (low << 8) + Math.floor(product / 0x1_0000_0000)) >>> 0;
    low = product >>> 0;
  }
  return ((high & 0x1f_ffff) * 0x1_0000_0000 + low).toString(36);
}
