import { headerOf } from "./header-pairs.ts";
import type { HeaderPair, KeptAnswer, WireRequest, WireResponse } from "./http.ts";
import type { JsonValue } from "./json.ts";
import { HTTP_MIME, type MimeBundle } from "./mime.ts";

/** Bytes of a body that an answer keeps. */
export const KEPT_BODY = 200_000;
/** Characters of the body in the plain text beside it. */
const PLAIN_BODY = 2000;

/** An answer as a notebook keeps it. Text is kept as text, by its charset or as UTF-8. */
export function keepAnswer(
  { method, url, client }: WireRequest,
  { status, reason, headers, body, ms }: WireResponse,
  notes: readonly string[],
): KeptAnswer {
  const beginning = body.subarray(0, KEPT_BODY);
  const text = textOf(beginning, headerOf(headers, "content-type") ?? "");
  return {
    method,
    url,
    client,
    status,
    reason,
    headers,
    body: text ?? base64Of(beginning),
    encoding: text === null ? "base64" : "text",
    bytes: body.length,
    ms,
    notes,
  };
}

/** The output of an `http` cell: the answer, and its beginning as plain text. */
export function answerBundle(answer: KeptAnswer): MimeBundle {
  // Plain data by construction: interfaces only lack JsonValue's index signature.
  return { [HTTP_MIME]: answer as unknown as JsonValue, "text/plain": plainText(answer) };
}

/** An answer out of a bundle that came from anywhere; null where it is none. */
export function readAnswer(value: unknown): KeptAnswer | null {
  if (typeof value !== "object" || value === null) return null;
  const fields = value as Readonly<Record<string, unknown>>;
  const { status, body, headers } = fields;
  if (typeof status !== "number" || typeof body !== "string") return null;
  return {
    method: textField(fields["method"]),
    url: textField(fields["url"]),
    client: textField(fields["client"]),
    status,
    reason: textField(fields["reason"]),
    headers: Array.isArray(headers) ? headers.filter(isPair) : [],
    body,
    encoding: fields["encoding"] === "base64" && BASE64.test(body) ? "base64" : "text",
    bytes: numberField(fields["bytes"]),
    ms: numberField(fields["ms"]),
    notes: Array.isArray(fields["notes"]) ? fields["notes"].filter(isText) : [],
  };
}

/** A content type without its parameters, in small letters: "text/html". */
export function mediaType(contentType: string): string {
  return (contentType.split(";", 1)[0] ?? "").trim().toLowerCase();
}

/** True for "application/json" and "application/problem+json". */
export function isJsonType(type: string): boolean {
  return type === "application/json" || type.endsWith("+json");
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const TEXT_TYPE =
  /^(?:text\/.*|application\/(?:(?:.*[+.])?(?:json|xml)|javascript|x-www-form-urlencoded|x-ndjson|graphql)|image\/svg\+xml|)$/;

/** The bytes as text; null where they are none. The last character may have been cut in two. */
function textOf(bytes: Uint8Array, contentType: string): string | null {
  const type = mediaType(contentType);
  const isText = TEXT_TYPE.test(type);
  if (!isText && /^(?:image|audio|video|font)\//.test(type)) return null;
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1] ?? "utf-8";
  const decoded = decode(bytes, charset, true);
  if (decoded !== null && (isText || !decoded.includes("\0"))) return decoded;
  if (!isText || type === "") return null;
  // A charset that nobody knows is taken for the usual one, as browsers do.
  return decode(bytes, charset, false) ?? decode(bytes, "utf-8", false);
}

function decode(bytes: Uint8Array, charset: string, fatal: boolean): string | null {
  try {
    return new TextDecoder(charset, { fatal }).decode(bytes, { stream: true });
  } catch {
    // Invalid bytes, or a charset that nobody knows.
    return null;
  }
}

function base64Of(bytes: Uint8Array): string {
  let binary = "";
  // In pieces: a call takes so many arguments only.
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary);
}

function plainText({ status, reason, headers, body, encoding, bytes }: KeptAnswer): string {
  const head = [
    `${status} ${reason}`.trim(),
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  const shown = encoding === "text" ? body.slice(0, PLAIN_BODY) : `(${bytes} bytes)`;
  const rest = encoding === "text" && body.length > PLAIN_BODY ? "…" : "";
  return `${head.join("\n")}${bytes === 0 ? "" : `\n\n${shown}${rest}`}`;
}

function isPair(value: unknown): value is HeaderPair {
  return Array.isArray(value) && value.length === 2 && value.every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function textField(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numberField(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
