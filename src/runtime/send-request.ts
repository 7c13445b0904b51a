import { joinBytes } from "../shared/join-bytes.ts";
import { deferred } from "../shared/deferred.ts";
import { BODY_LIMIT } from "../shared/http.ts";
import type { GatewayMessage, HeaderPair, WireRequest, WireResponse } from "../shared/http.ts";
import { RequestFailed } from "./errors.ts";
import type { HttpAsker } from "./http-asker.ts";

export interface SendOptions {
  /** Aborting goes away: the app is told, and the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Python has taken the request up. Until then it waits: for Python to start, for a cell to end. */
  readonly onAccepted?: () => void;
  /** The head, before the body. */
  readonly onHead?: (status: number, headers: readonly HeaderPair[]) => void;
  /** Each part of the body as it comes. */
  readonly onChunk?: (bytes: Uint8Array) => void;
  readonly now?: () => number;
}

/**
 * Sends a request and collects the whole answer. Rejects with `RequestFailed` where there is none,
 * or where it breaks off or is longer than {@link BODY_LIMIT}; with `KernelDied` where the worker
 * dies.
 */
export async function sendRequest(
  asker: Pick<HttpAsker, "ask">,
  request: WireRequest,
  options: SendOptions = {},
): Promise<WireResponse> {
  const { signal, now = () => performance.now() } = options;
  signal?.throwIfAborted();
  const began = now();
  const answer = deferred<WireResponse>();
  const parts: Uint8Array[] = [];
  let size = 0;
  let head: Extract<GatewayMessage, { type: "head" }> | null = null;

  const exchange = asker.ask({ type: "request", request }, { hear, died: answer.reject });

  function hear(message: GatewayMessage): void {
    switch (message.type) {
      case "accepted":
        options.onAccepted?.();
        break;
      case "head":
        head = message;
        options.onHead?.(message.status, message.headers);
        break;
      case "chunk":
        take(message.bytes);
        break;
      case "end":
        if (head === null) break;
        answer.resolve({
          status: head.status,
          reason: head.reason,
          headers: head.headers,
          body: joinBytes(parts),
          ms: now() - began,
        });
        break;
      case "failed":
        answer.reject(new RequestFailed(message.message));
        break;
      default:
        break;
    }
  }

  function take(bytes: Uint8Array): void {
    size += bytes.length;
    if (size > BODY_LIMIT) {
      exchange.leave();
      const limit = BODY_LIMIT.toLocaleString("en");
      answer.reject(new RequestFailed(`The answer is longer than ${limit} bytes.`));
      return;
    }
    parts.push(bytes);
    options.onChunk?.(bytes);
    exchange.say({ type: "took", bytes: bytes.length });
  }

  const abort = (): void => {
    exchange.leave();
    answer.reject(signal?.reason);
  };
  signal?.addEventListener("abort", abort, { once: true });
  try {
    return await answer.promise;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}
