import { headerOf } from "../shared/header-pairs.ts";
import { RequestFailed } from "../runtime/errors.ts";
import type { KernelClient } from "../runtime/kernel-client.ts";
import { sendRequest } from "../runtime/send-request.ts";
import type { HeaderPair, WireRequest } from "../shared/http.ts";
import { isLoopback } from "../shared/preview.ts";
import { REDIRECT_LIMIT, redirectOf } from "../shared/redirect.ts";

/** A request as a page makes it. */
export interface DocumentAsk {
  readonly url: URL;
  readonly method: string;
  readonly contentType: string | null;
  readonly body: Uint8Array | null;
  /** The page that asks; null where the address was typed. */
  readonly referrer: string | null;
  /** What it becomes, as `Sec-Fetch-Dest` has it: "document", "iframe", "image" … */
  readonly destination: string;
  readonly client: string;
}

/** The answer at the end of all redirects. */
export interface DocumentAnswer {
  readonly url: URL;
  /** The last request: redirects may have made another one of the first. */
  readonly asked: DocumentAsk;
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  readonly body: Uint8Array;
}

/** The app sends its reader to another site, which the preview does not show. */
export class LeadsAway extends Error {
  override readonly name = "LeadsAway";
  readonly url: URL;

  constructor(url: URL) {
    super(`The app sends you to ${url.host}, which is another site.`);
    this.url = url;
  }
}

export interface AskOptions {
  readonly signal: AbortSignal;
  readonly onAccepted?: () => void;
}

/**
 * Asks the app and follows its redirects. Rejects with `RequestFailed` where no answer comes or the
 * redirects do not end, with `LeadsAway`, with `KernelDied`, or with the signal's reason.
 */
export async function askApp(
  gateway: Pick<KernelClient, "ask">,
  ask: DocumentAsk,
  options: AskOptions,
): Promise<DocumentAnswer> {
  let asked = ask;
  for (let hop = 0; hop <= REDIRECT_LIMIT; hop++) {
    const answer = await sendRequest(gateway, wireRequest(asked), options);
    const { status, headers } = answer;
    const next = redirectOf(status, headerOf(headers, "location"), asked);
    if (next === null) {
      const body = await unpacked(answer.body, headerOf(headers, "content-encoding"));
      return { url: asked.url, asked, status, headers, body };
    }
    if (!isLoopback(next.url)) throw new LeadsAway(next.url);
    const kept = next.keepsBody ? asked : { ...asked, contentType: null, body: null };
    asked = { ...kept, url: next.url, method: next.method };
  }
  throw new RequestFailed(
    `The app sends from one address to the next without an end; ${REDIRECT_LIMIT} redirects were followed. The last leads to ${asked.url.pathname}.`,
  );
}

function wireRequest(ask: DocumentAsk): WireRequest {
  const { url, method, body, client, referrer, destination } = ask;
  const navigation = destination === "document";
  const from = referrer === null ? null : new URL(referrer).origin;
  const address = new URL(url);
  address.hash = "";
  return {
    method,
    url: address.href,
    headers: headersFor(ask, from),
    body,
    client,
    initiator: navigation ? from : (from ?? url.origin),
    navigation,
  };
}

function headersFor(
  { method, contentType, referrer, destination }: DocumentAsk,
  from: string | null,
): HeaderPair[] {
  const isPage = destination === "document" || destination === "iframe";
  const headers: HeaderPair[] = [
    ["User-Agent", navigator.userAgent],
    ["Accept", isPage ? "text/html,application/xhtml+xml,image/*,*/*;q=0.8" : "*/*"],
    ["Accept-Language", navigator.languages.join(",")],
    ["Sec-Fetch-Site", from === null ? "none" : "same-origin"],
    ["Sec-Fetch-Mode", isPage ? "navigate" : "no-cors"],
    ["Sec-Fetch-Dest", destination],
  ];
  if (isPage) headers.push(["Upgrade-Insecure-Requests", "1"]);
  if (contentType !== null) headers.push(["Content-Type", contentType]);
  if (from !== null && method !== "GET" && method !== "HEAD") headers.push(["Origin", from]);
  if (referrer !== null) headers.push(["Referer", referrer]);
  return headers;
}

/** The body as it was before an app packed it, which none is asked to do. */
async function unpacked(body: Uint8Array, encoding: string | null): Promise<Uint8Array> {
  const format = { gzip: "gzip", "x-gzip": "gzip", deflate: "deflate" }[encoding ?? ""];
  if (format === undefined) return body;
  const stream = new Blob([body as BlobPart])
    .stream()
    .pipeThrough(new DecompressionStream(format as CompressionFormat));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
