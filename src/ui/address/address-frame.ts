import {
  FETCH_FILE,
  FETCH_SANDBOX,
  type FetchEvent,
  type FetchOutcome,
  type FetchWelcome,
} from "../../shared/fetch-wire.ts";

/** What came, or why nothing did. */
export type Fetched =
  | { readonly kind: "file"; readonly bytes: Uint8Array }
  | { readonly kind: "failed"; readonly outcome: FetchOutcome };

export interface FetchOptions {
  readonly url: string;
  /** Bytes that are taken at most. */
  readonly limit: number;
  /** Told each part that came; `total` is null where nobody knows. */
  readonly onProgress: (bytes: number, total: number | null) => void;
  /** Ends the asking; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
}

/** Milliseconds that the frame's own file may take, and that may pass between two parts. */
const PATIENCE = { frame: 15_000, part: 30_000 } as const;

/**
 * Has a frame of an opaque origin ask for a file, and takes the frame away when it has answered; so
 * ends whatever it still does. Only for an address that the reader agreed to have asked.
 */
export async function fetchInFrame(options: FetchOptions): Promise<Fetched> {
  const { signal } = options;
  signal.throwIfAborted();
  if (!navigator.onLine) return { kind: "failed", outcome: { kind: "offline" } };
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.title = "Asks another host for a file";
  frame.setAttribute("sandbox", FETCH_SANDBOX);
  frame.src = new URL(`preview/${FETCH_FILE}`, document.baseURI).href;
  const { port1: port, port2 } = new MessageChannel();
  const { url, limit } = options;
  const welcome: FetchWelcome = { type: "routebook:fetch", url, limit };
  // The frame's origin is opaque, so none can be named; the frame is ours and was loaded by us.
  const greet = () => frame.contentWindow?.postMessage(welcome, "*", [port2]);
  frame.addEventListener("load", greet, { once: true });
  let timer: number | undefined;
  let onAbort = () => {};
  try {
    return await new Promise<Fetched>((resolve, reject) => {
      const fail = (outcome: FetchOutcome) => resolve({ kind: "failed", outcome });
      const waitFor = (milliseconds: number, outcome: FetchOutcome) => {
        window.clearTimeout(timer);
        timer = window.setTimeout(() => fail(outcome), milliseconds);
      };
      port.onmessage = ({ data }: MessageEvent<FetchEvent>) => {
        waitFor(PATIENCE.part, { kind: "slow" });
        if (data.type === "done") resolve({ kind: "file", bytes: data.bytes });
        else if (data.type === "failed") fail(data.outcome);
        else if (data.type === "progress") options.onProgress(data.bytes, data.total);
      };
      onAbort = () => reject(signal.reason as Error);
      signal.addEventListener("abort", onAbort);
      waitFor(PATIENCE.frame, { kind: "no-frame" });
      document.body.append(frame);
    });
  } finally {
    window.clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
    port.close();
    frame.remove();
  }
}
