import type { HeaderPair } from "./http.ts";

/** The first value of a header, named in small letters; null where it is absent (RFC 9110, 5.1). */
export function headerOf(headers: readonly HeaderPair[], wanted: string): string | null {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
}

/** Whether there is such a header, named in small letters. */
export function hasHeader(headers: readonly HeaderPair[], wanted: string): boolean {
  return headers.some(([name]) => name.toLowerCase() === wanted);
}
