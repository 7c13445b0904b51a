import { hasHeader } from "../shared/header-pairs.ts";
import type { HeaderPair, WireTrace } from "../shared/http.ts";
import { absoluteUrl, looksLikeJson } from "../shared/http-send.ts";
import type { HttpText } from "../shared/http-text.ts";

/** A request to be written down for another program. */
export interface CopyRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** Values have one byte a character. */
  readonly headers: readonly HeaderPair[];
  readonly body: Uint8Array | null;
  /** Bytes of the body that are not known any more. */
  readonly missing: number;
  readonly client: string;
}

/** A written request, to be copied; a body that looks like JSON is sent as such, and copied so. */
export function copyOfText(text: HttpText, client: string, origin?: string): CopyRequest {
  const { method, target, body } = text;
  const typed = hasHeader(text.headers, "content-type");
  const json: readonly HeaderPair[] = [["Content-Type", "application/json"]];
  return {
    method,
    url: absoluteUrl(target, origin),
    headers:
      body !== null && !typed && looksLikeJson(body) ? [...text.headers, ...json] : text.headers,
    body: body === null ? null : new TextEncoder().encode(body),
    missing: 0,
    client,
  };
}

/** A logged request, to be copied: without what every program adds by itself. */
export function copyOfTrace(trace: WireTrace): CopyRequest {
  const { method, url, client, requestBody, requestBytes } = trace;
  return {
    method,
    url,
    headers: trace.requestHeaders.filter(([name]) => !ADDED.test(name)),
    body: requestBytes === 0 ? null : bytesOf(requestBody),
    missing: Math.max(0, requestBytes - requestBody.length),
    client,
  };
}

/** Headers that describe one connection, or one browser. */
export const ADDED =
  /^(?:host|content-length|connection|transfer-encoding|accept-encoding|upgrade-insecure-requests|priority|dnt|sec-.*)$/i;

/** The bytes of a text that has one a character. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** The bytes as text; null where they are none. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}
