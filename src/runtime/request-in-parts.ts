import { joinBytes } from "../shared/join-bytes.ts";
import type { HeaderPair, WireRequest, WireResponse } from "../shared/http.ts";
import { messageOf } from "./errors.ts";
import type { KernelClient } from "./kernel-client.ts";
import type { SendOptions } from "./send-request.ts";

/** An answer as far as it came. */
export interface PartialAnswer {
  readonly response: WireResponse;
  /** A sentence where it ended before its time; null for a whole answer. */
  readonly broken: string | null;
}

export interface PartsOptions extends Pick<SendOptions, "signal" | "onAccepted"> {
  /** Told the answer so far, while it streams: not before it has taken a moment, and not too often. */
  readonly onPart: (response: WireResponse) => void;
  /** Milliseconds between two calls of `onPart`. */
  readonly pace?: number;
  readonly now?: () => number;
}

const PACE = 150;
/** The sentence of an answer that the learner did not wait for. */
const STOPPED = "The answer was stopped before its end.";

/**
 * Sends a request and shows the answer while it comes, for a stream may have no end. An answer that
 * breaks off, or is stopped by the signal, is still one; rejects only where none had begun.
 */
export async function requestInParts(
  kernel: Pick<KernelClient, "request">,
  request: WireRequest,
  options: PartsOptions,
): Promise<PartialAnswer> {
  const { signal, onAccepted, onPart, pace = PACE, now = () => performance.now() } = options;
  const began = now();
  let told = began;
  let head: { readonly status: number; readonly headers: readonly HeaderPair[] } | null = null;
  const parts: Uint8Array[] = [];
  const soFar = (): WireResponse | null =>
    head === null ? null : { ...head, reason: "", body: joinBytes(parts), ms: now() - began };
  try {
    const response = await kernel.request(request, {
      ...(signal !== undefined && { signal }),
      ...(onAccepted !== undefined && { onAccepted }),
      onHead(status, headers) {
        head = { status, headers };
      },
      onChunk(bytes) {
        parts.push(bytes);
        if (now() - told < pace) return;
        told = now();
        const response = soFar();
        if (response !== null) onPart(response);
      },
    });
    return { response, broken: null };
  } catch (error) {
    const response = soFar();
    if (response === null) throw error;
    return { response, broken: signal?.aborted === true ? STOPPED : messageOf(error) };
  }
}
