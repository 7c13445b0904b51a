/**
 * The preview's files, addresses and messages: what its page (src/preview), its bridge and shim
 * (src/bridge) and its service worker (workers/service) agree on.
 *
 * The app's pages are seen below a mount: the root of an origin of their own, or
 * `…/preview/~session/` on the course's origin. A page's address there stands for one of the app's
 * ("http://localhost:8000/…"); scripts in the page see the former, the app only ever the latter.
 */

/** Names at the root of the preview's folder; no page of an app can have them. */
export const PREVIEW_FILES = {
  bridge: "__bridge.html",
  serviceWorker: "__service-worker.js",
  shim: "__shim.js",
  /** Names the course's origin, on an origin of the preview's own: `{"origin": null}` names none. */
  site: "__site.json",
} as const;

/** In a page's request, in the place of the client's name: the script wants no cookies to go along. */
export const WITHOUT_COOKIES = "without cookies";

/** Where the app's pages are for the browser. */
export interface Mount {
  /** "http://127.0.0.1:4174". */
  readonly origin: string;
  /** Folder of the preview's own files, with a slash at both ends; also the service worker's scope. */
  readonly root: string;
  /** What stands before the app's paths; the same as `root` on an origin of its own. */
  readonly prefix: string;
}

/** The mount of a session whose files are in that folder (an absolute address, slash at its end). */
export function mountAt(folder: string, session: string): Mount {
  const { origin, pathname: root } = new URL(folder);
  return { origin, root, prefix: root === "/" ? "/" : `${root}~${session}/` };
}

/** The session in a page's address; null where it names none, as on an origin of its own. */
export function sessionOf(url: URL, root: string): string | null {
  if (root === "/" || !url.pathname.startsWith(`${root}~`)) return null;
  const [session = ""] = url.pathname.slice(root.length + 1).split("/", 1);
  return session === "" ? null : session;
}

/** True for the preview's own files: the bridge, the shim, copies of documentation pages' scripts. */
export function isOwnFile(url: URL, root: string): boolean {
  if (!url.pathname.startsWith(root)) return false;
  const name = url.pathname.slice(root.length);
  return /^__(?:bridge\.(?:html|js)|service-worker\.js|shim\.js|site\.json|document\.(?:html|js)|assets\/.*)$/.test(
    name,
  );
}

/** True for an address of this very machine, as an app gives its own. */
export function isLoopback(url: URL): boolean {
  return (
    /^(?:http|ws):$/.test(url.protocol) &&
    /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1\])$/.test(url.hostname)
  );
}

/**
 * The app's address for one that a page uses: the preview's own stands for the app's origin, and
 * any of this machine's is the app's already. Null for another host.
 */
export function toApp(url: URL, mount: Mount, appOrigin: string): URL | null {
  const scheme = url.protocol.startsWith("ws") ? "ws" : "http";
  if (url.host === new URL(mount.origin).host) {
    const { pathname } = url;
    // Root-absolute addresses in a page below a prefix lack it.
    const below = pathname.startsWith(mount.prefix);
    const path = below ? pathname.slice(mount.prefix.length - 1) : pathname;
    return withPath(appOrigin.replace(/^http/, scheme), path, url);
  }
  return isLoopback(url) ? url : null;
}

/** The page's address for one of the app's, or of this machine's; null for another host. */
export function toPage(url: URL, mount: Mount, appOrigin: string): URL | null {
  const ofApp = url.origin === appOrigin || isLoopback(url);
  if (url.origin === mount.origin) {
    if (url.pathname.startsWith(mount.prefix) || isOwnFile(url, mount.root)) return url;
  } else if (!ofApp) {
    return null;
  }
  return withPath(mount.origin, mount.prefix + url.pathname.slice(1), url);
}

function withPath(origin: string, path: string, { search, hash }: URL): URL {
  const found = new URL(origin);
  // The setter takes "//host" for the path that it is; the constructor would take it for a host.
  found.pathname = path;
  found.search = search;
  found.hash = hash;
  return found;
}

/** What the service worker asks the bridges: whose is this request? The port goes with it. */
export interface RequestOffer {
  readonly type: "routebook:offer";
  /** As the page asked, without a fragment. */
  readonly url: string;
  readonly navigation: boolean;
  readonly clientId: string;
  /** Id of the page that the answer makes; "" where it makes none. */
  readonly resultingClientId: string;
  /** True for what outlives the page that asks (`fetch` with `keepalive`, `sendBeacon`). */
  readonly keepalive: boolean;
  /** True where no other bridge is asked: how certain it is does not matter. */
  readonly sole: boolean;
}

/** How well a bridge knows that a request is of its pages. */
export const CERTAINTY = {
  /** Nothing speaks against it, and nothing for it. */
  possible: 0,
  /** One of its pages is on its way somewhere, which another tab's may be, too. */
  likely: 1,
  /** By the page that asks, or by the address that it announced. */
  certain: 2,
} as const;

export type Certainty = (typeof CERTAINTY)[keyof typeof CERTAINTY];

/** The bridge's answer on the offer's port; the port itself goes on to the shell. */
export interface OfferClaim {
  readonly type: "claim";
  readonly certainty: Certainty;
  /** When a page of this bridge was last opened, in milliseconds since 1970. */
  readonly active: number;
}

/** To the bridge whose claim was taken, where several were asked. */
export interface OfferTaken {
  readonly type: "routebook:taken";
  readonly offer: RequestOffer;
}

/** A cookie that scripts may see. */
export interface ScriptCookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly path: string;
  readonly hostOnly: boolean;
  /** Seconds since 1970; null ends with the session. */
  readonly expires: number | null;
}

/** What the shell hands to the bridge that said hello, with one end of their channel. */
export interface BridgeWelcome {
  readonly type: "routebook:welcome";
  readonly appOrigin: string;
}

/** The bridge to the shell's window: it is there. */
export interface BridgeHello {
  readonly type: "routebook:hello";
  readonly session: string;
}

/** The shell to the bridge. */
export type BridgeCommand =
  /** Opens a page; `url` is the app's. `replace` where it takes the place of the present one. */
  | { readonly type: "go"; readonly url: string; readonly replace: boolean }
  | { readonly type: "reload" }
  | { readonly type: "back" }
  | { readonly type: "forward" }
  | { readonly type: "stop" }
  /** Stores the preview's own files for use without a network. Answered by `kept`. */
  | {
      readonly type: "keep";
      /** True for what only some apps' pages show, too. */
      readonly all: boolean;
    }
  /** The shell's own history went on: the frame's entries are no longer the last of the tab's. */
  | { readonly type: "shell-moved" }
  /** The app's origin, for what pages are told of it. */
  | { readonly type: "origin"; readonly origin: string }
  /** The jar as scripts see it; `edits` of the bridge's own changes are in it. Answered by `cookies`. */
  | {
      readonly type: "cookies";
      readonly cookies: readonly ScriptCookie[];
      readonly edits: number;
      readonly number: number;
    };

/** The bridge to the shell. */
export type BridgeEvent =
  /** The service worker is active: pages can be asked for. */
  | { readonly type: "ready" }
  /** It will not be; `reason` is a sentence. */
  | { readonly type: "unavailable"; readonly reason: string }
  /** A request of the service worker; its port goes with it and speaks shared/http.ts. */
  | {
      readonly type: "exchange";
      /** True where it asks for the page itself, not for a frame or a file within it. */
      readonly main: boolean;
      readonly navigation: boolean;
      /** True for what goes on when the page is left: documents, and what is to be kept alive. */
      readonly lasting: boolean;
      /** How many redirects led to it. */
      readonly hop: number;
    }
  /** A WebSocket of a page; its port goes with it and speaks shared/http.ts. */
  | { readonly type: "socket" }
  /** `document.cookie = text` on that page, the number of which is `edits`. */
  | {
      readonly type: "cookie";
      readonly url: string;
      readonly text: string;
      readonly edits: number;
    }
  | { readonly type: "cookies"; readonly number: number }
  /** The answer to `keep`: whether the files are stored. */
  | { readonly type: "kept"; readonly stored: boolean }
  /** Where the frame is and how its page is called. */
  | {
      readonly type: "page";
      /** Null on another host, whose pages cannot be looked into. */
      readonly url: string | null;
      readonly title: string;
      /** Of the page's answer; null where the browser does not say. */
      readonly status: number | null;
      /** True where a new document is there, false where the present one changed. */
      readonly fresh: boolean;
      readonly canGoBack: boolean;
      readonly canGoForward: boolean;
    };
