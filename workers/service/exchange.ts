import { deferred } from "../../src/shared/deferred.ts";
import type {
  AskerMessage,
  GatewayMessage,
  HeaderPair,
  WireRequest,
  WithoutId,
} from "../../src/shared/http.ts";
import { joinBytes } from "../../src/shared/join-bytes.ts";
import type { OfferClaim } from "../../src/shared/preview.ts";
import type { RequestBody } from "./request-body.ts";

/** An answer as it begins. */
export interface AnswerHead {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly HeaderPair[];
}

/** The gateway gave no answer, or the shell is gone; the message is a sentence. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  /** True where nobody answers at all. */
  readonly gone: boolean;

  constructor(message: string, gone = false) {
    super(message);
    this.gone = gone;
  }
}

/** Each port carries one exchange. */
const ID = 1;

/** One request on the port to the shell: the answer's head, and its body as it is read. */
export class Exchange {
  #port: MessagePort;
  #head = deferred<AnswerHead>();
  #over = deferred();
  #heard = false;
  #ended = false;
  #failure: NoAnswer | null = null;
  #chunks: Uint8Array[] = [];
  #wake: (() => void) | null = null;

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<readonly GatewayMessage[] | OfferClaim>) => {
      this.#heard = true;
      if ("type" in data) return;
      for (const message of data) this.#hear(message);
    };
    // Where browsers tell that the other end is gone: the tab was closed or loaded again.
    port.addEventListener("close", () => this.lose());
  }

  /** Settles with the answer's head. Rejects with {@link NoAnswer}. */
  get head(): Promise<AnswerHead> {
    return this.#head.promise;
  }

  /** Resolves when the exchange has ended, one way or another. */
  get over(): Promise<void> {
    return this.#over.promise;
  }

  /** Whether the other end has said anything. */
  get heard(): boolean {
    return this.#heard;
  }

  /** Sends the request; a body that streams follows as it comes. */
  async send(head: Omit<WireRequest, "body">, body: RequestBody): Promise<void> {
    const bytes = body.kind === "whole" ? body.bytes : null;
    const request = { ...head, body: body.kind === "stream" ? ("stream" as const) : bytes };
    this.#say({ type: "request", request });
    if (body.kind !== "stream") return;
    try {
      for (const part of body.beginning) this.#say({ type: "body", bytes: part, last: false });
      for await (const part of body.rest) {
        if (this.#ended) return;
        this.#say({ type: "body", bytes: part, last: false });
      }
      this.#say({ type: "body", bytes: new Uint8Array(), last: true });
    } catch {
      // The page took its request back.
      this.leave();
    }
  }

  /** The body, where all of it is here; null where more comes, and where it broke off. */
  takeWhole(): Uint8Array<ArrayBuffer> | null {
    if (!this.#ended || this.#failure !== null) return null;
    const whole = joinBytes(this.#chunks) as Uint8Array<ArrayBuffer>;
    this.#chunks = [];
    return whole;
  }

  /** The body; reading it lets more come, and cancelling it goes away. */
  body(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return new ReadableStream({
      pull: async (controller) => {
        while (this.#chunks.length === 0 && !this.#ended) {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        }
        const chunk = this.#chunks.shift();
        if (chunk !== undefined) {
          this.#say({ type: "took", bytes: chunk.length });
          controller.enqueue(chunk as Uint8Array<ArrayBuffer>);
        } else if (this.#failure === null) controller.close();
        else controller.error(this.#failure);
      },
      cancel: () => this.leave(),
    });
  }

  /** Goes away: nothing more is wanted. */
  leave(): void {
    if (this.#ended) return;
    this.#say({ type: "leave" });
    this.#end(null);
  }

  /** The other end is gone. */
  lose(): void {
    this.#end(new NoAnswer("The Routebook tab of this page was closed.", true));
  }

  #hear(message: GatewayMessage): void {
    switch (message.type) {
      case "head":
        this.#head.resolve(message);
        break;
      case "chunk":
        this.#chunks.push(message.bytes);
        this.#wake?.();
        break;
      case "end":
        this.#end(null);
        break;
      case "failed":
        this.#end(new NoAnswer(message.message));
        break;
      default:
        break;
    }
  }

  #end(failure: NoAnswer | null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    this.#head.reject(failure ?? new NoAnswer("The answer ended before it had begun."));
    // Whoever waits for the head has it, or hears of it there.
    this.#head.promise.catch(() => undefined);
    this.#wake?.();
    this.#over.resolve();
    this.#port.close();
  }

  #say(message: WithoutId<AskerMessage>): void {
    if (!this.#ended) this.#port.postMessage({ ...message, id: ID });
  }
}
