import { LOCATION_NAME, type DocumentGo, type DocumentWelcome } from "../shared/document-wire.ts";
import { isLoopback } from "../shared/preview.ts";
import type { DocumentChannel } from "./document-channel.ts";

/** What `location` lets scripts read and set of an address. */
const PARTS = ["protocol", "host", "hostname", "port", "pathname", "search", "hash"] as const;

/**
 * Where the document is for the app and its scripts, and the ways to leave it. The frame's own
 * address is that of the preview's file and never changes.
 */
export class DocumentPlace {
  readonly #channel: DocumentChannel;
  #url: URL;
  #state: unknown;
  #visits: number;

  constructor(welcome: DocumentWelcome, channel: DocumentChannel) {
    this.#channel = channel;
    this.#url = new URL(welcome.url);
    this.#state = welcome.state;
    this.#visits = welcome.visits;
    channel.onPopState = ({ url, state }) => this.#popped(url, state);
  }

  /** The app's address of the document; a copy. */
  get url(): URL {
    return new URL(this.#url);
  }

  /** Opens an address: within the document, of the app in this frame, of another host in a new tab. */
  open(address: string, replace = false): void {
    const url = new URL(address, document.baseURI);
    if (this.isWithin(url)) this.scrollTo(url, replace);
    else if (isLoopback(url)) this.go({ url: url.href, replace });
    else if (/^https?:$/.test(url.protocol)) nativeOpen(url.href, "_blank", "noopener");
  }

  go(to: Partial<DocumentGo> & { readonly url: string }): void {
    const plain = { method: "GET", contentType: null, body: null, replace: false };
    this.#channel.tell({ type: "go", ...plain, ...to });
  }

  /** True where only the fragment is another one. */
  isWithin(url: URL): boolean {
    return url.hash !== "" && withoutHash(url) === withoutHash(this.#url);
  }

  /** Goes to a part of the document. */
  scrollTo(url: URL, replace = false): void {
    const before = this.#url.href;
    if (url.href !== before) this.#move(url, null, replace);
    scrollToPart(url);
    if (url.href !== before) tellHashChange(before, url.href);
  }

  /** Gives the document's scripts `history`, `location` and `document.URL` of the app's address. */
  install(): void {
    const define = (target: object, values: Readonly<Record<string, PropertyDescriptor>>): void => {
      for (const [name, value] of Object.entries(values)) {
        Object.defineProperty(target, name, { configurable: true, ...value });
      }
    };
    const write =
      (replace: boolean) =>
      (state: unknown, _unused: string, url?: string | URL | null): void => {
        const target =
          url === null || url === undefined ? this.url : new URL(url, document.baseURI);
        if (target.origin !== this.#url.origin) {
          throw new DOMException(`${target.href} is of another origin.`, "SecurityError");
        }
        this.#move(target, structuredClone(state), replace);
      };
    const location = this.#location();
    const traverse = (by: number): void => this.#channel.tell({ type: "traverse", by });
    define(history, {
      pushState: { value: write(false) },
      replaceState: { value: write(true) },
      back: { value: () => traverse(-1) },
      forward: { value: () => traverse(1) },
      go: { value: (by = 0) => traverse(by) },
      state: { get: () => this.#state },
      length: { get: () => this.#visits },
    });
    define(document, {
      URL: { get: () => this.#url.href },
      documentURI: { get: () => this.#url.href },
    });
    define(window, {
      [LOCATION_NAME]: {
        get: () => location,
        set: (address: unknown) => {
          this.open(String(address));
        },
      },
      open: {
        value: (url?: string | URL, ...rest: string[]) => {
          const target = new URL(url ?? "about:blank", document.baseURI);
          if (!isLoopback(target)) return nativeOpen(target, ...rest);
          this.go({ url: target.href });
          return null;
        },
      },
    });
  }

  #location(): object {
    const found = {
      assign: (address: unknown) => this.open(String(address)),
      replace: (address: unknown) => this.open(String(address), true),
      reload: () => this.#channel.tell({ type: "traverse", by: 0 }),
      toString: () => this.#url.href,
    };
    Object.defineProperty(found, "origin", { get: () => this.#url.origin });
    Object.defineProperty(found, "href", {
      get: () => this.#url.href,
      set: (address: unknown) => {
        this.open(String(address));
      },
    });
    for (const part of PARTS) {
      Object.defineProperty(found, part, {
        get: () => this.#url[part],
        set: (value: unknown) => {
          const url = this.url;
          url[part] = String(value);
          this.open(url.href);
        },
      });
    }
    return found;
  }

  #move(url: URL, state: unknown, replace: boolean): void {
    this.#enter(url, state);
    if (!replace) this.#visits++;
    this.#channel.tell({ type: "address", url: url.href, state, replace });
  }

  #popped(address: string, state: unknown): void {
    const before = this.#url;
    const url = new URL(address);
    this.#enter(url, state);
    window.dispatchEvent(new PopStateEvent("popstate", { state }));
    if (withoutHash(before) === withoutHash(url) && before.hash !== url.hash) {
      scrollToPart(url);
      tellHashChange(before.href, url.href);
    }
  }

  #enter(url: URL, state: unknown): void {
    // Relative addresses follow, unless the page has a base of its own.
    const base = document.querySelector("base");
    if (base?.href === this.#url.href) base.href = url.href;
    this.#url = url;
    this.#state = state;
  }
}

const nativeOpen = window.open.bind(window);

function withoutHash(url: URL): string {
  return url.href.split("#", 1)[0] ?? "";
}

function tellHashChange(oldURL: string, newURL: string): void {
  window.dispatchEvent(new HashChangeEvent("hashchange", { oldURL, newURL }));
}

/** https://html.spec.whatwg.org/#find-a-potential-indicated-element */
function scrollToPart({ hash }: URL): void {
  const name = decodeURIComponent(hash.slice(1));
  const part = document.getElementById(name) ?? document.getElementsByName(name)[0];
  if (part !== undefined) part.scrollIntoView();
  else if (name === "" || name === "top") window.scrollTo(0, 0);
}
