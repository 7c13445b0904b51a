import type { AskerMessage, GatewayMessage } from "./http.ts";
import type { ScriptCookie } from "./preview.ts";

/**
 * The preview without a service worker: what its page (src/preview) and the frame of the app's
 * document (src/bridge) say to each other. The frame is of an opaque origin and shows one document
 * in its life; all that it asks for goes over the port that came with the welcome.
 */

/** The frame's file in the preview's folder. */
export const DOCUMENT_FILE = "__document.html";

/** What the frame may do; not "allow-same-origin", which would give it the course's origin. */
export const DOCUMENT_SANDBOX =
  "allow-scripts allow-forms allow-modals allow-popups allow-downloads";

/** Name of the object that stands for `location` in the app's scripts. */
export const LOCATION_NAME = "__previewLocation";

/** The areas of Web Storage. */
export type StorageArea = "localStorage" | "sessionStorage";

/** Their contents, by key. */
export type StoredTexts = Readonly<Record<StorageArea, Readonly<Record<string, string>>>>;

/** The document to show; comes with a port, once. */
export interface DocumentWelcome {
  readonly type: "routebook:document";
  /** The app's address of it. */
  readonly url: string;
  /** Complete: nothing in it needs the network. */
  readonly html: string;
  readonly referrer: string;
  readonly cookies: readonly ScriptCookie[];
  readonly stored: StoredTexts;
  /** `history.length` and `history.state`. */
  readonly visits: number;
  readonly state: unknown;
  /** `<meta http-equiv="refresh">`, in milliseconds. */
  readonly refresh: { readonly after: number; readonly url: string } | null;
}

/** A page that the document sends the preview to: a link, a form, `location`. */
export interface DocumentGo {
  readonly type: "go";
  readonly url: string;
  readonly method: string;
  /** Content-Type of the body; null where there is none. */
  readonly contentType: string | null;
  readonly body: Uint8Array | null;
  /** True where it takes the place of the present one in the history. */
  readonly replace: boolean;
}

/** The document to the page. */
export type DocumentEvent =
  /** It has the welcome and shows the document. */
  | { readonly type: "begun" }
  /** It was left for an address that nobody asked the page for. */
  | { readonly type: "gone" }
  /** An exchange with the app, by shared/http.ts; the page adds client and initiator. */
  | { readonly type: "ask"; readonly message: AskerMessage }
  | DocumentGo
  /** `history.go(by)`; 0 loads the page again. */
  | { readonly type: "traverse"; readonly by: number }
  /** `history.pushState` and `replaceState`. */
  | {
      readonly type: "address";
      readonly url: string;
      readonly state: unknown;
      readonly replace: boolean;
    }
  | { readonly type: "title"; readonly title: string }
  /** The document and what belongs to it are there. */
  | { readonly type: "loaded" }
  /** `document.cookie = text`; `edits` counts them. */
  | { readonly type: "cookie"; readonly text: string; readonly edits: number }
  | {
      readonly type: "stored";
      readonly area: StorageArea;
      readonly texts: Readonly<Record<string, string>>;
    };

/** The page to the document. */
export type DocumentCommand =
  | { readonly type: "answer"; readonly message: GatewayMessage }
  | { readonly type: "cookies"; readonly cookies: readonly ScriptCookie[]; readonly edits: number }
  /** The reader went back or forward within the document. */
  | { readonly type: "popstate"; readonly url: string; readonly state: unknown };
