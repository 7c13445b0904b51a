import { signal } from "@preact/signals-core";
import type { ReadonlySignal } from "@preact/signals-core";
import { isLoopback } from "../shared/preview.ts";
import { needsEmbedderPolicy } from "./embedder-policy.ts";
import { findOrigin } from "./find-origin.ts";
import type { FrameReport, OpenFrame, PreviewFrame, PreviewGateway } from "./frame.ts";
import type { Preview, PreviewState, PreviewTransport } from "./model.ts";
import { WorkerFrame } from "./worker-frame.ts";

/** The transport for browsers without service workers. */
export interface Fallback {
  readonly open: OpenFrame;
  /** What does not work with it, in one sentence. */
  readonly reduced: string;
}

export interface PreviewOptions {
  readonly gateway: PreviewGateway;
  /** The app's origin: "http://localhost:8000". */
  readonly origin: ReadonlySignal<string>;
  /** Address of the site, with a slash at its end. Default: that of the page. */
  readonly base?: string;
  /** Finds the preview's own origin; null where there is none. */
  readonly findOrigin?: (base: string) => Promise<string | null>;
  /** Loads the transport for browsers without service workers. */
  readonly loadFallback?: () => Promise<Fallback>;
  readonly createSession?: () => string;
  readonly now?: () => number;
  readonly setTimeout?: (work: () => void, milliseconds: number) => unknown;
}

/** Where the preview's files are. */
interface Folder {
  readonly url: string;
  /** True on an origin of the preview's own. */
  readonly own: boolean;
  /** True where pages in the frame must carry an embedder policy. */
  readonly isolated: boolean;
}

/** The preview of the learner's app, blank at first; `src/ui` mounts it. */
export function createPreview(options: PreviewOptions): Preview {
  const {
    gateway,
    origin,
    base = document.baseURI,
    now = () => performance.now(),
    createSession = randomSession,
    loadFallback = documentFallback,
    setTimeout = (work, milliseconds) => window.setTimeout(work, milliseconds),
  } = options;
  const session = createSession();
  const state = signal<PreviewState>({ kind: "blank" });
  const location = signal("");
  const title = signal("");
  const canGoBack = signal(false);
  const canGoForward = signal(false);
  const transport = signal<PreviewTransport | null>(null);
  const reduced = signal<string | null>(null);
  const client = signal("Alice");

  /** Where the frame is to be; null while it is not mounted. */
  let place: HTMLElement | null = null;
  let frame: PreviewFrame | null = null;
  /** Rises with every frame: what an older one says is not heard. */
  let life = 0;
  /** Set once it is known that there is no service worker here. */
  let fallback: Fallback | null = null;
  let folder: Promise<Folder> | null = null;
  let lastStatus: number | null = null;

  const load = (): void => {
    const since = state.peek().kind === "loading" ? sinceOf(state.peek(), now()) : now();
    state.value = { kind: "loading", since, accepted: false };
  };

  function reportOf(mine: number): FrameReport {
    const current = <Values extends unknown[]>(hear: (...values: Values) => void) => {
      return (...values: Values): void => {
        if (mine === life) hear(...values);
      };
    };
    return {
      loading: current((url: string | null) => {
        load();
        if (url !== null) location.value = url;
      }),
      accepted: current(() => {
        const since = sinceOf(state.peek(), now());
        state.value = { kind: "loading", since, accepted: true };
      }),
      shown: current((status: number | null) => {
        lastStatus = status;
        state.value = { kind: "shown", status };
      }),
      stayed: current(() => {
        state.value = { kind: "shown", status: lastStatus };
      }),
      failed: current((message: string) => {
        state.value = { kind: "failed", message };
      }),
      page: current((page: Parameters<FrameReport["page"]>[0]) => {
        if (page.url !== null) location.value = page.url;
        title.value = page.title;
        canGoBack.value = page.canGoBack;
        canGoForward.value = page.canGoForward;
      }),
    };
  }

  /** Makes the frame and opens the address in it. */
  async function open(url: string): Promise<void> {
    if (place === null) return;
    const mine = ++life;
    const parts = { place, gateway, origin, client, report: reportOf(mine) };
    if (fallback === null) {
      folder ??= findFolder();
      const { url: address, own, isolated } = await folder;
      if (mine !== life) return;
      transport.value = own ? "own-origin" : "same-origin";
      frame = new WorkerFrame({
        ...parts,
        folder: address,
        session,
        isolated,
        setTimeout,
        onUnavailable: () => {
          if (mine === life) void fallBack();
        },
      });
    } else {
      transport.value = "document";
      reduced.value = fallback.reduced;
      frame = fallback.open(parts);
    }
    frame.navigate(url);
  }

  async function findFolder(): Promise<Folder> {
    const [own, isolated] = await Promise.all([
      (options.findOrigin ?? findOrigin)(base),
      needsEmbedderPolicy(base),
    ]);
    return own === null
      ? { url: new URL("preview/", base).href, own: false, isolated }
      : { url: `${own}/`, own: true, isolated };
  }

  /** Goes on without a service worker. */
  async function fallBack(): Promise<void> {
    const url = location.peek();
    closeFrame();
    const mine = life;
    try {
      fallback = await loadFallback();
    } catch {
      const message = "The preview did not load. Check the connection, then reload the page.";
      if (mine === life) state.value = { kind: "failed", message };
      return;
    }
    if (mine === life) await open(url);
  }

  function closeFrame(): void {
    life++;
    frame?.close();
    frame = null;
  }

  function show(url: string): void {
    location.value = url;
    load();
    if (frame === null) void open(url);
    else frame.navigate(url);
  }

  return {
    state,
    location,
    title,
    canGoBack,
    canGoForward,
    transport,
    reduced,
    client,
    mount(element) {
      if (place === element) return;
      closeFrame();
      place = element;
      if (state.peek().kind !== "blank") show(location.peek());
    },
    unmount() {
      closeFrame();
      place = null;
    },
    navigate(url) {
      show(addressOf(url, origin.peek()));
    },
    reload() {
      if (frame === null || state.peek().kind === "failed") show(location.peek() || origin.peek());
      else frame.reload();
    },
    back: () => frame?.back(),
    forward: () => frame?.forward(),
    stop() {
      if (state.peek().kind !== "loading") return;
      frame?.stop();
      state.value = {
        kind: "failed",
        message: "You stopped this page before it was there. Reload asks for it again.",
      };
    },
    reset() {
      closeFrame();
      state.value = { kind: "blank" };
      location.value = "";
      title.value = "";
      canGoBack.value = false;
      canGoForward.value = false;
      lastStatus = null;
    },
  };
}

/** One document at a time, its code loaded only where it is needed. */
async function documentFallback(): Promise<Fallback> {
  const { DOCUMENT_REDUCED, openDocument } = await import("./document-preview.ts");
  return { open: openDocument, reduced: DOCUMENT_REDUCED };
}

/** What was typed as an address on the app's origin. Throws a sentence for another host. */
function addressOf(text: string, origin: string): string {
  const typed = text.trim();
  const withScheme = /^(?:localhost|127\.0\.0\.1)(?::\d+)?(?:[/?#]|$)/.test(typed)
    ? `http://${typed}`
    : typed;
  const url = URL.canParse(withScheme, origin) ? new URL(withScheme, origin) : null;
  if (url === null || (url.origin !== origin && !isLoopback(url))) {
    throw new Error(`The preview shows only your app, which is at ${origin}.`);
  }
  return new URL(url.pathname + url.search + url.hash, origin).href;
}

function sinceOf(state: PreviewState, now: number): number {
  return state.kind === "loading" ? state.since : now;
}

/** Names this tab among those that share the preview's origin. */
function randomSession(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}
