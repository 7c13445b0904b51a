import { hasHeader } from "../shared/header-pairs.ts";
import type { Exchange } from "../runtime/http-exchange.ts";
import {
  DOCUMENT_FILE,
  DOCUMENT_SANDBOX,
  type DocumentCommand,
  type DocumentEvent,
  type DocumentWelcome,
} from "../shared/document-wire.ts";
import type { AskerMessage, GatewayMessage, HeaderPair, WireSource } from "../shared/http.ts";
import { isLoopback, type ScriptCookie } from "../shared/preview.ts";
import type { PreviewGateway } from "./frame.ts";

/** What a document's frame tells besides its exchanges. */
export type FrameEvent = Exclude<DocumentEvent, { readonly type: "ask" }>;

export interface DocumentFrameParts {
  readonly place: HTMLElement;
  /** Folder of the preview's own files. */
  readonly folder: string;
  readonly gateway: PreviewGateway;
  readonly client: string;
  readonly hear: (event: FrameEvent) => void;
}

/** Headers that a page's script does not set itself (https://fetch.spec.whatwg.org/#forbidden-request-header). */
const OURS = /^(?:cookie|host|origin|referer|user-agent|accept-encoding|content-length|sec-.*)$/i;

/** One document of the app in a frame of an opaque origin: nothing of the course can be reached. */
export class DocumentFrame {
  #parts: DocumentFrameParts;
  #element: HTMLIFrameElement;
  #port: MessagePort | null = null;
  #exchanges = new Map<number, Exchange>();
  #page: URL;

  constructor(parts: DocumentFrameParts, welcome: DocumentWelcome) {
    this.#parts = parts;
    this.#page = new URL(welcome.url);
    const element = document.createElement("iframe");
    element.title = "Preview of your app";
    element.setAttribute("sandbox", DOCUMENT_SANDBOX);
    element.style.cssText = "width:100%;height:100%;border:0;background:#fff";
    element.addEventListener("load", () => this.#welcome(welcome), { once: true });
    element.src = parts.folder + DOCUMENT_FILE;
    this.#element = element;
    parts.place.append(element);
  }

  tell(command: DocumentCommand): void {
    this.#port?.postMessage(command);
  }

  /** Another address of the same document. */
  moved(url: string): void {
    this.#page = new URL(url);
  }

  /** The cookies that scripts see now; `edits` of the document's own are among them. */
  async tellCookies(edits = 0): Promise<void> {
    const { gateway, client } = this.#parts;
    this.tell({ type: "cookies", cookies: await scriptCookies(gateway, client), edits });
  }

  /** Takes the frame away and leaves its exchanges. */
  close(): void {
    this.#port?.close();
    this.#port = null;
    for (const exchange of this.#exchanges.values()) exchange.leave();
    this.#exchanges.clear();
    this.#element.remove();
  }

  #welcome(welcome: DocumentWelcome): void {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = (message: MessageEvent<DocumentEvent>) => this.#hear(message.data);
    // The frame's origin is opaque, so none can be named; the frame is ours and was loaded by us.
    this.#element.contentWindow?.postMessage(welcome, "*", [port2]);
  }

  #hear(event: DocumentEvent): void {
    if (event.type === "ask") this.#relay(event.message);
    else this.#parts.hear(event);
  }

  #relay(message: AskerMessage): void {
    const { id } = message;
    switch (message.type) {
      case "request":
      case "connect":
        this.#begin(message);
        break;
      case "leave":
        this.#exchanges.get(id)?.leave();
        this.#exchanges.delete(id);
        break;
      default:
        this.#exchanges.get(id)?.say(message);
    }
  }

  #begin(message: Extract<AskerMessage, { type: "request" | "connect" }>): void {
    const { id } = message;
    const answer = (heard: GatewayMessage): void => this.tell({ type: "answer", message: heard });
    const first = this.#completed(message);
    if (first === null) {
      answer({ id, type: "failed", message: "This address is not one of your app." });
      return;
    }
    let held: Promise<void> | null = null;
    const exchange = this.#parts.gateway.ask(first, {
      hear: (heard) => {
        if (isOver(heard)) this.#exchanges.delete(id);
        const mine = { ...heard, id };
        // Scripts see a new cookie before they see the answer that brought it.
        if (setsCookie(heard)) held = this.tellCookies().catch(() => undefined);
        if (held === null) answer(mine);
        else held = held.then(() => answer(mine));
      },
      died: ({ message: text }) => {
        this.#exchanges.delete(id);
        answer({ id, type: "failed", message: text });
      },
    });
    this.#exchanges.set(id, exchange);
  }

  /** A document says what it asks for; who it is, is not its to say. */
  #completed(
    message: Extract<AskerMessage, { type: "request" | "connect" }>,
  ): Extract<AskerMessage, { type: "request" | "connect" }> | null {
    const source: WireSource = {
      client: this.#parts.client,
      initiator: this.#page.origin,
      navigation: false,
    };
    if (message.type === "connect") {
      const { connect } = message;
      if (!isOfThisMachine(connect.url)) return null;
      const headers = this.#headers(connect.headers, true);
      return { ...message, connect: { ...connect, ...source, headers } };
    }
    const { request } = message;
    if (!isOfThisMachine(request.url)) return null;
    const unsafe = !/^(?:GET|HEAD)$/.test(request.method);
    const headers = this.#headers(request.headers, unsafe);
    return { ...message, request: { ...request, ...source, headers } };
  }

  #headers(given: readonly HeaderPair[], withOrigin: boolean): HeaderPair[] {
    const referrer = new URL(this.#page);
    referrer.hash = "";
    const headers: HeaderPair[] = [
      ["User-Agent", navigator.userAgent],
      ...given.filter(([name]) => !OURS.test(name)),
      ["Sec-Fetch-Site", "same-origin"],
      ["Sec-Fetch-Mode", "cors"],
      ["Sec-Fetch-Dest", "empty"],
      ["Referer", referrer.href],
    ];
    if (withOrigin) headers.push(["Origin", this.#page.origin]);
    if (!hasHeader(given, "accept")) headers.push(["Accept", "*/*"]);
    return headers;
  }
}

/** The client's cookies that are not HttpOnly. */
export async function scriptCookies(
  gateway: PreviewGateway,
  client: string,
): Promise<readonly ScriptCookie[]> {
  const jar = (await gateway.jars())[client] ?? [];
  return jar
    .filter(({ httpOnly }) => !httpOnly)
    .map(({ name, value, domain, path, hostOnly, expires }) => {
      return { name, value, domain, path, hostOnly, expires };
    });
}

function isOfThisMachine(address: string): boolean {
  return URL.canParse(address) && isLoopback(new URL(address));
}

function isOver({ type }: GatewayMessage): boolean {
  return type === "end" || type === "failed" || type === "closed";
}

function setsCookie(message: GatewayMessage): boolean {
  return (
    (message.type === "head" || message.type === "open") && hasHeader(message.headers, "set-cookie")
  );
}
