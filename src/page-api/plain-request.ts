import type { HeaderPair, WireRequest } from "../shared/http.ts";
import type { PlainRequest } from "./page-api.ts";

/** Where the learner's app is. */
const BASE = "http://localhost:8000/";
/** The client of callers that name none. */
const CLIENT = "page";

/**
 * The request as the gateway takes it. Throws a TypeError, with a sentence, for what is none:
 * callers are scripts of other pages, whose values may be anything.
 */
export function wireRequest(request: PlainRequest): WireRequest {
  const { method, url, headers = [], body = null, client = CLIENT } = request;
  if (typeof method !== "string" || method === "") {
    throw new TypeError('request needs a method such as "GET".');
  }
  return {
    method,
    url: absolute(url),
    headers: headers.map(pairOf),
    body: bytesOf(body),
    client: String(client),
    initiator: null,
    navigation: true,
  };
}

function absolute(url: string): string {
  let found: URL | null;
  try {
    found = new URL(url, BASE);
  } catch {
    found = null;
  }
  if (found === null || (found.protocol !== "http:" && found.protocol !== "https:")) {
    throw new TypeError(`request needs a URL such as "/items" or "${BASE}items".`);
  }
  return found.href;
}

function pairOf(pair: unknown): HeaderPair {
  if (!Array.isArray(pair) || pair.length !== 2) {
    throw new TypeError('headers are a list of pairs: [["Accept", "text/html"]].');
  }
  return [String(pair[0]), String(pair[1])];
}

function bytesOf(body: unknown): Uint8Array | null {
  if (body === null) return null;
  if (typeof body === "string") return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  throw new TypeError("body is a string, a Uint8Array or null.");
}
