import type { AskerMessage, GatewayMessage, WithoutId } from "../shared/http.ts";
import { toApp } from "../shared/preview.ts";
import type { Mount } from "../shared/preview.ts";
import { addHandlerProperties } from "./handler-properties.ts";
import type { PageDoor } from "./page-door.ts";

export interface SocketPlace {
  readonly page: Window & typeof globalThis;
  readonly door: Pick<PageDoor, "appOrigin" | "connect">;
  readonly mount: Mount;
}

/** Each port carries one WebSocket. */
const ID = 1;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * `WebSocket` as pages know it (https://websockets.spec.whatwg.org/), leading to the app: browsers
 * show a service worker no WebSocket. Those to other hosts are the browser's own.
 */
export function createPageWebSocket({ page, door, mount }: SocketPlace): typeof WebSocket {
  const Native = page.WebSocket;
  const open = new Set<PageWebSocket>();
  page.addEventListener("pagehide", () => {
    for (const socket of open) socket.abandon();
  });

  class PageWebSocket extends EventTarget {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSING = 2;
    readonly CLOSED = 3;
    readonly url!: string;
    #port!: MessagePort;
    #state: 0 | 1 | 2 | 3 = 0;
    #protocol = "";
    #buffered = 0;
    #binary: BinaryType = "blob";
    /** Blobs are read before they are sent; what comes after them waits. */
    #sending: Promise<void> = Promise.resolve();
    #waiting = 0;

    constructor(url: string | URL, protocols: string | string[] = []) {
      super();
      const target = parseUrl(String(url), page);
      const wanted = (Array.isArray(protocols) ? [...protocols] : [protocols]).map(String);
      const lower = wanted.map((one) => one.toLowerCase());
      if (wanted.some((one) => !TOKEN.test(one)) || new Set(lower).size < lower.length) {
        throw new DOMException(
          `Failed to construct 'WebSocket': The subprotocol '${wanted.join(", ")}' is invalid.`,
          "SyntaxError",
        );
      }
      if (toApp(target, mount, door.appOrigin) === null) {
        // Another host: what the browser makes takes the place of this object.
        return new Native(target, wanted) as unknown as PageWebSocket;
      }
      Object.defineProperty(this, "url", { value: target.href, enumerable: true });
      const channel = new MessageChannel();
      this.#port = channel.port1;
      this.#port.onmessage = ({ data }: MessageEvent<readonly GatewayMessage[]>) => {
        for (const message of data) this.#hear(message);
      };
      this.#say({
        type: "connect",
        connect: {
          url: target.href,
          headers: [],
          protocols: wanted,
          client: "",
          initiator: page.location.origin,
          navigation: false,
        },
      });
      door.connect(channel.port2);
      open.add(this);
    }

    get readyState(): number {
      return this.#state;
    }

    get protocol(): string {
      return this.#protocol;
    }

    get extensions(): string {
      return "";
    }

    get bufferedAmount(): number {
      return this.#buffered;
    }

    get binaryType(): BinaryType {
      return this.#binary;
    }

    set binaryType(type: BinaryType) {
      if (type === "blob" || type === "arraybuffer") this.#binary = type;
    }

    send(data: string | ArrayBufferLike | ArrayBufferView | Blob): void {
      if (this.#state === 0) {
        throw new DOMException(
          "Failed to execute 'send' on 'WebSocket': Still in CONNECTING state.",
          "InvalidStateError",
        );
      }
      const payload = payloadOf(data);
      const size = payload instanceof Blob ? payload.size : lengthOf(payload);
      this.#buffered += size;
      if (this.#state > 1) return;
      if (!(payload instanceof Blob) && this.#waiting === 0) return this.#transmit(payload, size);
      this.#waiting++;
      this.#sending = this.#sending.then(async () => {
        const ready =
          payload instanceof Blob ? new Uint8Array(await payload.arrayBuffer()) : payload;
        this.#waiting--;
        this.#transmit(ready, size);
      });
    }

    close(code?: number, reason = ""): void {
      if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
        throw new DOMException(
          `Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. ${code} is neither.`,
          "InvalidAccessError",
        );
      }
      if (new TextEncoder().encode(reason).length > 123) {
        throw new DOMException(
          "Failed to execute 'close' on 'WebSocket': The close reason must not be greater than 123 UTF-8 bytes.",
          "SyntaxError",
        );
      }
      if (this.#state >= 2) return;
      if (this.#state === 0) {
        this.#state = 2;
        this.#say({ type: "leave" });
        // Never opened, so it fails, as the specification says.
        queueMicrotask(() => this.#finish(1006, "", true));
        return;
      }
      this.#state = 2;
      void this.#sending.then(() => this.#say({ type: "close", code: code ?? 1005, reason }));
    }

    /** The page goes: the app hears that it is left. */
    abandon(): void {
      this.#say({ type: "leave" });
      this.#state = 3;
      open.delete(this);
      this.#port.close();
    }

    #transmit(data: string | Uint8Array, size: number): void {
      this.#say({ type: "send", data });
      // It is with the gateway once this turn has ended.
      page.setTimeout(() => {
        this.#buffered -= size;
      });
    }

    #hear(message: GatewayMessage): void {
      switch (message.type) {
        case "open":
          if (this.#state !== 0) break;
          this.#state = 1;
          this.#protocol = message.protocol ?? "";
          this.dispatchEvent(new Event("open"));
          break;
        case "message":
          if (this.#state === 1) this.#deliver(message.data);
          break;
        case "closed":
          this.#finish(message.code, message.reason, message.status !== null);
          break;
        case "failed":
          this.#finish(1006, "", true);
          break;
        default:
          break;
      }
    }

    #deliver(data: string | Uint8Array): void {
      const { origin } = new URL(this.url);
      this.dispatchEvent(new MessageEvent("message", { data: this.#received(data), origin }));
    }

    #received(data: string | Uint8Array): string | ArrayBuffer | Blob {
      if (typeof data === "string") return data;
      const bytes = Uint8Array.from(data);
      return this.#binary === "blob" ? new Blob([bytes]) : bytes.buffer;
    }

    #finish(code: number, reason: string, failed: boolean): void {
      if (this.#state === 3) return;
      this.#state = 3;
      open.delete(this);
      this.#port.close();
      if (failed || code === 1006) this.dispatchEvent(new Event("error"));
      const shown = failed ? 1006 : code;
      const wasClean = shown !== 1006;
      const init = { code: shown, reason: failed ? "" : reason, wasClean };
      this.dispatchEvent(new CloseEvent("close", init));
    }

    #say(message: WithoutId<AskerMessage>): void {
      this.#port.postMessage({ ...message, id: ID });
    }
  }

  addHandlerProperties(PageWebSocket.prototype, ["open", "message", "error", "close"]);
  Object.defineProperty(PageWebSocket, "name", { value: "WebSocket" });
  return PageWebSocket as unknown as typeof WebSocket;
}

/** Absolute, with the scheme of WebSockets and without a fragment. Throws a SyntaxError as browsers do. */
function parseUrl(text: string, { document }: Window): URL {
  const base = document.baseURI;
  const url = URL.canParse(text, base) ? new URL(text, base) : null;
  if (url !== null) url.protocol = url.protocol.replace(/^http/, "ws");
  if (url === null || !/^wss?:$/.test(url.protocol)) {
    throw new DOMException(
      `Failed to construct 'WebSocket': The URL '${text}' is invalid.`,
      "SyntaxError",
    );
  }
  url.hash = "";
  return url;
}

function payloadOf(data: unknown): string | Uint8Array | Blob {
  if (data instanceof Blob) return data;
  if (ArrayBuffer.isView(data)) {
    return Uint8Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  if (data instanceof ArrayBuffer) return Uint8Array.from(new Uint8Array(data));
  return String(data);
}

function lengthOf(data: string | Uint8Array): number {
  return typeof data === "string" ? new TextEncoder().encode(data).length : data.length;
}
