import { messageOf } from "../runtime/errors.ts";
import type { DocumentGo, StorageArea } from "../shared/document-wire.ts";
import { isLoopback } from "../shared/preview.ts";
import { wordsPage } from "../shared/words-page.ts";
import { LeadsAway, askApp, type DocumentAnswer, type DocumentAsk } from "./document-ask.ts";
import { contentOf } from "./document-content.ts";
import { DocumentFrame, scriptCookies, type FrameEvent } from "./document-frame.ts";
import { DocumentHistory, typed, type Visit } from "./document-history.ts";
import { Resources } from "./document-resources.ts";
import { completeDocument, type CompleteDocument } from "./document-resolve.ts";
import type { FrameParts, PreviewFrame } from "./frame.ts";
import { saveFile } from "./save-file.ts";

/** What does not work with this transport. */
export const DOCUMENT_REDUCED =
  "This browser offers no service worker here, so pages that stream, security headers and scripts in frames do not work. Open Routebook in its own tab for everything.";

export interface DocumentEffects {
  /** Folder of the preview's own files, with a slash at its end. */
  readonly folder: string;
  readonly save: (name: string, bytes: Uint8Array, type: string) => void;
  readonly setTimeout: (work: () => void, milliseconds: number) => number;
  readonly clearTimeout: (timer: number) => void;
}

/** What puts a page that came into the history. */
type Keep = (visit: Visit) => void;

// The frame's own file is small and from the course's host.
const PATIENCE = 15_000;

/**
 * The preview where there is no service worker: the page asks the app, puts all that a document
 * needs into it, and shows it in a frame of an opaque origin. Links, forms and scripts' requests
 * come back as messages.
 */
export function openDocument(
  parts: FrameParts,
  effects: DocumentEffects = {
    folder: new URL("preview/", document.baseURI).href,
    save: saveFile,
    setTimeout: (work, milliseconds) => window.setTimeout(work, milliseconds),
    clearTimeout: (timer) => window.clearTimeout(timer),
  },
): PreviewFrame {
  return new DocumentPreview(parts, effects);
}

class DocumentPreview implements PreviewFrame {
  #parts: FrameParts;
  #effects: DocumentEffects;
  #history = new DocumentHistory();
  #frame: DocumentFrame | null = null;
  #coming: AbortController | null = null;
  #documents = 0;
  #title = "";
  #timer: number | null = null;
  #stored: Record<StorageArea, Readonly<Record<string, string>>> = {
    localStorage: {},
    sessionStorage: {},
  };
  #silence: () => void;

  constructor(parts: FrameParts, effects: DocumentEffects) {
    this.#parts = parts;
    this.#effects = effects;
    this.#silence = parts.gateway.listen((event) => {
      if (event.type !== "request-ended" || event.trace.client !== parts.client.peek()) return;
      const sets = event.trace.responseHeaders.some(([name]) => /^set-cookie$/i.test(name));
      if (sets) void this.#frame?.tellCookies().catch(() => undefined);
    });
  }

  navigate(url: string): void {
    const again = url === this.#history.present?.url;
    this.#load(typed(url), (visit) => {
      if (again) this.#history.replace(visit);
      else this.#history.push(visit);
    });
  }

  reload(): void {
    const { present } = this.#history;
    if (present !== null) this.#load(present, (visit) => this.#history.replace(visit));
  }

  back(): void {
    this.#traverse(-1);
  }

  forward(): void {
    this.#traverse(1);
  }

  stop(): void {
    this.#coming?.abort();
    this.#coming = null;
  }

  close(): void {
    this.stop();
    this.#silence();
    this.#stopWaiting();
    this.#frame?.close();
    this.#frame = null;
  }

  #traverse(by: number): void {
    const visit = this.#history.away(by);
    if (by === 0) this.reload();
    else if (visit === null) return;
    else if (visit.document === this.#documents) {
      this.#history.go(by, visit);
      this.#frame?.moved(visit.url);
      this.#frame?.tell({ type: "popstate", url: visit.url, state: visit.state });
      this.#report();
    } else {
      const again = { ...visit, method: "GET", contentType: null, body: null };
      this.#load(again, (now) => this.#history.go(by, now));
    }
  }

  #load(wanted: Visit, keep: Keep): void {
    this.stop();
    const coming = new AbortController();
    this.#coming = coming;
    this.#parts.report.loading(wanted.url);
    this.#open(wanted, keep, coming.signal)
      .catch((error: unknown) => {
        if (coming.signal.aborted) return undefined;
        return this.#refuse(wanted, keep, error);
      })
      .catch((error: unknown) => this.#parts.report.failed(messageOf(error)))
      .finally(() => {
        if (this.#coming === coming) this.#coming = null;
      });
  }

  async #open(wanted: Visit, keep: Keep, signal: AbortSignal): Promise<void> {
    const { gateway, client, report } = this.#parts;
    const ask: DocumentAsk = {
      ...wanted,
      url: new URL(wanted.url),
      destination: "document",
      client: client.peek(),
    };
    const answer = await askApp(gateway, ask, { signal, onAccepted: () => report.accepted() });
    const content = contentOf(answer);
    if (content.kind === "file") this.#effects.save(content.name, answer.body, content.type);
    if (content.kind !== "page") {
      report.stayed();
      this.#report();
      return;
    }
    const resources = new Resources({
      gateway,
      page: withoutHash(answer.url),
      client: ask.client,
      folder: this.#effects.folder,
      options: { signal },
    });
    const complete = await completeDocument(content.html, answer.url, resources);
    await this.#show(complete, visited(answer, wanted), keep, signal);
    report.shown(answer.status);
  }

  /** There is no page of the app; one that leads to another site gets a page with the link. */
  async #refuse(wanted: Visit, keep: Keep, error: unknown): Promise<void> {
    if (!(error instanceof LeadsAway)) {
      keep({ ...wanted, document: 0 });
      this.#report();
      this.#parts.report.failed(messageOf(error));
      return;
    }
    const html = wordsPage({
      title: "The app sends you to another site",
      sentence: "Its pages cannot be shown inside this one. Open it in a tab of its own:",
      link: error.url.href,
    });
    const signal = new AbortController().signal;
    await this.#show({ html, refresh: null }, { ...wanted, state: null }, keep, signal);
    this.#parts.report.shown(null);
  }

  async #show(
    { html, refresh }: CompleteDocument,
    visit: Visit,
    keep: Keep,
    signal: AbortSignal,
  ): Promise<void> {
    const { gateway, client, place } = this.#parts;
    const cookies = await scriptCookies(gateway, client.peek()).catch(() => []);
    signal.throwIfAborted();
    const document = ++this.#documents;
    keep({ ...visit, document });
    this.#stopWaiting();
    this.#timer = this.#effects.setTimeout(() => {
      this.#parts.report.failed(
        "A file of the preview did not come. Reload Routebook; if that does not help, the network is gone.",
      );
    }, PATIENCE);
    const former = this.#frame;
    this.#title = "";
    this.#frame = new DocumentFrame(
      {
        place,
        folder: this.#effects.folder,
        gateway,
        client: client.peek(),
        hear: (event) => {
          if (document === this.#documents) this.#hear(event);
        },
      },
      {
        type: "routebook:document",
        url: visit.url,
        html,
        referrer: visit.referrer ?? "",
        cookies,
        stored: this.#stored,
        visits: this.#history.length,
        state: visit.state,
        refresh,
      },
    );
    former?.close();
    this.#report();
  }

  #hear(event: FrameEvent): void {
    switch (event.type) {
      case "begun":
        this.#stopWaiting();
        break;
      case "gone":
        this.#parts.report.failed(
          "The page went to another address by a way that the preview cannot follow here. Press Reload, or type the address.",
        );
        break;
      case "go":
        this.#go(event);
        break;
      case "traverse":
        this.#traverse(event.by);
        break;
      case "address":
        this.#move(event.url, event.state, event.replace);
        break;
      case "title":
        this.#title = event.title;
        this.#report();
        break;
      case "cookie":
        void this.#setCookie(event.text, event.edits);
        break;
      case "stored":
        this.#stored = { ...this.#stored, [event.area]: event.texts };
        break;
      case "loaded":
        this.#report();
    }
  }

  #go({ url, method, contentType, body, replace }: DocumentGo): void {
    const { present } = this.#history;
    if (!URL.canParse(url) || !isLoopback(new URL(url))) return;
    const referrer = present === null ? null : withoutHash(new URL(present.url));
    const visit = { ...typed(url), method, contentType, body, referrer };
    this.#load(visit, (now) => {
      if (replace) this.#history.replace(now);
      else this.#history.push(now);
    });
  }

  #move(url: string, state: unknown, replace: boolean): void {
    const { present } = this.#history;
    if (present === null || new URL(url).origin !== new URL(present.url).origin) return;
    const visit = { ...present, url, state };
    if (replace) this.#history.replace(visit);
    else this.#history.push({ ...visit, method: "GET", contentType: null, body: null });
    this.#frame?.moved(url);
    this.#report();
  }

  async #setCookie(text: string, edits: number): Promise<void> {
    const { gateway, client } = this.#parts;
    const url = this.#history.present?.url;
    if (url === undefined) return;
    await gateway.editJar(client.peek(), { type: "script", url, text });
    await this.#frame?.tellCookies(edits);
  }

  #report(): void {
    this.#parts.report.page({
      url: this.#history.present?.url ?? null,
      title: this.#title,
      canGoBack: this.#history.away(-1) !== null,
      canGoForward: this.#history.away(1) !== null,
    });
  }

  #stopWaiting(): void {
    if (this.#timer !== null) this.#effects.clearTimeout(this.#timer);
    this.#timer = null;
  }
}

/** The page that was reached: after a redirect that dropped the body it is asked for again without. */
function visited({ url, asked }: DocumentAnswer, wanted: Visit): Visit {
  const { method, contentType, body } = asked;
  const target = url.hash === "" ? new URL(new URL(wanted.url).hash, url) : url;
  return { ...wanted, url: target.href, method, contentType, body, state: wanted.state };
}

function withoutHash(url: URL): string {
  return url.href.split("#", 1)[0] ?? "";
}
