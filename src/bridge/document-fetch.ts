import type { GatewayMessage, HeaderPair, WireRequest } from "../shared/http.ts";
import { isLoopback } from "../shared/preview.ts";
import { REDIRECT_LIMIT, redirectOf } from "../shared/redirect.ts";
import type { DocumentChannel } from "./document-channel.ts";

const WITHOUT_BODY: readonly number[] = [101, 103, 204, 205, 304];
const ABOUT_BODY = /^content-(?:encoding|language|location|type)$/i;

interface Asked {
  readonly url: URL;
  readonly method: string;
  readonly headers: readonly HeaderPair[];
  readonly body: Uint8Array | null;
}

/**
 * `fetch` that asks the app by message (https://fetch.spec.whatwg.org/); other hosts' addresses are
 * the browser's own `native`.
 */
export function createFetch(channel: DocumentChannel, native: typeof fetch): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    if (!isLoopback(new URL(request.url))) return native(request);
    request.signal.throwIfAborted();
    const bare = request.method === "GET" || request.method === "HEAD" || request.body === null;
    const body = bare ? null : new Uint8Array(await request.arrayBuffer());
    let asked: Asked = {
      url: new URL(request.url),
      method: request.method,
      headers: [...request.headers],
      body,
    };
    for (let hop = 0; hop <= REDIRECT_LIMIT; hop++) {
      const response = await ask(channel, asked, request.signal);
      const next = redirectOf(response.status, response.headers.get("location"), asked);
      if (next === null || request.redirect === "manual") {
        return withPlace(response, asked.url, hop > 0);
      }
      // Read to its end: going away in the middle is something that the app would hear.
      void response.arrayBuffer().catch(() => undefined);
      if (request.redirect === "error" || !isLoopback(next.url)) break;
      const headers = next.keepsBody
        ? asked.headers
        : asked.headers.filter(([name]) => !ABOUT_BODY.test(name));
      asked = {
        url: next.url,
        method: next.method,
        headers,
        body: next.keepsBody ? asked.body : null,
      };
    }
    throw new TypeError("Failed to fetch: the app redirects, and this is not followed.");
  };
}

/** What a constructed response does not know of itself. */
function withPlace(response: Response, url: URL, redirected: boolean): Response {
  const place = new URL(url);
  place.hash = "";
  Object.defineProperties(response, {
    url: { value: place.href },
    redirected: { value: redirected },
    type: { value: "basic" },
  });
  return response;
}

function ask(channel: DocumentChannel, asked: Asked, signal: AbortSignal): Promise<Response> {
  const url = new URL(asked.url);
  url.hash = "";
  const request: WireRequest = {
    ...asked,
    url: url.href,
    client: "",
    initiator: null,
    navigation: false,
  };
  return new Promise((resolve, reject) => {
    const body = new AnswerBody();
    const exchange = channel.ask({ type: "request", request }, hear);
    body.onTaken = (bytes) => exchange.say({ type: "took", bytes });
    body.onCancel = () => exchange.say({ type: "leave" });
    const abort = (): void => {
      exchange.say({ type: "leave" });
      body.fail(signal.reason);
      reject(signal.reason as Error);
    };
    signal.addEventListener("abort", abort, { once: true });

    function hear(message: GatewayMessage): void {
      switch (message.type) {
        case "head":
          resolve(responseOf(message, body.stream, asked.method));
          break;
        case "chunk":
          body.add(message.bytes);
          break;
        case "end":
          signal.removeEventListener("abort", abort);
          body.end();
          break;
        case "failed": {
          signal.removeEventListener("abort", abort);
          const error = new TypeError(`Failed to fetch: ${message.message}`);
          body.fail(error);
          reject(error);
          break;
        }
        default:
          break;
      }
    }
  });
}

function responseOf(
  { status, reason, headers }: Extract<GatewayMessage, { type: "head" }>,
  stream: ReadableStream<Uint8Array>,
  method: string,
): Response {
  const empty = WITHOUT_BODY.includes(status) || method === "HEAD";
  const shown = new Headers();
  for (const [name, value] of headers) {
    try {
      shown.append(name, value);
    } catch {
      // What is no header for the browser is none for the page either.
    }
  }
  // A script never sees it; a constructed response would show it.
  shown.delete("set-cookie");
  const statusText = /^[\t\x20-\x7E\x80-\xFF]*$/.test(reason) ? reason : "";
  return new Response(empty ? null : (stream as BodyInit), { status, statusText, headers: shown });
}

/** A body on its way, which says how much of it was read. */
class AnswerBody {
  readonly stream: ReadableStream<Uint8Array>;
  onTaken: (bytes: number) => void = () => undefined;
  onCancel: () => void = () => undefined;
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  #waiting: Uint8Array[] = [];
  #wanted = false;
  #over = false;

  constructor() {
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => {
          this.#wanted = true;
          this.#give();
        },
        cancel: () => {
          if (!this.#over) this.onCancel();
          this.#over = true;
        },
      },
      { highWaterMark: 0 },
    );
  }

  add(bytes: Uint8Array): void {
    if (this.#over) return;
    this.#waiting.push(bytes);
    this.#give();
  }

  end(): void {
    if (this.#over) return;
    this.#over = true;
    if (this.#waiting.length === 0) this.#controller.close();
  }

  fail(error: unknown): void {
    if (this.#over) return;
    this.#over = true;
    this.#waiting = [];
    this.#controller.error(error);
  }

  #give(): void {
    if (!this.#wanted) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#wanted = false;
    this.#controller.enqueue(next);
    this.onTaken(next.length);
    if (this.#over && this.#waiting.length === 0) this.#controller.close();
  }
}
