import type { BuildAnswer, MessageToPage } from "../../src/shared/offline-messages.ts";
import { isKeptNote } from "../../src/shared/kept-lessons.ts";
import type { ImageStore } from "../../src/shared/image-store.ts";
import { cacheNames, imagesOf, siteFilesPath } from "../../src/shared/site-files.ts";
import type { SiteFiles } from "../../src/shared/site-files.ts";
import type { ShellClient, ShellClients } from "./shell-scope.ts";

export interface OldFilesOptions {
  readonly base: string;
  /** The build of this service worker. */
  readonly build: string;
  readonly caches: Pick<CacheStorage, "open" | "keys" | "delete">;
  readonly images: ImageStore;
  readonly clients: ShellClients;
  readonly createChannel: () => MessageChannel;
  readonly setTimeout: (work: () => void, milliseconds: number) => unknown;
}

/** Milliseconds that a tab has to name its build. */
const PATIENCE = 3_000;

/**
 * Removes the shells of builds that no tab runs any more, and files that no remaining build lists.
 * Nothing is removed where a tab does not say which build it is: it may be asleep, and will want
 * its files when it wakes.
 */
export async function removeOldFiles(options: OldFilesOptions): Promise<void> {
  const builds = await livingBuilds(options);
  if (builds === null) return;
  const { base, caches, images } = options;
  const names = cacheNames(base);
  for (const name of await caches.keys()) {
    if (!name.startsWith(names.shells)) continue;
    if (!builds.has(name.slice(names.shells.length))) await caches.delete(name);
  }
  const listed = await listedAddresses(options, builds);
  if (listed === null) return;
  for (const name of [names.immutable, names.lessons]) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      if (!listed.has(url) && !isKeptNote(url, base)) await cache.delete(url);
    }
  }
  for (const name of await images.names()) {
    if (!listed.has(imagesOf(base) + name)) await images.remove(name);
  }
}

/** The builds of all tabs and of this worker; null where a tab keeps silent. */
async function livingBuilds(options: OldFilesOptions): Promise<ReadonlySet<string> | null> {
  const { base, build, clients } = options;
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const own = windows.filter(({ url }) => isPageOf(base, url));
  const builds = await Promise.all(own.map((client) => buildOf(client, options)));
  return builds.includes(null)
    ? null
    : new Set([build, ...builds.filter((known) => known !== null)]);
}

/** True for an address of the page itself: other windows below it are the preview's, or other sites'. */
export function isPageOf(base: string, url: string): boolean {
  const [address = ""] = url.split(/[?#]/, 1);
  return address === base || address === `${base}index.html`;
}

function buildOf(
  client: ShellClient,
  { createChannel, setTimeout }: OldFilesOptions,
): Promise<string | null> {
  const { port1, port2 } = createChannel();
  const question: MessageToPage = { type: "routebook:build?" };
  return new Promise<string | null>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<BuildAnswer>) => resolve(data.build);
    setTimeout(() => resolve(null), PATIENCE);
    client.postMessage(question, [port2]);
  }).finally(() => port1.close());
}

/** Addresses of all files of these builds; null where a build's list is not stored. */
async function listedAddresses(
  { base, caches }: OldFilesOptions,
  builds: ReadonlySet<string>,
): Promise<ReadonlySet<string> | null> {
  const listed = new Set<string>();
  for (const build of builds) {
    const cache = await caches.open(cacheNames(base).shell(build));
    const list = await cache.match(new URL(siteFilesPath(build), base).href);
    if (list === undefined) return null;
    const { files } = (await list.json()) as SiteFiles;
    for (const path of Object.keys(files)) listed.add(new URL(path, base).href);
  }
  return listed;
}
