import { headerOf } from "../../src/shared/header-pairs.ts";
import type { HeaderPair } from "../../src/shared/http.ts";
import { amendPolicy } from "./content-security-policy.ts";

/** Headers that have done their part, or would act on the preview itself. */
const DROPPED = new Set([
  "clear-site-data",
  "connection",
  "keep-alive",
  "service-worker-allowed",
  // The gateway's jar has them; the browser would drop them anyhow.
  "set-cookie",
  "set-cookie2",
  "strict-transport-security",
  "transfer-encoding",
  "upgrade",
  "x-frame-options",
]);

/** An answer's headers as the browser gets them, and what they said before. */
export interface PageHeaders {
  readonly headers: readonly HeaderPair[];
  /** Content-Encoding, in lower case; null where there is none. */
  readonly encoding: string | null;
  /** True for an HTML document, as far as the app says what it is. */
  readonly isHtml: boolean;
  /** True where the app lets no page have this one in a frame. */
  readonly refusesFrames: boolean;
  /** A nonce that our script must carry. */
  readonly nonce: string | null;
}

/** Reads and changes an answer's headers so that the page can be seen in the preview. */
export function pageHeaders(
  given: readonly HeaderPair[],
  script: string,
  freshNonce: string,
): PageHeaders {
  const headers: HeaderPair[] = [];
  let encoding: string | null = null;
  let nonce: string | null = null;
  let framesByPolicy: boolean | null = null;
  for (const [name, value] of given) {
    const lower = name.toLowerCase();
    if (lower === "content-encoding") {
      encoding = value.trim().toLowerCase();
    } else if (/^content-security-policy(?:-report-only)?$/.test(lower)) {
      const amended = amendPolicy(value, script, freshNonce);
      if (amended.value !== "") headers.push([name, amended.value]);
      nonce ??= amended.nonce;
      if (lower === "content-security-policy" && /frame-ancestors/i.test(value)) {
        framesByPolicy = (framesByPolicy ?? false) || amended.refusesFrames;
      }
    } else if (!DROPPED.has(lower)) headers.push([name, value]);
  }
  const encoded = encoding !== null && encoding !== "" && encoding !== "identity";
  return {
    headers: encoded ? without(headers, "content-length") : headers,
    encoding: encoded ? encoding : null,
    isHtml: /^text\/html\b/i.test(headerOf(given, "content-type") ?? ""),
    // A policy's word counts instead of the older header's (CSP3, 6.4.2.2).
    refusesFrames: framesByPolicy ?? /\bdeny\b/i.test(headerOf(given, "x-frame-options") ?? ""),
    nonce,
  };
}

/** The headers but those of that name, in lower case. */
export function without(headers: readonly HeaderPair[], name: string): readonly HeaderPair[] {
  return headers.filter(([one]) => one.toLowerCase() !== name);
}
