import { hasHeader } from "../shared/header-pairs.ts";
import type { HeaderPair, WireConnect, WireRequest } from "../shared/http.ts";
import { WITHOUT_COOKIES, toApp, toPage } from "../shared/preview.ts";
import type { Mount } from "../shared/preview.ts";

/** What turns a page's addresses into the app's, and back. */
export interface AppPlace {
  readonly mount: Mount;
  /** The app's origin: "http://localhost:8000". */
  readonly origin: string;
  /** Whose cookies go along. */
  readonly client: string;
}

/** A page's request as the app gets it: addresses are the app's, and the client has a name. */
export function toAppRequest(request: WireRequest, place: AppPlace): WireRequest {
  const url = appUrl(request.url, place);
  const initiator = request.initiator === null ? null : appOrigin(request.initiator, place);
  const headers = request.headers.map(([name, value]): HeaderPair => {
    switch (name.toLowerCase()) {
      case "host":
        return [name, url.host];
      case "referer":
        return [name, appUrl(value, place).href];
      case "origin":
        return [name, appOrigin(value, place)];
      case "sec-fetch-site":
        return [name, siteOf(initiator, url)];
      default:
        return [name, value];
    }
  });
  const client = request.client === WITHOUT_COOKIES ? "" : place.client;
  return { ...request, url: url.href, headers, initiator, client };
}

/** A page's WebSocket as the app gets it. */
export function toAppConnect(connect: WireConnect, place: AppPlace, agent: string): WireConnect {
  const url = appUrl(connect.url, place);
  const initiator = connect.initiator === null ? null : appOrigin(connect.initiator, place);
  const headers: HeaderPair[] = [
    ["Host", url.host],
    ["User-Agent", agent],
    ...(initiator === null ? [] : [["Origin", initiator] as const]),
    ...connect.headers,
  ];
  return { ...connect, url: url.href, headers, initiator, client: place.client };
}

/**
 * The headers of the app's answer to `url` (the app's) as the preview takes them: redirects lead to
 * where the preview has that page, and a cross-origin isolated page may have it in a frame.
 */
export function toPageHeaders(
  headers: readonly HeaderPair[],
  url: string,
  { mount, origin }: AppPlace,
  isolated: boolean,
): readonly HeaderPair[] {
  const mapped = headers.map(([name, value]): HeaderPair => {
    const isLocation = name.toLowerCase() === "location" && URL.canParse(value, url);
    if (!isLocation) return [name, value];
    const target = new URL(value, url);
    return [name, (toPage(target, mount, origin) ?? target).href];
  });
  if (!isolated) return mapped;
  const others = mapped.filter(([name]) => name.toLowerCase() !== "cross-origin-embedder-policy");
  const says = hasHeader(others, "cross-origin-resource-policy");
  return [
    ...others,
    ["Cross-Origin-Embedder-Policy", "require-corp"],
    ...(says ? [] : [["Cross-Origin-Resource-Policy", "cross-origin"] as const]),
  ];
}

function appUrl(text: string, { mount, origin }: AppPlace): URL {
  const url = new URL(text, mount.origin);
  return toApp(url, mount, origin) ?? url;
}

function appOrigin(text: string, place: AppPlace): string {
  return URL.canParse(text) ? appUrl(text, place).origin : text;
}

/** https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header; ports make no other site. */
function siteOf(initiator: string | null, url: URL): string {
  if (initiator === null) return "none";
  if (initiator === url.origin) return "same-origin";
  return URL.canParse(initiator) && new URL(initiator).hostname === url.hostname
    ? "same-site"
    : "cross-site";
}
