import { readMessageToWorker } from "../../src/shared/offline-messages.ts";
import type {
  BuildAnswer,
  MessageToPage,
  StoreTrouble,
} from "../../src/shared/offline-messages.ts";
import { keptPaths, readKeptLessons } from "../../src/shared/kept-lessons.ts";
import { networkFirst } from "../../src/shared/network-first.ts";
import { cacheNames, siteFilesPath } from "../../src/shared/site-files.ts";
import type { ShellManifest, SiteFiles } from "../../src/shared/site-files.ts";
import { NotStored, isFull, missingPaths, storePath } from "../../src/shared/store-files.ts";
import type { StorePlace } from "../../src/shared/store-files.ts";
import { isPageOf, removeOldFiles } from "./old-files.ts";
import { PAGE_MISSING, elsewhere, offlinePage } from "./offline-pages.ts";
import { routeOf, shellFiles, wantsFresh } from "./route.ts";
import type { ShellRoute } from "./route.ts";
import type {
  ShellClients,
  ShellFetchEvent,
  ShellLifeEvent,
  ShellMessageEvent,
  ShellRegistration,
} from "./shell-scope.ts";
import type { ShellStore } from "./shell-store.ts";

type Answering = (event: ShellFetchEvent) => Promise<Response>;

export interface ShellWorkerOptions {
  readonly manifest: ShellManifest;
  readonly place: StorePlace & { readonly caches: CacheStorage };
  readonly shell: ShellStore;
  /** Answer from the caches of that kind, or from the network. */
  readonly immutable: Answering;
  readonly lessons: Answering;
  readonly registration: ShellRegistration;
  readonly clients: ShellClients;
  readonly skipWaiting: () => Promise<void>;
  /** Does the work while no other worker of this site does any of that name. */
  readonly alone: <Value>(work: () => Promise<Value>) => Promise<Value>;
  readonly createChannel: () => MessageChannel;
  readonly setTimeout: (work: () => void, milliseconds: number) => unknown;
}

/**
 * Answers for the shell and for what lessons need, from what is stored. One worker belongs to one
 * build: a newer one waits until the learner wants it, or until no tab is left.
 *
 * Answers keep the headers that they were stored with, those of the page's policy and of
 * cross-origin isolation too. None are added: where the host isolates no page, isolating it here
 * would need a reload, would not work in another site's frame, and would keep other sites' frames
 * out of the page; nothing in Routebook needs it.
 */
export class ShellWorker {
  readonly #options: ShellWorkerOptions;
  readonly #files: ReadonlyMap<string, string | null>;
  readonly #scope: URL;
  #refilling = false;

  constructor(options: ShellWorkerOptions) {
    this.#options = options;
    this.#files = shellFiles(options.manifest);
    this.#scope = new URL(options.place.base);
  }

  /** Stores the shell, and for lessons kept offline what this build has of them. */
  install(event: Pick<ShellLifeEvent, "waitUntil">): Promise<void> {
    return this.#options
      .alone(async () => {
        await this.#options.shell.fill(event);
        await this.#storeKept();
        await this.#storePreviewOrigin().catch(() => undefined);
      })
      .catch(async (error: unknown) => {
        await this.#tell({ type: "routebook:not-stored", trouble: troubleOf(error) });
        throw error;
      });
  }

  /** Takes the tabs that no worker has taken yet: they came from the server, as this one did. */
  activate(): Promise<void> {
    // Requests wait for this, so old files are removed when a page says that it is quiet.
    return this.#options.clients.claim();
  }

  /** How far {@link install} is. */
  reportStored(done: number, total: number): void {
    void this.#tell({ type: "routebook:storing", done, total });
  }

  /** Takes a `fetch` event, or leaves it to the browser. */
  fetch(event: ShellFetchEvent): void {
    const route = routeOf(event.request, this.#scope, this.#files);
    if (route.kind !== "browser") event.respondWith(this.#answer(route, event));
  }

  message(event: ShellMessageEvent): void {
    const message = readMessageToWorker(event.data);
    switch (message?.type) {
      case "routebook:build?":
        event.waitUntil(this.#tellBuild(event));
        break;
      case "routebook:take-over":
        event.waitUntil(this.#options.skipWaiting());
        break;
      case "routebook:tidy":
        event.waitUntil(this.#tidy());
        break;
      default:
        break;
    }
  }

  async #tellBuild(event: ShellMessageEvent): Promise<void> {
    const { shell, manifest } = this.#options;
    const whole = await shell.isWhole();
    const answer: BuildAnswer = { build: manifest.build, whole };
    event.ports[0]?.postMessage(answer);
    if (whole || this.#refilling) return;
    this.#refilling = true;
    // The browser dropped it; how it goes, the pages hear.
    await this.install(event).catch(() => undefined);
    this.#refilling = false;
  }

  #answer(
    route: Exclude<ShellRoute, { readonly kind: "browser" }>,
    event: ShellFetchEvent,
  ): Promise<Response> {
    switch (route.kind) {
      case "page":
        return this.#page(event);
      case "elsewhere":
        return this.#elsewhere(event);
      case "shell":
        return this.#shellFile(route.path);
      case "asset":
        return this.#asset(event);
      case "immutable":
        return this.#options.immutable(event);
      case "image":
        return this.#image(event);
      case "preview-origin":
        return this.#previewOrigin(event);
    }
  }

  async #page(event: ShellFetchEvent): Promise<Response> {
    const { shell, place } = this.#options;
    const stored = await shell.page();
    if (stored !== undefined) {
      event.waitUntil(this.#lookForNews());
      return stored;
    }
    try {
      return await place.fetch(event.request);
    } catch {
      return offlinePage(PAGE_MISSING);
    }
  }

  async #lookForNews(): Promise<void> {
    const { shell, registration } = this.#options;
    try {
      if (await shell.refreshPage()) await registration.update();
    } catch {
      // No network, or none to this server: what is stored is all there is.
    }
  }

  async #elsewhere({ request }: ShellFetchEvent): Promise<Response> {
    try {
      return await this.#options.place.fetch(request);
    } catch {
      return offlinePage(elsewhere(this.#options.place.base));
    }
  }

  async #shellFile(path: string): Promise<Response> {
    const { shell } = this.#options;
    return (await shell.match(path)) ?? shell.restore(path);
  }

  async #asset(event: ShellFetchEvent): Promise<Response> {
    const other = await this.#options.shell.matchOther(event.request.url);
    return other ?? this.#options.lessons(event);
  }

  async #image({ request }: ShellFetchEvent): Promise<Response> {
    const { place } = this.#options;
    const cache = await place.caches.open(cacheNames(place.base).immutable);
    // One that is damaged is not to be found again.
    if (wantsFresh(request)) await cache.delete(request.url);
    return (await cache.match(request.url)) ?? place.fetch(request);
  }

  async #previewOrigin(event: ShellFetchEvent): Promise<Response> {
    const { place, setTimeout, shell } = this.#options;
    const { url } = event.request;
    const { response, kept } = await networkFirst({
      fetch: () => place.fetch(new Request(url, { cache: "no-cache" })),
      stored: () => shell.match(PREVIEW_ORIGIN),
      store: (fresh) => shell.keep(PREVIEW_ORIGIN, fresh),
      setTimeout,
    });
    event.waitUntil(kept);
    return response;
  }

  /** What the page asks for before it is controlled: where the preview is. */
  async #storePreviewOrigin(): Promise<void> {
    const { place, shell } = this.#options;
    const url = new URL(PREVIEW_ORIGIN, place.base).href;
    const response = await place.fetch(new Request(url, { cache: "no-cache" }));
    if (response.status === 200) await shell.keep(PREVIEW_ORIGIN, response);
  }

  /** Lessons that are ready offline stay so in this build, before it takes over. */
  async #storeKept(): Promise<void> {
    const { place, shell, manifest } = this.#options;
    const list = await shell.match(siteFilesPath(manifest.build));
    if (list === undefined) return;
    const site = (await list.json()) as SiteFiles;
    const wanted = keptPaths(site, await readKeptLessons(place.caches, place.base));
    try {
      for (const path of await missingPaths(place, site, wanted)) {
        await storePath(place, site, path);
      }
    } catch (error) {
      // Without room for the lessons the new version is to be had all the same.
      if (troubleOf(error) !== "full") throw error;
    }
  }

  async #tidy(): Promise<void> {
    const { alone, registration, clients, place, manifest } = this.#options;
    await alone(async () => {
      // What a newer worker has stored is in use, though no tab says so.
      if (registration.installing !== null || registration.waiting !== null) return;
      const { build } = manifest;
      const { createChannel, setTimeout } = this.#options;
      await removeOldFiles({ ...place, build, clients, createChannel, setTimeout });
    });
  }

  async #tell(message: WithoutBuild<MessageToPage>): Promise<void> {
    const { clients, manifest, place } = this.#options;
    for (const client of await clients.matchAll({ type: "window", includeUncontrolled: true })) {
      if (isPageOf(place.base, client.url))
        client.postMessage({ ...message, build: manifest.build });
    }
  }
}

const PREVIEW_ORIGIN = "preview.json";

type WithoutBuild<Message> = Message extends { readonly build: string }
  ? Omit<Message, "build">
  : never;

function troubleOf(error: unknown): StoreTrouble {
  if (error instanceof NotStored) return error.trouble;
  return isFull(error) ? "full" : "network";
}
