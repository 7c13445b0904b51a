import type { BridgeEvent } from "../shared/preview.ts";
import { Visited } from "./visited.ts";
import type { VisitKind } from "./visited.ts";

type PageReport = Extract<BridgeEvent, { type: "page" }>;

export interface PageFrameEffects {
  readonly document: Document;
  /** The frame goes to that address. */
  readonly onLeaving: (url: string) => void;
  readonly report: (page: Omit<PageReport, "type">) => void;
}

/** The inner frame, which holds the app's page. */
export class PageFrame {
  readonly #effects: PageFrameEffects;
  #element: HTMLIFrameElement | null = null;
  #visited = new Visited();
  #seen = new WeakSet<Document>();
  /** What was last asked for, for a page that cannot be looked into. */
  #asked = "about:blank";
  /** The kind of visit that a command began. */
  #next: VisitKind | null = null;
  #status: number | null = null;
  #said = "";
  /** False once going back in the frame's own history would move the shell, too. */
  #native = true;
  #leavingSince = 0;
  /** A page that bypassed the service worker was asked for once more. */
  #again = false;

  constructor(effects: PageFrameEffects) {
    this.#effects = effects;
  }

  get window(): Window | null {
    return this.#element?.contentWindow ?? null;
  }

  /** True within two seconds after the page began to leave. */
  isLeaving(now: number): boolean {
    return now - this.#leavingSince < 2_000;
  }

  go(url: string, replace: boolean): void {
    this.#asked = url;
    this.#effects.onLeaving(url);
    if (this.#element === null) {
      this.#element = this.#create(url);
      return;
    }
    const page = this.#page();
    if (page === null) {
      this.#element.src = url;
    } else if (page.location.href === url && url.includes("#")) {
      page.location.reload();
    } else if (replace) {
      this.#next = "replace";
      page.location.replace(url);
    } else page.location.assign(url);
    // Where only the fragment differs, no document comes.
    this.look();
  }

  reload(): void {
    const page = this.#page();
    const url = page?.location.href ?? this.#asked;
    if (page === null || url === "about:blank") return this.go(this.#asked, true);
    this.#effects.onLeaving(url);
    page.location.reload();
  }

  step(by: -1 | 1): void {
    const own = this.#page()?.navigation;
    if (this.#native && own !== undefined) {
      const target = own.entries()[(own.currentEntry?.index ?? 0) + by];
      if (target?.url) this.#effects.onLeaving(target.url);
      const { committed, finished } = by < 0 ? own.back() : own.forward();
      // Rejected where the page is stopped meanwhile.
      committed?.then(() => this.look()).catch(() => undefined);
      finished?.catch(() => undefined);
      return;
    }
    const url = this.#visited.step(by);
    if (url === null) return;
    this.go(url, true);
    this.#next = "traverse";
  }

  stop(): void {
    this.#page()?.stop();
  }

  /** From now on the frame's own history is left alone. */
  useOwnHistory(): void {
    this.#native = false;
  }

  /** A document begins there; `status` null where it is not known yet. */
  begun(status: number | null): void {
    const page = this.#page();
    const shown = page?.document;
    if (page === null || shown === undefined || page.location.href === "about:blank") return;
    if (!this.#seen.has(shown)) {
      this.#seen.add(shown);
      this.#leavingSince = 0;
      this.#status = status ?? statusOf(page);
      this.#visited.visit(page.location.href, this.#next ?? kindOf(page));
      this.#next = null;
      this.#watch(page, shown);
      this.#tell(true);
    } else if (status !== null) this.#status = status;
  }

  /** Reports where the frame is, if that changed. */
  look(): void {
    if (this.#element !== null) this.#tell(false);
  }

  #create(url: string): HTMLIFrameElement {
    const frame = this.#effects.document.createElement("iframe");
    frame.title = "Page of your app";
    Object.assign(frame.style, { border: "0", width: "100%", height: "100%", display: "block" });
    frame.src = url;
    frame.addEventListener("load", () => this.#loaded());
    this.#effects.document.body.append(frame);
    return frame;
  }

  #loaded(): void {
    const page = this.#page();
    if (page === null) return this.#tell(true);
    if (this.#bypassed(page)) return;
    this.begun(null);
    this.#tell(false);
  }

  /** A page that the service worker was not asked for, as after a forced reload, comes again. */
  #bypassed(page: Window): boolean {
    const { serviceWorker } = page.navigator;
    const bypassed =
      page.location.protocol.startsWith("http") && serviceWorker?.controller === null;
    if (!bypassed || this.#again) return false;
    this.#again = true;
    this.#effects.onLeaving(page.location.href);
    page.location.reload();
    return true;
  }

  #watch(page: Window, shown: Document): void {
    const look = (): void => this.look();
    const moved = (): void => {
      this.#visited.visit(page.location.href, kindOf(page));
      this.look();
    };
    if (page.navigation === undefined) {
      page.addEventListener("hashchange", moved);
      page.addEventListener("popstate", moved);
    } else page.navigation.addEventListener("currententrychange", moved);
    page.addEventListener("pagehide", () => {
      this.#leavingSince = Date.now();
    });
    page.addEventListener("beforeunload", () => {
      this.#leavingSince = Date.now();
    });
    shown.addEventListener("DOMContentLoaded", look);
    // The title is there; changes elsewhere may be many. Documents that are no HTML have no head.
    const head = shown.head as HTMLHeadElement | null;
    if (head === null) return;
    const changes = { childList: true, subtree: true, characterData: true };
    new MutationObserver(look).observe(head, changes);
  }

  #tell(fresh: boolean): void {
    const page = this.#page();
    const own = page?.navigation;
    const native = this.#native && own !== undefined;
    const report = {
      url: page === null ? null : page.location.href,
      title: page?.document.title ?? "",
      status: this.#status,
      canGoBack: native ? own.canGoBack : this.#visited.canGoBack,
      canGoForward: native ? own.canGoForward : this.#visited.canGoForward,
    };
    if (report.url === "about:blank") return;
    const said = JSON.stringify(report);
    if (!fresh && said === this.#said) return;
    this.#said = said;
    this.#effects.report({ ...report, fresh });
  }

  /** The page; null where it is of another host, or the browser's own. */
  #page(): Window | null {
    try {
      const page = this.window;
      void page?.document.title;
      return page?.location.href === undefined ? null : page;
    } catch {
      return null;
    }
  }
}

function statusOf(page: Window): number | null {
  const [entry] = page.performance.getEntriesByType("navigation");
  const status = entry === undefined ? 0 : (entry as PerformanceNavigationTiming).responseStatus;
  return status > 0 ? status : null;
}

function kindOf(page: Window): VisitKind {
  return page.navigation?.activation?.navigationType ?? "push";
}
