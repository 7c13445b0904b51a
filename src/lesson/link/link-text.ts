import { MOST_ENCODED } from "./link-limits.ts";

/** The version of the format that this page writes. */
export const LINK_VERSION = 1;

/** What a text that should hold a link holds. */
export type LinkText =
  | {
      readonly kind: "found";
      readonly version: number;
      /** The packed part as it may have been before it was re-encoded; the likeliest first. */
      readonly candidates: readonly string[];
      /** What stands after it: "cell=start-2&theme=dark". */
      readonly parameters: string;
    }
  | { readonly kind: "no-link" | "truncated" | "too-long" };

/** Where a link begins: after "#" mostly, after "&" or "?" where a program put it into a query. */
const START = /(?:^|[#&?/])l=(?:3D)?\s*/i;
const VERSION = /^(\d{1,4})\s*\./;
/** Letters of percent-escapes of percent-escapes may be nine times as many. */
const MOST_RAW = 9 * MOST_ENCODED;

/**
 * Finds the link in an address, a hash, or a message that was pasted whole, and undoes what programs
 * do to links on the way: escapes in escapes, spaces, line breaks and invisible letters within, other
 * dashes, the other alphabet of base64, brackets and punctuation around. Total.
 */
export function readLinkText(text: string): LinkText {
  if (text.length > MOST_RAW) return { kind: "too-long" };
  const plain = unescapeAll(text).replace(INVISIBLE, "").replaceAll("&amp;", "&");
  const start = START.exec(plain);
  if (start === null) return { kind: "no-link" };
  const rest = plain.slice(start.index + start[0].length);
  const version = VERSION.exec(rest);
  if (version === null) return { kind: /^\d{0,4}\W*$/.test(rest) ? "truncated" : "no-link" };
  const [packed = "", ...parameters] = rest.slice(version[0].length).split("&");
  const candidates = candidatesOf(packed);
  if (candidates.some(({ length }) => length > MOST_ENCODED)) return { kind: "too-long" };
  return {
    kind: "found",
    version: Number(version[1]),
    candidates,
    parameters: parameters.join("&"),
  };
}

/** Percent-escapes undone until there are none; what is no UTF-8 stays. */
export function unescapeAll(text: string): string {
  let plain = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = plain.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
      try {
        return decodeURIComponent(escapes);
      } catch {
        return escapes;
      }
    });
    if (next === plain) break;
    plain = next;
  }
  return plain;
}

const MOST_ROUNDS = 5;

/** Soft hyphens, zero-width letters, marks of direction and of variants. */
const INVISIBLE = /[\p{Cf}\u034f\ufe0e\ufe0f]/gu;

/**
 * A "+" may be the other alphabet's "-" or stand for a space that was put in, and a space may have
 * been such a "+". The sum inside the link tells which it was.
 */
function candidatesOf(packed: string): readonly string[] {
  const text = packed
    .replace(/[\u2010-\u2012\u2212]/g, "-")
    .replace(/[\u2013-\u2015]/g, "--")
    .replaceAll("/", "_")
    .replace(/[\\=<>\p{Cc}]/gu, (letter) => (/\s/.test(letter) ? letter : ""))
    .trimEnd();
  const readings = [
    text.replaceAll("+", "-").replace(/\s+/g, ""),
    text.replaceAll("+", "").replace(/\s+/g, ""),
    text
      .replaceAll("+", "-")
      .replace(/[\r\n]+/g, "")
      .replace(/\s/g, "-"),
  ];
  return [...new Set(readings.map((reading) => /^[\w-]*/.exec(reading)?.[0] ?? ""))];
}
