import { hasHeader } from "../shared/header-pairs.ts";
import type { Exchange } from "../runtime/http-exchange.ts";
import type { AskerMessage, GatewayMessage, HeaderPair, WithoutId } from "../shared/http.ts";
import { TurnPost } from "../shared/turn-post.ts";
import { toAppRequest, toPageHeaders } from "./app-request.ts";
import type { AppPlace } from "./app-request.ts";
import type { PreviewGateway } from "./frame.ts";

/** What is to be known of a request while it is relayed. */
export interface RelayListener {
  /** It was asked; `url` is the app's. */
  asked(url: string): void;
  accepted(): void;
  head(status: number, headers: readonly HeaderPair[]): void;
  failed(message: string): void;
  /** Nothing more comes. */
  over(): void;
}

export interface RelayOptions {
  /** To the service worker. */
  readonly port: MessagePort;
  readonly gateway: Pick<PreviewGateway, "ask">;
  /** How many redirects led to this request. */
  readonly hop: number;
  /** Asked when the request is there. */
  readonly place: () => AppPlace;
  /** True where pages in the frame must carry an embedder policy. */
  readonly isolated: boolean;
  /** Resolves when cookies that scripts set are in the jar; null where none are under way. */
  readonly beforeAsking: () => Promise<void> | null;
  /** Resolves when scripts see the cookies that these headers set. */
  readonly beforeHead: (headers: readonly HeaderPair[]) => Promise<void> | null;
  readonly listener: RelayListener;
}

/** Redirects that browsers take for a circle: they show a page of their own instead (Fetch, 4.4). */
const CIRCLE = 20;

/** One request between the service worker's port and the gateway. */
export class RelayedRequest {
  readonly #options: RelayOptions;
  readonly #post: TurnPost<GatewayMessage>;
  #exchange: Exchange | null = null;
  /** What came before the exchange could begin. */
  #early: WithoutId<AskerMessage>[] = [];
  /** What waits for the head. */
  #held: WithoutId<GatewayMessage>[] | null = null;
  #id = 1;
  #url = "";
  #left = false;
  #answered = false;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#post = new TurnPost(options.port);
    options.port.onmessage = (message: MessageEvent<AskerMessage>) => this.#obey(message.data);
  }

  /** Gives the request up; a page that waited for it stays where it was. */
  stop(): void {
    if (this.#left) return;
    this.#leave();
    if (!this.#answered) this.#say({ type: "head", status: 204, reason: "", headers: [] });
    this.#say({ type: "end" });
    this.#over();
  }

  #obey(message: AskerMessage): void {
    this.#id = message.id;
    switch (message.type) {
      case "request":
        void this.#ask(message);
        break;
      case "leave":
        this.#leave();
        this.#over();
        break;
      default: {
        const { id: _id, ...rest } = message;
        if (this.#exchange === null) this.#early.push(rest);
        else this.#exchange.say(rest);
      }
    }
  }

  async #ask({ request }: Extract<AskerMessage, { type: "request" }>): Promise<void> {
    const { gateway, place, beforeAsking, listener } = this.#options;
    await beforeAsking();
    if (this.#left) return;
    const wanted = toAppRequest(request, place());
    this.#url = wanted.url;
    listener.asked(wanted.url);
    this.#exchange = gateway.ask(
      { type: "request", request: wanted },
      { hear: (message) => this.#hear(message), died: (error) => this.#fail(error.message) },
    );
    for (const early of this.#early) this.#exchange.say(early);
    this.#early = [];
  }

  #hear({ id: _id, ...message }: GatewayMessage): void {
    if (this.#left) return;
    if (message.type === "accepted") return this.#options.listener.accepted();
    if (message.type === "failed") return this.#fail(message.message);
    if (message.type !== "head") return this.#pass(message);
    const { hop, beforeHead } = this.#options;
    if (hop + 1 >= CIRCLE && isRedirect(message.status, message.headers)) {
      this.#exchange?.leave();
      return this.#fail(
        `The app redirects in a circle: ${this.#url} is the ${CIRCLE}th redirect in a row. Look at what each of these views redirects to.`,
      );
    }
    const wait = beforeHead(message.headers);
    if (wait === null) return this.#passHead(message);
    this.#held = [];
    void wait.then(() => {
      const held = this.#held ?? [];
      this.#held = null;
      if (this.#left) return;
      this.#passHead(message);
      for (const one of held) this.#pass(one);
    });
  }

  #passHead(message: WithoutId<Extract<GatewayMessage, { type: "head" }>>): void {
    const { place, isolated, listener } = this.#options;
    this.#answered = true;
    listener.head(message.status, message.headers);
    const headers = toPageHeaders(message.headers, this.#url, place(), isolated);
    this.#say({ ...message, headers });
  }

  #pass(message: WithoutId<GatewayMessage>): void {
    if (this.#held !== null) {
      this.#held.push(message);
      return;
    }
    this.#say(message);
    if (message.type === "end") this.#over();
  }

  #fail(message: string): void {
    if (this.#left) return;
    if (this.#held !== null) {
      this.#held.push({ type: "failed", message });
      return;
    }
    this.#options.listener.failed(message);
    this.#say({ type: "failed", message });
    this.#over();
  }

  #say(message: WithoutId<GatewayMessage>): void {
    const transfer = message.type === "chunk" ? [message.bytes.buffer] : [];
    this.#post.say({ ...message, id: this.#id }, transfer);
  }

  #leave(): void {
    this.#exchange?.leave();
    this.#left = true;
  }

  #over(): void {
    this.#left = true;
    this.#options.listener.over();
  }
}

function isRedirect(status: number, headers: readonly HeaderPair[]): boolean {
  return [301, 302, 303, 307, 308].includes(status) && hasHeader(headers, "location");
}
