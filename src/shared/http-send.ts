import { hasHeader, headerOf } from "./header-pairs.ts";
import type { HeaderPair, WireRequest } from "./http.ts";
import { type HttpText, isLocalUrl, splitUrl } from "./http-text.ts";

/** Where the learner's app is while no server call said otherwise. */
export const APP_ORIGIN = "http://localhost:8000";

/** The client whose cookies go along where nothing else is said. */
export const DEFAULT_CLIENT = "Alice";

/** Names of clients that page and checks use for themselves begin with this. */
export const CHECK_CLIENTS = "check:";

/** A written request made ready for the wire. */
export interface ReadyRequest {
  readonly request: WireRequest;
  /** Sentences: what was added to what the learner wrote. */
  readonly notes: readonly string[];
}

/**
 * Makes a request without problems ready to be sent as `client`. A body that looks like JSON gets
 * its Content-Type where it has none and `guesses` is true, which a note says; nothing else is
 * guessed. `User-Agent` and `Accept` are added as every client of HTTP does.
 */
export function readyRequest(
  text: HttpText,
  client: string,
  origin = APP_ORIGIN,
  guesses = true,
): ReadyRequest {
  const { method, target, body } = text;
  const notes: string[] = [];
  const headers: HeaderPair[] = [...text.headers];
  if (guesses && body !== null && !hasHeader(headers, "content-type") && looksLikeJson(body)) {
    headers.push(["Content-Type", "application/json"]);
    notes.push("Content-Type: application/json was added, since the body looks like JSON.");
  }
  if (!hasHeader(headers, "accept")) headers.unshift(["Accept", "*/*"]);
  if (!hasHeader(headers, "user-agent")) headers.unshift(["User-Agent", "Routebook"]);
  const request: WireRequest = {
    method,
    url: absoluteUrl(target, origin),
    headers,
    body: body === null ? null : new TextEncoder().encode(wireBody(body, headers)),
    client,
    initiator: null,
    navigation: true,
  };
  return { request, notes };
}

/**
 * The address of a path on the app's origin. Dots in the path stay as they were written: whoever
 * tries `/files/../secret` wants to see what the app makes of it. The fragment stays at home.
 */
export function absoluteUrl(target: string, origin = APP_ORIGIN): string {
  const [address = ""] = target.split("#", 1);
  const { scheme, host, path } = splitUrl(address);
  const base = isLocalUrl(address) ? `${scheme === "" ? "http://" : scheme}${host}` : origin;
  const rest = isLocalUrl(address) ? path : address;
  return base + encodeRest(rest.startsWith("/") ? rest : `/${rest}`);
}

/** True for what is meant as a JSON object or list, be it valid or not. */
export function looksLikeJson(body: string): boolean {
  return /^\s*[{[]/.test(body);
}

/** Blanks and characters beyond ASCII travel as the bytes of UTF-8, percent-encoded. */
function encodeRest(path: string): string {
  return path.replace(/[^\x21-\x7e]+/g, (part) =>
    Array.from(
      new TextEncoder().encode(part),
      (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
    ).join(""),
  );
}

/** The lines of a multipart body end with CR LF on the wire (RFC 2046, 4.1.1), in an editor with LF. */
function wireBody(body: string, headers: readonly HeaderPair[]): string {
  const type = headerOf(headers, "content-type") ?? "";
  return /^multipart\//i.test(type) ? body.replace(/\r?\n/g, "\r\n") : body;
}
