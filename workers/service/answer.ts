import { headerOf } from "../../src/shared/header-pairs.ts";
import type { HeaderPair } from "../../src/shared/http.ts";
import { PREVIEW_FILES } from "../../src/shared/preview.ts";
import type { Mount } from "../../src/shared/preview.ts";
import { decoded } from "./decoded.ts";
import type { AnswerHead, Exchange } from "./exchange.ts";
import { frameSources } from "./frame-sources.ts";
import { injectScript } from "./inject-script.ts";
import { pageHeaders, without } from "./page-headers.ts";
import type { PageHeaders } from "./page-headers.ts";
import { wordsResponse } from "./pages.ts";

/** For whom an answer is made. */
export interface AnswerPlace {
  readonly mount: Mount;
  readonly session: string;
  readonly method: string;
  /** True where the answer becomes a page. */
  readonly navigation: boolean;
  /** For pages whose policy lets scripts in by nonce. */
  readonly nonce: string;
}

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
const WITHOUT_BODY: readonly number[] = [204, 205, 304];

/** The gateway's answer as the browser takes it (https://fetch.spec.whatwg.org/#response-class). */
export function answer(head: AnswerHead, exchange: Exchange, place: AnswerPlace): Response {
  const location = headerOf(head.headers, "location");
  if (REDIRECTS.includes(head.status) && location !== null) {
    drain(exchange);
    return redirect(location, head.status, place);
  }
  if (head.status < 200 || head.status > 599) {
    drain(exchange);
    const title = "This answer cannot be shown";
    const sentence = `The app answered with status ${head.status}. Browsers take 200 to 599.`;
    return wordsResponse({ title, sentence }, 502, place.navigation);
  }
  const script = place.mount.origin + place.mount.root + PREVIEW_FILES.shim;
  const read = pageHeaders(head.headers, script, place.nonce);
  if (place.method === "HEAD" || WITHOUT_BODY.includes(head.status)) {
    drain(exchange);
    return response(null, head, read.headers);
  }
  if (read.encoding === null && !(place.navigation && read.isHtml)) {
    // What is complete goes at once; a stream would cost some turns.
    return response(exchange.takeWhole() ?? exchange.body(), head, read.headers);
  }
  const body = decoded(exchange.body(), read.encoding);
  if (!place.navigation || !read.isHtml) return response(body, head, read.headers);
  const { prefix, root } = place.mount;
  const whole = prefix === root ? body : body.pipeThrough(frameSources(prefix));
  return response(
    whole.pipeThrough(injectScript(tagFor(script, head.status, read, place))),
    head,
    without(read.headers, "content-length"),
  );
}

function redirect(location: string, status: number, place: AnswerPlace): Response {
  const url = new URL(location, place.mount.origin);
  if (place.navigation && url.origin !== place.mount.origin) {
    const title = "The app sends you to another site";
    const sentence = "Its pages cannot be shown inside this one. Open it in a tab of its own:";
    return wordsResponse({ title, sentence, link: url.href }, 200, true);
  }
  return Response.redirect(url.href, status);
}

function response(
  body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer> | null,
  { status, reason }: AnswerHead,
  pairs: readonly HeaderPair[],
): Response {
  const headers = new Headers();
  for (const [name, value] of pairs) {
    try {
      headers.append(name, value);
    } catch {
      // What is no header for the browser is none for the page either.
    }
  }
  const known = /^[\t\x20-\x7E\x80-\xFF]*$/.test(reason) ? reason : "";
  return new Response(body as BodyInit | null, { status, statusText: known, headers });
}

function tagFor(
  script: string,
  status: number,
  { nonce, refusesFrames }: PageHeaders,
  { session }: AnswerPlace,
): string {
  const attributes = [
    `src="${script}"`,
    `data-session="${session.replaceAll(/[^\w-]/g, "")}"`,
    `data-status="${status}"`,
    ...(refusesFrames ? ["data-refuses-frames"] : []),
    ...(nonce === null ? [] : [`nonce="${nonce}"`]),
  ];
  return `<script ${attributes.join(" ")}></script>`;
}

/** Lets the app finish a body that nobody wants. */
function drain(exchange: Exchange): void {
  exchange
    .body()
    .pipeTo(new WritableStream())
    .catch(() => undefined);
}
