/**
 * Asking another host for a file: what the page (src/ui/address) and the frame that asks
 * (src/bridge) say to each other. The page's own policy lets it ask no other host, so a document of
 * an opaque origin does, with a policy of its own, and only while the reader waits for that file.
 *
 * Who can use it: its parent alone, and that must be of the origin that its file came from, which
 * `frame-ancestors 'self'` says as well. The app's pages have that origin only where the preview has
 * none of its own; they may ask other hosts anyway, so they gain nothing by it. Python runs in a
 * worker, which has no frames.
 */

/** The frame's file in the preview's folder. */
export const FETCH_FILE = "__fetch.html";

/** What the frame may do; not "allow-same-origin", which would give it the site's origin. */
export const FETCH_SANDBOX = "allow-scripts";

/** The file to ask for; comes with a port, once. */
export interface FetchWelcome {
  readonly type: "routebook:fetch";
  /** Its address. The frame asks the origin in it and, should that send it on, no other. */
  readonly url: string;
  /** Bytes that are taken at most. */
  readonly limit: number;
}

/** Why there is no file, as far as a page is told. */
export type FetchOutcome =
  /** No answer, or one that the browser keeps to itself since the host has not said that it may be read (CORS). */
  | { readonly kind: "unreachable" }
  /** The browser has no network. */
  | { readonly kind: "offline" }
  /** The host sends on to another one, which the reader was not asked about. */
  | { readonly kind: "sent-on" }
  /** The answer, or its next part, did not come for too long. */
  | { readonly kind: "slow" }
  /** The frame itself did not come. */
  | { readonly kind: "no-frame" }
  | { readonly kind: "status"; readonly status: number }
  /** `bytes` is null where the host did not say how many there are. */
  | { readonly kind: "too-large"; readonly bytes: number | null };

/** The frame to the page. */
export type FetchEvent =
  /** It has the welcome. */
  | { readonly type: "begun" }
  /** `total` is null where the host did not say, or says it of a compressed form. */
  | { readonly type: "progress"; readonly bytes: number; readonly total: number | null }
  | { readonly type: "done"; readonly bytes: Uint8Array }
  | { readonly type: "failed"; readonly outcome: FetchOutcome };
