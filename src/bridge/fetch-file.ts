import type { FetchEvent, FetchOutcome } from "../shared/fetch-wire.ts";
import { joinBytes } from "../shared/join-bytes.ts";

/** What asking needs of the browser. */
export interface FetchFileEffects {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Told each part; `total` is null where the host did not say how much there is. */
  readonly onProgress: (bytes: number, total: number | null) => void;
  /** Whether the request was stopped because it led to another host. */
  readonly wasSentOn: () => Promise<boolean>;
}

/**
 * Asks for a file, as nobody in particular: without cookies, without a word of where it is asked
 * from. Reads no more than `limit` bytes, whatever the headers say. Never rejects: what goes wrong
 * is told as the last event.
 */
export async function fetchFile(
  url: string,
  limit: number,
  { fetch, onProgress, wasSentOn }: FetchFileEffects,
): Promise<Extract<FetchEvent, { readonly type: "done" | "failed" }>> {
  const end = new AbortController();
  try {
    const response = await fetch(url, {
      mode: "cors",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-cache",
      signal: end.signal,
    });
    if (!response.ok) return failed({ kind: "status", status: response.status });
    const total = totalOf(response);
    if (total !== null && total > limit) return failed({ kind: "too-large", bytes: total });
    const parts: Uint8Array[] = [];
    let bytes = 0;
    onProgress(bytes, total);
    const reader = response.body?.getReader();
    for (;;) {
      const next = await reader?.read();
      if (next === undefined || next.done) return { type: "done", bytes: joinBytes(parts) };
      bytes += next.value.length;
      if (bytes > limit) return failed({ kind: "too-large", bytes: null });
      parts.push(next.value);
      onProgress(bytes, total);
    }
  } catch {
    return failed({ kind: (await wasSentOn()) ? "sent-on" : "unreachable" });
  } finally {
    // Nobody reads the rest.
    end.abort();
  }
}

function totalOf({ headers }: Response): number | null {
  const length = headers.get("content-length") ?? "";
  return /^\d+$/.test(length) ? Number(length) : null;
}

function failed(outcome: FetchOutcome): Extract<FetchEvent, { readonly type: "failed" }> {
  return { type: "failed", outcome };
}
