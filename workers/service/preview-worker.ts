import { mountAt } from "../../src/shared/preview.ts";
import { networkFirst } from "../../src/shared/network-first.ts";
import {
  keepPreviewFiles,
  storePreviewFile,
  storedPreviewFile,
} from "../../src/shared/preview-store.ts";
import { answer } from "./answer.ts";
import { awaitBridge } from "./await-bridge.ts";
import { Exchange, NoAnswer } from "./exchange.ts";
import { findBridge } from "./find-bridge.ts";
import type { FindEffects, FoundBridge } from "./find-bridge.ts";
import { PageOwners } from "./page-owners.ts";
import { wordsResponse } from "./pages.ts";
import { readBody } from "./request-body.ts";
import { routeOf } from "./route.ts";
import type { AskEvent, Pages } from "./service-scope.ts";
import { wireHead } from "./wire-request.ts";
import type { BrowserTraits } from "./wire-request.ts";

export interface PreviewWorkerEffects extends Omit<FindEffects, "owners"> {
  /** Address of the folder below which this worker answers. */
  readonly scope: URL;
  readonly pages: Pages;
  readonly traits: BrowserTraits;
  readonly caches: Pick<CacheStorage, "open">;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly createNonce: () => string;
}

const CLOSED = {
  title: "The Routebook tab of this page was closed",
  sentence:
    "This page was made by an app that ran in it. Open the lesson again and run its cells; then the preview there shows the page.",
};

/**
 * Answers what the preview's pages ask for: hands it to the bridge of the page, which hands it on
 * to the tab with the app. It needs nothing that it keeps in mind: the browser ends it at will. The
 * preview's own files come from the server, or from what is stored where that is silent.
 */
export class PreviewWorker {
  #effects: PreviewWorkerEffects;
  #find: FindEffects;

  constructor(effects: PreviewWorkerEffects) {
    this.#effects = effects;
    this.#find = { ...effects, owners: new PageOwners() };
  }

  /** Takes a `fetch` event, or leaves it to the network. */
  hear(event: AskEvent): void {
    const { scope } = this.#effects;
    const { request } = event;
    const route = routeOf(new URL(request.url), request.mode === "navigate", scope);
    if (route.kind === "own") event.respondWith(this.#ownFile(event, request));
    if (route.kind === "copy") {
      event.respondWith(this.#ownFile(event, new Request(new URL(route.path, scope))));
    }
    if (route.kind === "app") event.respondWith(this.#ask(event));
  }

  /** Stores the preview's own files; where that fails, it works all the same while online. */
  async keepFiles(): Promise<void> {
    const { caches, scope, fetch } = this.#effects;
    await keepPreviewFiles(caches, scope.href, false, fetch).catch(() => false);
  }

  async #ownFile(event: AskEvent, request: Request): Promise<Response> {
    const { caches, scope, fetch, setTimeout } = this.#effects;
    const { url } = request;
    const { response, kept } = await networkFirst({
      fetch: () => fetch(request),
      stored: () => storedPreviewFile(caches, scope.href, url),
      store: (fresh) => storePreviewFile(caches, scope.href, url, fresh),
      setTimeout,
    });
    event.waitUntil(kept);
    return response;
  }

  async #ask(event: AskEvent): Promise<Response> {
    const { scope, pages, traits } = this.#effects;
    const { request, clientId, resultingClientId } = event;
    const head = wireHead(request, scope, traits);
    const { navigation, url } = head;
    try {
      const { keepalive } = request;
      const ask = { url, navigation, clientId, resultingClientId, keepalive };
      const bridge = await findBridge(ask, scope, pages, this.#find);
      if (bridge === null) throw new NoAnswer(CLOSED.sentence, true);
      const exchange = this.#begin(bridge);
      // The browser must not end this worker while the answer comes.
      event.waitUntil(exchange.over);
      request.signal.addEventListener("abort", () => exchange.leave());
      const sent = this.#body(request).then((body) => exchange.send(head, body));
      sent.catch(() => exchange.leave());
      return answer(await exchange.head, exchange, {
        mount: mountAt(scope.href, bridge.session),
        session: bridge.session,
        method: request.method,
        navigation,
        nonce: this.#effects.createNonce(),
      });
    } catch (error) {
      return refusal(error, navigation);
    }
  }

  #begin({ id, port, heard }: FoundBridge): Exchange {
    const exchange = new Exchange(port);
    if (!heard) void awaitBridge(exchange, id, this.#effects);
    return exchange;
  }

  #body(request: Request): ReturnType<typeof readBody> {
    return readBody(
      request,
      (milliseconds) => new Promise((resolve) => this.#effects.setTimeout(resolve, milliseconds)),
    );
  }
}

function refusal(error: unknown, navigation: boolean): Response {
  if (error instanceof NoAnswer && error.gone) return wordsResponse(CLOSED, 503, navigation);
  const sentence = error instanceof Error ? error.message : String(error);
  return wordsResponse({ title: "No page came from the app", sentence }, 502, navigation);
}
