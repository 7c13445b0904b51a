import { keepPreviewFiles } from "../shared/preview-store.ts";
import { mountAt, toApp, toPage } from "../shared/preview.ts";
import type {
  BridgeCommand,
  BridgeEvent,
  Mount,
  OfferClaim,
  OfferTaken,
  RequestOffer,
} from "../shared/preview.ts";
import type { PageDoor } from "./page-door.ts";
import { PageFrame } from "./page-frame.ts";
import { PageTracker } from "./page-tracker.ts";
import type { TrackedFrame } from "./page-tracker.ts";
import { ScriptCookies } from "./script-cookies.ts";

export interface BridgeParts {
  /** To the shell. */
  readonly port: MessagePort;
  readonly session: string;
  readonly appOrigin: string;
  /** Address of the preview's folder. */
  readonly folder: string;
  readonly document: Document;
}

/**
 * Stands between the shell, the service worker and the app's page: hands requests and WebSockets
 * on, moves the page as the shell says, and tells the shell what became of it.
 */
export class Bridge implements PageDoor {
  readonly session: string;
  readonly #port: MessagePort;
  readonly #mount: Mount;
  readonly #frame: PageFrame;
  readonly #tracker: PageTracker;
  readonly #cookies = new ScriptCookies();
  #appOrigin: string;

  constructor({ port, session, appOrigin, folder, document }: BridgeParts) {
    this.session = session;
    this.#appOrigin = appOrigin;
    this.#port = port;
    this.#mount = mountAt(folder, session);
    this.#frame = new PageFrame({
      document,
      onLeaving: (url) => this.#tracker.expect(url, true),
      report: (page) => this.#say({ ...page, type: "page" }),
    });
    this.#tracker = new PageTracker({
      now: Date.now,
      frames: () => framesWithin(this.#frame.window),
      isLeaving: () => this.#frame.isLeaving(Date.now()),
    });
    port.onmessage = (message: MessageEvent<BridgeCommand>) => this.#obey(message.data);
  }

  get appOrigin(): string {
    return this.#appOrigin;
  }

  /** Pages can be asked for now. */
  ready(): void {
    this.#say({ type: "ready" });
  }

  /** They cannot; `reason` is a sentence. */
  fail(reason: string): void {
    this.#say({ type: "unavailable", reason });
  }

  /** A message of the service worker. */
  hear(message: RequestOffer | OfferTaken, port: MessagePort | undefined): void {
    if (message.type === "routebook:taken") return this.#tracker.take(message.offer);
    if (port === undefined) return;
    const { certainty, main, hop } = this.#tracker.judge(message);
    const claim: OfferClaim = { type: "claim", certainty, active: this.#tracker.active };
    port.postMessage(claim);
    if (message.sole) this.#tracker.take(message);
    const { navigation, keepalive } = message;
    const lasting = navigation || keepalive;
    this.#say({ type: "exchange", main, navigation, lasting, hop }, [port]);
  }

  isMain(page: Window): boolean {
    return page === this.#frame.window;
  }

  begun(page: Window, status: number): void {
    if (this.isMain(page)) this.#frame.begun(status);
  }

  leaving(page: Window, url: string): void {
    this.#tracker.expect(url, this.isMain(page));
  }

  cookies(url: string): string {
    const page = toApp(new URL(url), this.#mount, this.#appOrigin);
    return page === null ? "" : this.#cookies.read(page);
  }

  setCookie(url: string, text: string): void {
    const page = toApp(new URL(url), this.#mount, this.#appOrigin);
    if (page === null) return;
    const edits = this.#cookies.write(page, text);
    this.#say({ type: "cookie", url: page.href, text, edits });
  }

  connect(port: MessagePort): void {
    this.#say({ type: "socket" }, [port]);
  }

  #obey(command: BridgeCommand): void {
    switch (command.type) {
      case "go": {
        const url = toPage(new URL(command.url), this.#mount, this.#appOrigin);
        if (url !== null) this.#frame.go(url.href, command.replace);
        break;
      }
      case "reload":
        this.#frame.reload();
        break;
      case "back":
        this.#frame.step(-1);
        break;
      case "forward":
        this.#frame.step(1);
        break;
      case "stop":
        this.#frame.stop();
        break;
      case "keep":
        void this.#keep(command.all);
        break;
      case "shell-moved":
        this.#frame.useOwnHistory();
        this.#frame.look();
        break;
      case "origin":
        this.#appOrigin = command.origin;
        break;
      case "cookies":
        this.#cookies.replace(command.cookies, command.edits);
        this.#say({ type: "cookies", number: command.number });
        break;
    }
  }

  async #keep(all: boolean): Promise<void> {
    const folder = this.#mount.origin + this.#mount.root;
    const stored = await keepPreviewFiles(caches, folder, all, (request) => fetch(request)).catch(
      () => false,
    );
    this.#say({ type: "kept", stored });
  }

  #say(event: BridgeEvent, transfer: Transferable[] = []): void {
    this.#port.postMessage(event, transfer);
  }
}

/** The frames within a page, at any depth. */
function framesWithin(page: Window | null): readonly TrackedFrame[] {
  try {
    const frames = [...(page?.document.querySelectorAll("iframe, frame") ?? [])];
    return frames.flatMap((frame) => {
      const { src: url, contentWindow } = frame as HTMLIFrameElement;
      return [{ url, arrived: hasArrived(contentWindow) }, ...framesWithin(contentWindow)];
    });
  } catch {
    // A page of another origin.
    return [];
  }
}

/** False while a frame has the empty page that it begins with. */
function hasArrived(frame: Window | null): boolean {
  try {
    return frame?.location.href !== "about:blank";
  } catch {
    return true;
  }
}
