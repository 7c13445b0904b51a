/** An event of a stream. */
export interface StreamedEvent {
  readonly type: string;
  readonly data: string;
  readonly lastEventId: string;
}

/** Reads `text/event-stream` in whatever parts it comes (https://html.spec.whatwg.org/#parsing-an-event-stream). */
export class EventStream {
  lastEventId = "";
  /** Milliseconds until a lost connection is opened again. */
  retry = 3_000;
  #rest = "";
  #begun = false;
  #data: string[] = [];
  #type = "";

  /** The events that end within this part. */
  read(part: string): StreamedEvent[] {
    let text = this.#rest + part;
    if (!this.#begun && text !== "") {
      this.#begun = true;
      text = text.replace(/^\uFEFF/, "");
    }
    // A CR at the end may be the first half of a line break.
    const held = text.endsWith("\r") ? "\r" : "";
    const lines = text.slice(0, text.length - held.length).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? "") + held;
    return lines.flatMap((line) => this.#line(line));
  }

  #line(line: string): StreamedEvent[] {
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.#data.push(value);
    else if (field === "event") this.#type = value;
    else if (field === "id" && !value.includes("\0")) this.lastEventId = value;
    else if (field === "retry" && /^\d+$/.test(value)) this.retry = Number(value);
    return [];
  }

  #dispatch(): StreamedEvent[] {
    const data = this.#data;
    const type = this.#type === "" ? "message" : this.#type;
    this.#data = [];
    this.#type = "";
    if (data.length === 0) return [];
    return [{ type, data: data.join("\n"), lastEventId: this.lastEventId }];
  }
}
