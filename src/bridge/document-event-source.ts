import { EventStream } from "./event-stream.ts";
import { addHandlerProperties } from "./handler-properties.ts";

/** EventSource (https://html.spec.whatwg.org/#server-sent-events) over the given `fetch`. */
export function createEventSource(send: typeof fetch): typeof EventSource {
  class DocumentEventSource extends EventTarget {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSED = 2;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSED = 2;
    readonly url: string;
    readonly withCredentials: boolean;
    #state: 0 | 1 | 2 = 0;
    #coming = new AbortController();
    #events = new EventStream();

    constructor(url: string | URL, { withCredentials = false }: EventSourceInit = {}) {
      super();
      this.url = new URL(String(url), document.baseURI).href;
      this.withCredentials = withCredentials;
      void this.#run();
    }

    get readyState(): number {
      return this.#state;
    }

    close(): void {
      this.#state = 2;
      this.#coming.abort();
    }

    async #run(): Promise<void> {
      while (this.#state !== 2) {
        const lost = await this.#connect().catch(() => true);
        if (this.readyState === 2) return;
        this.#state = lost ? 0 : 2;
        this.dispatchEvent(new Event("error"));
        if (lost) await new Promise((resolve) => setTimeout(resolve, this.#events.retry));
      }
    }

    /** Reads a connection to its end; false where none is to be tried again. */
    async #connect(): Promise<boolean> {
      const { lastEventId } = this.#events;
      const headers = new Headers({ Accept: "text/event-stream", "Cache-Control": "no-cache" });
      if (lastEventId !== "") headers.set("Last-Event-ID", lastEventId);
      const answer = await send(this.url, { headers, signal: this.#coming.signal });
      const type = answer.headers.get("content-type") ?? "";
      if (answer.status !== 200 || !/^text\/event-stream\b/i.test(type)) return false;
      this.#state = 1;
      this.dispatchEvent(new Event("open"));
      const decoder = new TextDecoder();
      const reader = answer.body?.getReader();
      const events = new EventStream();
      events.lastEventId = lastEventId;
      events.retry = this.#events.retry;
      this.#events = events;
      for (;;) {
        const part = await reader?.read();
        if (part === undefined || part.done) return true;
        for (const { type: name, ...init } of events.read(
          decoder.decode(part.value, { stream: true }),
        )) {
          if (this.readyState === 2) return false;
          const { origin } = new URL(this.url);
          this.dispatchEvent(new MessageEvent(name, { ...init, origin }));
        }
      }
    }
  }
  addHandlerProperties(DocumentEventSource.prototype, ["open", "message", "error"]);
  Object.defineProperty(DocumentEventSource, "name", { value: "EventSource" });
  return DocumentEventSource as unknown as typeof EventSource;
}
