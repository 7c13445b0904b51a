import { effect } from "@preact/signals-core";
import { hasHeader } from "../shared/header-pairs.ts";
import { mountAt, toApp } from "../shared/preview.ts";
import type { BridgeCommand, BridgeEvent, Mount } from "../shared/preview.ts";
import type { AppPlace } from "./app-request.ts";
import { CookieFeed } from "./cookie-feed.ts";
import type { FrameParts, PreviewFrame } from "./frame.ts";
import { openBridge } from "./open-bridge.ts";
import type { OpenBridge } from "./open-bridge.ts";
import { RelayedRequest } from "./relay-request.ts";
import { relaySocket } from "./relay-socket.ts";
import { becomesPage } from "./shown-types.ts";

export interface WorkerFrameParts extends FrameParts {
  /** Address of the preview's folder, with a slash at its end. */
  readonly folder: string;
  readonly session: string;
  /** True where pages in the frame must carry an embedder policy. */
  readonly isolated: boolean;
  /** There is no service worker; `reason` is a sentence. */
  readonly onUnavailable: (reason: string) => void;
  readonly setTimeout: (work: () => void, milliseconds: number) => unknown;
}

/** What is known of a request under way. */
interface Asked {
  /** Rises with every request. */
  readonly number: number;
  /** True for the page itself. */
  readonly main: boolean;
  /** True for what goes on when the page is left. */
  readonly lasting: boolean;
}

/** A frame whose requests come through a service worker, on an origin of its own or on the course's. */
export class WorkerFrame implements PreviewFrame {
  readonly #parts: WorkerFrameParts;
  readonly #mount: Mount;
  readonly #bridge: OpenBridge;
  readonly #cookies: CookieFeed;
  readonly #ends: (() => void)[] = [];
  /** Every request under way. */
  readonly #requests = new Map<RelayedRequest, Asked>();
  #asked = 0;
  /** Number of the request that the page came with, or comes with. */
  #pageAsked = 0;
  #port: MessagePort | null = null;
  /** Commands that wait for the service worker; null once it is there. */
  #waiting: BridgeCommand[] | null = [];
  /** The page's answer broke off: what is shown now is a page of ours. */
  #broken = false;

  constructor(parts: WorkerFrameParts) {
    this.#parts = parts;
    const { place, folder, session, origin, setTimeout } = parts;
    this.#mount = mountAt(folder, session);
    this.#bridge = openBridge({ place, folder, session, appOrigin: origin.peek(), setTimeout });
    this.#cookies = new CookieFeed({ ...parts, send: (command) => this.#post(command) });
    this.#bridge.port.then(
      (port) => this.#meet(port),
      (error: unknown) => parts.onUnavailable(error instanceof Error ? error.message : ""),
    );
  }

  navigate(url: string): void {
    this.#parts.report.loading(url);
    this.#command({ type: "go", url, replace: false });
  }

  reload(): void {
    this.#parts.report.loading(null);
    this.#command({ type: "reload" });
  }

  back(): void {
    this.#command({ type: "back" });
  }

  forward(): void {
    this.#command({ type: "forward" });
  }

  stop(): void {
    for (const [request, { main }] of this.#requests) if (main) request.stop();
    this.#command({ type: "stop" });
  }

  close(): void {
    for (const request of this.#requests.keys()) request.stop();
    for (const end of this.#ends) end();
    this.#bridge.close();
  }

  #meet(port: MessagePort): void {
    const { origin, client } = this.#parts;
    this.#port = port;
    port.onmessage = (message: MessageEvent<BridgeEvent>) =>
      this.#hear(message.data, message.ports[0]);
    this.#ends.push(
      effect(() => this.#post({ type: "origin", origin: origin.value })),
      effect(() => {
        void client.value;
        void this.#cookies.refresh();
      }),
      onOwnHistory(() => this.#post({ type: "shell-moved" })),
    );
  }

  #command(command: BridgeCommand): void {
    if (this.#waiting === null) this.#post(command);
    else this.#waiting.push(command);
  }

  #post(command: BridgeCommand): void {
    this.#port?.postMessage(command);
  }

  #hear(event: BridgeEvent, port: MessagePort | undefined): void {
    switch (event.type) {
      case "ready": {
        const waiting = this.#waiting ?? [];
        this.#waiting = null;
        for (const command of waiting) this.#post(command);
        break;
      }
      case "unavailable":
        this.#parts.onUnavailable(event.reason);
        break;
      case "exchange":
        if (port !== undefined) this.#relay(port, event);
        break;
      case "socket":
        if (port !== undefined) this.#join(port);
        break;
      case "cookie":
        this.#cookies.edit(event.url, event.text, event.edits);
        break;
      case "cookies":
        this.#cookies.acknowledge(event.number);
        break;
      case "kept":
        break;
      case "page":
        this.#see(event);
        break;
    }
  }

  #see(page: Extract<BridgeEvent, { type: "page" }>): void {
    const { report } = this.#parts;
    const { url, title, canGoBack, canGoForward, status } = page;
    const shown = url === null ? null : toApp(new URL(url), this.#mount, this.#place().origin);
    report.page({ url: shown?.href ?? null, title, canGoBack, canGoForward });
    if (page.fresh) this.#leavePages();
    const busy = [...this.#requests.values()].some(({ main }) => main);
    if (!this.#broken && (page.fresh || !busy)) report.shown(status);
  }

  /**
   * Goes away from what former pages asked for: browsers do not tell the service worker that a
   * page has given up a request which was not answered yet.
   */
  #leavePages(): void {
    for (const [request, { number, lasting }] of this.#requests) {
      if (!lasting && number < this.#pageAsked) request.stop();
    }
  }

  #relay(port: MessagePort, event: Extract<BridgeEvent, { type: "exchange" }>): void {
    const { gateway, report } = this.#parts;
    const { main, navigation, lasting, hop } = event;
    const relayed: RelayedRequest = new RelayedRequest({
      port,
      gateway,
      hop,
      place: () => this.#place(),
      isolated: this.#parts.isolated,
      beforeAsking: () => this.#cookies.settled,
      beforeHead: (headers) =>
        navigation || hasHeader(headers, "set-cookie") ? this.#cookies.refresh() : null,
      listener: {
        asked: (url) => {
          const number = ++this.#asked;
          this.#requests.set(relayed, { number, main, lasting });
          if (!main) return;
          this.#pageAsked = number;
          this.#broken = false;
          report.loading(url);
        },
        accepted: () => {
          if (main) report.accepted();
        },
        head: (status, headers) => {
          if (main && !becomesPage(status, headers)) report.stayed();
        },
        failed: (message) => {
          if (!main) return;
          this.#broken = true;
          report.failed(message);
        },
        over: () => this.#requests.delete(relayed),
      },
    });
  }

  #join(port: MessagePort): void {
    const { gateway } = this.#parts;
    const { userAgent } = navigator;
    this.#ends.push(relaySocket({ port, gateway, place: () => this.#place(), userAgent }));
  }

  #place(): AppPlace {
    const { origin, client } = this.#parts;
    return { mount: this.#mount, origin: origin.peek(), client: client.peek() };
  }
}

/** Calls when the shell's own history goes on. Returns the way to stop. */
function onOwnHistory(moved: () => void): () => void {
  // Where there is no such API the frame's own history is not used anyhow.
  const history = window.navigation as Navigation | undefined;
  history?.addEventListener("currententrychange", moved);
  return () => history?.removeEventListener("currententrychange", moved);
}
