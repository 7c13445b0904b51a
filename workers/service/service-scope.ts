/**
 * The parts of the service worker's world that ours uses (https://w3c.github.io/ServiceWorker/),
 * as interfaces: its modules are also compiled where the page's types are.
 */

export interface WindowPage {
  readonly id: string;
  readonly url: string;
  postMessage(message: unknown, transfer?: Transferable[]): void;
}

export interface Pages {
  get(id: string): Promise<{ readonly url: string } | undefined>;
  matchAll(options: {
    readonly type: "window";
    readonly includeUncontrolled: true;
  }): Promise<readonly WindowPage[]>;
  claim(): Promise<void>;
}

export interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

export interface AskEvent extends LifeEvent {
  readonly request: Request;
  readonly clientId: string;
  readonly resultingClientId: string;
  respondWith(answer: Promise<Response>): void;
}

export interface ServiceScope {
  readonly registration: { readonly scope: string };
  readonly caches: CacheStorage;
  readonly clients: Pages;
  readonly navigator: { readonly userAgent: string; readonly languages: readonly string[] };
  skipWaiting(): Promise<void>;
  fetch(request: Request): Promise<Response>;
  addEventListener(type: "install" | "activate", listener: (event: LifeEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: AskEvent) => void): void;
}
