import type { HeaderPair, WireRequest } from "../../src/shared/http.ts";
import { PREVIEW_FILES, WITHOUT_COOKIES } from "../../src/shared/preview.ts";

/** Headers that the app must not see: the gateway adds the cookies, and answers are not encoded. */
const DROPPED = new Set(["accept-encoding", "cookie", "host", "referer", "origin", "connection"]);

/** What browsers say besides what they show to a service worker. */
export interface BrowserTraits {
  readonly userAgent: string;
  readonly languages: readonly string[];
}

/**
 * The head of a page's request. Addresses are the page's: the shell turns them into the app's,
 * and knows the client.
 */
export function wireHead(
  request: Request,
  scope: URL,
  traits: BrowserTraits,
): Omit<WireRequest, "body"> {
  const url = new URL(request.url);
  url.hash = "";
  const navigation = request.mode === "navigate";
  const referrer = referrerOf(request, scope);
  const from = referrer?.origin ?? (navigation ? null : scope.origin);
  return {
    method: request.method,
    url: url.href,
    headers: headersOf(request, url, { navigation, referrer, from }, traits),
    client: request.credentials === "omit" ? WITHOUT_COOKIES : "",
    initiator: from,
    navigation,
  };
}

/** The page that asks; null where the address was typed, which is to say: the bridge asks. */
function referrerOf({ referrer }: Request, scope: URL): URL | null {
  if (!URL.canParse(referrer)) return null;
  const url = new URL(referrer);
  url.hash = "";
  const isBridge = url.pathname === scope.pathname + PREVIEW_FILES.bridge;
  return isBridge || !/^https?:$/.test(url.protocol) ? null : url;
}

interface Provenance {
  readonly navigation: boolean;
  readonly referrer: URL | null;
  readonly from: string | null;
}

function headersOf(
  request: Request,
  url: URL,
  { navigation, referrer, from }: Provenance,
  traits: BrowserTraits,
): HeaderPair[] {
  const given = [...request.headers].filter(([name]) => !DROPPED.has(name));
  const headers: HeaderPair[] = [["Host", url.host]];
  const add = (name: string, value: string): void => {
    if (!request.headers.has(name)) headers.push([name, value]);
  };
  add("User-Agent", traits.userAgent);
  if (navigation) add("Upgrade-Insecure-Requests", "1");
  add("Accept", "*/*");
  add("Accept-Language", languageList(traits.languages));
  headers.push(...given.map(([name, value]): HeaderPair => [wireName(name), value]));
  add("Sec-Fetch-Site", from === null ? "none" : "same-origin");
  add("Sec-Fetch-Mode", request.mode);
  add("Sec-Fetch-Dest", destinationOf(request, navigation));
  // Fetch, 4.6: not with GET and HEAD of one's own origin.
  if (!/^(?:GET|HEAD)$/.test(request.method) && from !== null) headers.push(["Origin", from]);
  if (referrer !== null) headers.push(["Referer", referrer.href]);
  return headers;
}

/** The page itself is a document for the app, which does not know of the preview's frame. */
function destinationOf({ destination }: Request, navigation: boolean): string {
  return navigation ? "document" : destination || "empty";
}

/** "de-CH,de;q=0.9", as browsers write it. */
function languageList(languages: readonly string[]): string {
  return languages
    .map((language, index) => (index === 0 ? language : `${language};q=${quality(index)}`))
    .join(",");
}

function quality(index: number): string {
  return Math.max(0.1, 1 - index / 10).toFixed(1);
}

/** Chromium gives the names in lower case; HTTP/1.1 browsers write "Content-Type". */
function wireName(name: string): string {
  return name.replaceAll(/(^|-)([a-z])/g, (_all, dash: string, letter: string) => {
    return dash + letter.toUpperCase();
  });
}
