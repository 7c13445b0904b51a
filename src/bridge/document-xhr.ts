import { addHandlerProperties } from "./handler-properties.ts";

const SYNCHRONOUS =
  "A synchronous XMLHttpRequest cannot reach the app here: open it with `true` as its third argument, or use fetch().";

const EVENTS = ["loadstart", "progress", "abort", "error", "load", "timeout", "loadend"] as const;

/** XMLHttpRequest (https://xhr.spec.whatwg.org/) over the given `fetch`; synchronous ones are refused. */
export function createXmlHttpRequest(send: typeof fetch): typeof XMLHttpRequest {
  class DocumentUpload extends EventTarget {}
  addHandlerProperties(DocumentUpload.prototype, EVENTS);

  class DocumentRequest extends EventTarget {
    static readonly UNSENT = 0;
    static readonly OPENED = 1;
    static readonly HEADERS_RECEIVED = 2;
    static readonly LOADING = 3;
    static readonly DONE = 4;
    readonly UNSENT = 0;
    readonly OPENED = 1;
    readonly HEADERS_RECEIVED = 2;
    readonly LOADING = 3;
    readonly DONE = 4;
    readonly upload = new DocumentUpload();
    responseType: XMLHttpRequestResponseType = "";
    timeout = 0;
    withCredentials = false;
    #state = 0;
    #method = "GET";
    #url = "";
    #headers = new Headers();
    #mime: string | null = null;
    #coming: AbortController | null = null;
    #answer: Response | null = null;
    #body = new Uint8Array();
    #parsed: unknown = undefined;

    get readyState(): number {
      return this.#state;
    }

    get status(): number {
      return this.#answer?.status ?? 0;
    }

    get statusText(): string {
      return this.#answer?.statusText ?? "";
    }

    get responseURL(): string {
      return this.#answer?.url ?? "";
    }

    get responseText(): string {
      if (this.responseType !== "" && this.responseType !== "text") {
        throw new DOMException(
          `Failed to read 'responseText': 'responseType' is '${this.responseType}'.`,
          "InvalidStateError",
        );
      }
      return this.#state < 3 ? "" : this.#text();
    }

    get responseXML(): Document | null {
      if (this.#state < 4 || !/(?:xml|html)/i.test(this.#type())) return null;
      return this.#document();
    }

    get response(): unknown {
      if (this.responseType === "" || this.responseType === "text") return this.responseText;
      if (this.#state < 4 || this.#answer === null) return null;
      // The same object each time.
      return (this.#parsed ??= this.#parse());
    }

    open(method: string, url: string | URL, async = true): void {
      if (!async) throw new DOMException(SYNCHRONOUS, "InvalidAccessError");
      this.#coming?.abort();
      this.#coming = null;
      this.#method = method;
      this.#url = new URL(String(url), document.baseURI).href;
      this.#headers = new Headers();
      this.#answer = null;
      this.#body = new Uint8Array();
      this.#parsed = undefined;
      this.#become(1);
    }

    setRequestHeader(name: string, value: string): void {
      if (this.#state !== 1 || this.#coming !== null) throw notOpen("setRequestHeader");
      this.#headers.append(name, value);
    }

    overrideMimeType(mime: string): void {
      this.#mime = mime;
    }

    getResponseHeader(name: string): string | null {
      return this.#answer?.headers.get(name) ?? null;
    }

    getAllResponseHeaders(): string {
      return [...(this.#answer?.headers ?? [])]
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join("");
    }

    send(body: Document | XMLHttpRequestBodyInit | null = null): void {
      if (this.#state !== 1 || this.#coming !== null) throw notOpen("send");
      const coming = new AbortController();
      this.#coming = coming;
      const timer =
        this.timeout > 0 ? setTimeout(() => coming.abort("timeout"), this.timeout) : undefined;
      void this.#run(body, coming).finally(() => clearTimeout(timer));
    }

    abort(): void {
      const coming = this.#coming;
      this.#coming = null;
      coming?.abort("abort");
      if (coming !== null) this.#end("abort");
      this.#state = 0;
    }

    async #run(body: Document | XMLHttpRequestBodyInit | null, coming: AbortController) {
      this.#tell("loadstart");
      const { signal } = coming;
      const bare = /^(?:GET|HEAD)$/i.test(this.#method);
      const text = body instanceof Document ? new XMLSerializer().serializeToString(body) : body;
      try {
        const answer = await send(this.#url, {
          method: this.#method,
          headers: this.#headers,
          body: bare ? null : text,
          signal,
        });
        if (signal.aborted) throw signal.reason;
        this.#answer = answer;
        this.#become(2);
        await this.#read(answer, signal);
        this.#coming = null;
        this.#become(4);
        this.#end("load");
      } catch {
        // Aborted by its own method: that has told already.
        if (this.#coming !== coming) return;
        this.#coming = null;
        this.#answer = null;
        this.#become(4);
        this.#end(signal.reason === "timeout" ? "timeout" : "error");
      }
    }

    async #read({ body }: Response, signal: AbortSignal): Promise<void> {
      const reader = body?.getReader();
      for (;;) {
        const part = await reader?.read();
        if (signal.aborted) throw signal.reason;
        if (part === undefined || part.done) return;
        const whole = new Uint8Array(this.#body.length + part.value.length);
        whole.set(this.#body);
        whole.set(part.value, this.#body.length);
        this.#body = whole;
        this.#become(3);
        this.#tell("progress");
      }
    }

    #end(type: "load" | "error" | "abort" | "timeout"): void {
      if (type !== "load") this.#body = new Uint8Array();
      this.#tell(type);
      this.#tell("loadend");
    }

    #become(state: number): void {
      this.#state = state;
      this.dispatchEvent(new Event("readystatechange"));
    }

    #tell(type: (typeof EVENTS)[number]): void {
      const total = Number(this.#answer?.headers.get("content-length") ?? 0);
      const loaded = this.#body.length;
      this.dispatchEvent(new ProgressEvent(type, { lengthComputable: total > 0, loaded, total }));
    }

    #type(): string {
      return this.#mime ?? this.#answer?.headers.get("content-type") ?? "text/xml";
    }

    #text(): string {
      const label = /charset\s*=\s*["']?([\w-]+)/i.exec(this.#type())?.[1];
      try {
        return new TextDecoder(label).decode(this.#body);
      } catch {
        return new TextDecoder().decode(this.#body);
      }
    }

    #document(): Document {
      const kind = /html/i.test(this.#type()) ? "text/html" : "application/xml";
      return new DOMParser().parseFromString(this.#text(), kind);
    }

    #parse(): unknown {
      switch (this.responseType) {
        case "arraybuffer":
          return this.#body.buffer;
        case "blob":
          return new Blob([this.#body], { type: this.#type() });
        case "document":
          return this.#document();
        default:
          try {
            return JSON.parse(this.#text()) as unknown;
          } catch {
            return null;
          }
      }
    }
  }
  addHandlerProperties(DocumentRequest.prototype, ["readystatechange", ...EVENTS]);
  Object.defineProperty(DocumentRequest, "name", { value: "XMLHttpRequest" });
  return DocumentRequest as unknown as typeof XMLHttpRequest;
}

function notOpen(method: string): DOMException {
  return new DOMException(
    `Failed to execute '${method}' on 'XMLHttpRequest': The object's state must be OPENED.`,
    "InvalidStateError",
  );
}
