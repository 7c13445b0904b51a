import { copyOf } from "../shared/cdn-copies.ts";
import { isLoopback } from "../shared/preview.ts";
import { headerOf } from "../shared/header-pairs.ts";
import { askApp } from "./document-ask.ts";
import type { AskOptions, DocumentAnswer, DocumentAsk } from "./document-ask.ts";
import type { PreviewGateway } from "./frame.ts";

/** A file that a document asks for. */
export interface Resource {
  readonly url: URL;
  /** Without parameters, in lower case. */
  readonly type: string;
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** What one document may hold; what is beyond it is missing from the page. */
const MOST_FILES = 400;
const MOST_BYTES = 60_000_000;
// Python answers one after the other; a few wait in its queue so that it never waits for us.
const AT_ONCE = 6;

export interface ResourceParts {
  readonly gateway: PreviewGateway;
  /** The page that asks. */
  readonly page: string;
  readonly client: string;
  /** Folder of the preview's own files. */
  readonly folder: string;
  readonly options: AskOptions;
  readonly fetch?: typeof globalThis.fetch;
}

/** The files of one document: asked of the app, each once; copies stand for those of other hosts. */
export class Resources {
  #parts: ResourceParts;
  #known = new Map<string, Promise<Resource | null>>();
  #bytes = 0;
  #running = 0;
  #waiting: (() => void)[] = [];

  constructor(parts: ResourceParts) {
    this.#parts = parts;
  }

  /** True for an address that {@link get} may know an answer for. */
  covers(url: URL): boolean {
    return isLoopback(url) || copyOf(url) !== null;
  }

  /** The file; null where there is none, or no room for it. */
  get(url: URL, destination: string): Promise<Resource | null> {
    const key = url.href.split("#", 1)[0] ?? "";
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST_FILES) return Promise.resolve(null);
    const asked = this.#take(url, destination);
    this.#known.set(key, asked);
    return asked;
  }

  /** A page for a frame, whatever its status; null where the app gives none. */
  async page(url: URL): Promise<DocumentAnswer | null> {
    const { gateway, page, client, options } = this.#parts;
    try {
      return await askApp(gateway, askFor(url, page, "iframe", client), {
        signal: options.signal,
      });
    } catch {
      options.signal.throwIfAborted();
      return null;
    }
  }

  async #take(url: URL, destination: string): Promise<Resource | null> {
    await this.#turn();
    try {
      const resource = await this.#load(url, destination);
      this.#bytes += resource?.body.length ?? 0;
      return this.#bytes > MOST_BYTES ? null : resource;
    } catch {
      // A page lives without a picture, as it does elsewhere; the request log says what happened.
      this.#parts.options.signal.throwIfAborted();
      return null;
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    if (this.#running >= AT_ONCE) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running++;
  }

  async #load(url: URL, destination: string): Promise<Resource | null> {
    const { gateway, page, client, folder, options, fetch = globalThis.fetch } = this.#parts;
    const copy = copyOf(url);
    if (copy !== null) {
      const response = await fetch(folder + copy, { signal: options.signal });
      if (!response.ok) return null;
      const contentType = response.headers.get("Content-Type") ?? "";
      return resource(url, contentType, new Uint8Array(await response.arrayBuffer()));
    }
    const ask = askFor(url, page, destination, client);
    const answer = await askApp(gateway, ask, { signal: options.signal });
    if (answer.status < 200 || answer.status > 299) return null;
    return resource(answer.url, headerOf(answer.headers, "content-type") ?? "", answer.body);
  }
}

function askFor(url: URL, referrer: string, destination: string, client: string): DocumentAsk {
  return { url, method: "GET", contentType: null, body: null, referrer, destination, client };
}

function resource(url: URL, contentType: string, body: Uint8Array): Resource {
  const type = contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return { url, type, contentType, body };
}

/** The bytes as an address of their own (RFC 2397). */
export function dataUrl(body: Uint8Array, type: string): string {
  let binary = "";
  for (let at = 0; at < body.length; at += 32_768) {
    binary += String.fromCharCode(...body.subarray(at, at + 32_768));
  }
  return `data:${type === "" ? "application/octet-stream" : type};base64,${btoa(binary)}`;
}

/** The same for a text. */
export function textUrl(text: string, type: string): string {
  return dataUrl(new TextEncoder().encode(text), `${type};charset=utf-8`);
}
