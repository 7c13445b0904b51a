import { PrecacheController } from "workbox-precaching/PrecacheController.js";
import { fetchChecked, isFull, putInto } from "../../src/shared/store-files.ts";
import type { StorePlace } from "../../src/shared/store-files.ts";
import { BUILD_META, cacheNames } from "../../src/shared/site-files.ts";
import type { ShellManifest } from "../../src/shared/site-files.ts";
import { shellFiles } from "./route.ts";
import type { ShellLifeEvent } from "./shell-scope.ts";

export interface ShellStoreOptions extends StorePlace {
  readonly manifest: ShellManifest;
  readonly caches: Pick<CacheStorage, "open" | "keys">;
  /** Hears of each file of {@link ShellStore.fill}. */
  readonly onStored: (done: number, total: number) => void;
}

/**
 * The shell of one build in a cache of its own. Workbox's precaching fills it: one file at a time,
 * so that the kernel's own downloads go first, what is there already is not fetched again, and a
 * file that does not come as it should fails the whole. What Workbox lacks is here: files are taken
 * over from other builds' caches, and a damaged copy on the way is asked for anew.
 */
export class ShellStore {
  readonly #options: ShellStoreOptions;
  readonly #files: ReadonlyMap<string, string | null>;
  readonly #page: string;
  readonly #name: string;

  constructor(options: ShellStoreOptions) {
    this.#options = options;
    this.#files = shellFiles(options.manifest);
    this.#page = options.base;
    this.#name = cacheNames(options.base).shell(options.manifest.build);
  }

  /** Whether all of it is stored. */
  async isWhole(): Promise<boolean> {
    const cache = await this.#options.caches.open(this.#name);
    const stored = new Set((await cache.keys()).map(({ url }) => url));
    return [...this.#files.keys()].every((path) => stored.has(this.#address(path)));
  }

  /** Stores the whole shell. Rejects where a file does not come; a later call goes on from there. */
  async fill(event: Pick<ShellLifeEvent, "waitUntil">): Promise<void> {
    await this.#takeOver();
    let done = 0;
    const controller = new PrecacheController({
      cacheName: this.#name,
      plugins: [
        {
          // The page has no hash in its name: an older copy must not come in its place.
          requestWillFetch: async ({ request }) =>
            request.url === this.#page ? new Request(request, { cache: "reload" }) : request,
          cacheWillUpdate: async ({ request, response }) =>
            (await this.#isRight(request.url, response)) ? response : null,
          handlerDidError: async ({ request, error }) =>
            isFull(error) ? undefined : this.#storeAnew(request.url),
          handlerDidComplete: async () => this.#options.onStored(++done, this.#files.size),
        },
      ],
    });
    controller.addToCacheList(
      [...this.#files].map(([path, integrity]) => ({
        url: this.#address(path),
        // Each build has its own cache, so that addresses need no mark of their version.
        revision: null,
        ...(integrity !== null && { integrity }),
      })),
    );
    // Workbox fills its cache for this event alone; a shell that was dropped is filled later.
    const install = {
      type: "install",
      waitUntil: (work: Promise<unknown>) => event.waitUntil(work),
    };
    await controller.install(install as Parameters<PrecacheController["install"]>[0]);
  }

  /** The stored page; undefined where it was removed. */
  page(): Promise<Response | undefined> {
    return this.match("");
  }

  /** A stored file of this build. */
  async match(path: string): Promise<Response | undefined> {
    const cache = await this.#options.caches.open(this.#name);
    return cache.match(this.#address(path));
  }

  /** Stores an answer beside the shell. Rejects where there is no room. */
  keep(path: string, response: Response): Promise<void> {
    return putInto(this.#options, this.#name, this.#address(path), response);
  }

  /**
   * A file of this build from the network, for one that is no longer stored: the browser may drop
   * single caches. Stored again where there is room. Rejects where it does not come.
   */
  async restore(path: string): Promise<Response> {
    const url = this.#address(path);
    const response = await fetchChecked(this.#options.fetch, url, this.#files.get(path) ?? null);
    if (await this.#isRight(url, response)) {
      await putInto(this.#options, this.#name, url, response.clone()).catch(() => undefined);
    }
    return response;
  }

  /**
   * Asks the server for the page of this build: its headers may have changed though the build has
   * not. True where the server has another build by now.
   */
  async refreshPage(): Promise<boolean> {
    const { fetch } = this.#options;
    const response = await fetch(
      new Request(this.#page, { cache: "no-cache", credentials: "same-origin" }),
    );
    // A log-in page, or an error of the host, is no news of ours.
    if (response.status !== 200 || response.redirected) return false;
    if (!(await this.#isRight(this.#page, response))) return true;
    const stored = await this.page();
    if (stored !== undefined && !sameHeaders(stored.headers, response.headers)) {
      await putInto(this.#options, this.#name, this.#page, response).catch(() => undefined);
    }
    return false;
  }

  /** A file of another build's shell that is still stored. */
  async matchOther(url: string): Promise<Response | undefined> {
    for (const name of await this.#others()) {
      const found = await (await this.#options.caches.open(name)).match(url);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Files with a hash in their name are the same in every build: they need not come again. */
  async #takeOver(): Promise<void> {
    const { caches } = this.#options;
    const cache = await caches.open(this.#name);
    const stored = new Set((await cache.keys()).map(({ url }) => url));
    const wanted = new Set([...this.#files.keys()].filter((path) => path.startsWith("assets/")));
    for (const name of await this.#others()) {
      const other = await caches.open(name);
      for (const { url } of await other.keys()) {
        if (stored.has(url) || !wanted.has(this.#path(url))) continue;
        const found = await other.match(url);
        if (found !== undefined) await putInto(this.#options, this.#name, url, found);
        stored.add(url);
      }
    }
  }

  /** Names of the shell caches of other builds. */
  async #others(): Promise<readonly string[]> {
    const { shells } = cacheNames(this.#options.base);
    const names = await this.#options.caches.keys();
    return names.filter((name) => name.startsWith(shells) && name !== this.#name);
  }

  async #storeAnew(url: string): Promise<Response | undefined> {
    const { fetch } = this.#options;
    const integrity = this.#files.get(this.#path(url)) ?? null;
    const request = new Request(url, {
      cache: "reload",
      credentials: "same-origin",
      ...(integrity !== null && { integrity }),
    });
    const response = await fetch(request).catch(() => undefined);
    if (response === undefined || !(await this.#isRight(url, response))) return undefined;
    await putInto(this.#options, this.#name, url, response.clone());
    return response;
  }

  /** Whether an answer is a file of this build; the browser has checked those with a hash. */
  async #isRight(url: string, response: Response): Promise<boolean> {
    if (response.status !== 200) return false;
    if (url !== this.#page) return true;
    // Hosts add scripts of theirs to pages, so that the page's own bytes prove nothing.
    const mark = `name="${BUILD_META}" content="${this.#options.manifest.build}"`;
    return (await response.clone().text()).includes(mark);
  }

  #address(path: string): string {
    return new URL(path, this.#options.base).href;
  }

  #path(url: string): string {
    return url.slice(this.#options.base.length);
  }
}

/** Headers that say when and by whom an answer was given, rather than how it is to be treated. */
const FLEETING = /^(?:date|age|expires|etag|last-modified|vary|via|server|content-|x-)/;

function sameHeaders(one: Headers, other: Headers): boolean {
  const lasting = (headers: Headers) =>
    [...headers].filter(([name]) => !FLEETING.test(name) || name === "content-security-policy");
  return JSON.stringify(lasting(one)) === JSON.stringify(lasting(other));
}
