import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import { forgetLessons, keepLessons, keptPaths, readKeptLessons } from "../shared/kept-lessons.ts";
import type { FileKind, SiteFiles } from "../shared/site-files.ts";
import {
  bytesOf,
  bytesOnDevice,
  lessonPaths,
  PACK_FOLDER,
  SCRATCH,
  shellPaths,
} from "../shared/site-files.ts";
import { missingPaths, removePacked } from "../shared/store-files.ts";
import type { Everything, Offline, Readiness } from "./model.ts";
import type { Network } from "./network.ts";
import type { ShellLink, ShellState } from "./shell-link.ts";
import { storeAll } from "./store-all.ts";
import type { StoreAllEffects } from "./store-all.ts";
import { removeStored, storedFiles } from "./stored-files.ts";
import { NO_ROOM, PREVIEW_MISSING, wordsOf } from "./trouble-words.ts";

export interface OfflineOptions {
  readonly place: StoreAllEffects & { readonly caches: CacheStorage };
  readonly shell: ShellLink;
  readonly network: Network;
  /** The list of this build's files. */
  readonly site: () => Promise<SiteFiles>;
  /** The open lesson ("flask-routing/01-first-route"), or {@link SCRATCH}; null while none is. */
  readonly lesson: ReadonlySignal<string | null>;
  /** Whether Python was started from a memory image; null while it was not started. */
  readonly startsFromImage: () => boolean | null;
  /** Names of the packs' files that the open notebook's Python has fetched. */
  readonly packFiles: () => Promise<readonly string[]>;
  /** True once what is being loaded for the learner is there: storing must not slow it down. */
  readonly calm: ReadonlySignal<boolean>;
  /**
   * Makes the preview's own pages work offline, for a lesson that has an app, or all they can show;
   * resolves with whether they do.
   */
  readonly keepPreview: (extent: { readonly lesson: string } | "all") => Promise<boolean>;
}

/** Use without a network, from the first calm moment on; a lesson is stored when it is opened. */
export function createOffline(options: OfflineOptions): Offline {
  const { place, shell, network, site, lesson, calm, keepPreview } = options;
  const { base, caches, images } = place;
  const readiness = signal<Readiness>({ kind: "unknown" });
  const everything = signal<Everything>({ kind: "partly", missing: null });
  const trouble = signal<string | null>(null);
  let lessonWork = new AbortController();
  let everythingWork: AbortController | null = null;
  let started = false;
  /** Set where there was no room: nothing more is stored unasked in this tab. */
  let full = false;

  effect(() => {
    if (!calm.value || started) return;
    started = true;
    void shell.start().then(() => network.look());
  });
  // When the network is back, what it broke off goes on.
  effect(() => {
    if (!network.online.value || !started) return;
    const state = shell.state.peek();
    if (state.kind === "failed" && state.trouble === "network") void shell.start();
    else shell.look();
  });
  // The shell's progress is a part of the lesson's: without the page the lesson is none.
  effect(() => {
    const path = lesson.value;
    const state = shell.state.value;
    if (!calm.value || (!network.online.value && readiness.peek().kind === "ready")) return;
    lessonWork.abort();
    lessonWork = new AbortController();
    void prepare(path, state, lessonWork.signal);
  });

  async function prepare(path: string | null, state: ShellState, work: AbortSignal): Promise<void> {
    const show = (shown: Readiness): void => {
      if (!work.aborted) readiness.value = shown;
    };
    if (state.kind === "failed") {
      if (state.trouble === "full") tellFull();
      show({ kind: "failed", message: wordsOf(state.trouble, network.online.peek()) });
      return;
    }
    if (path === null || state.kind === "unknown") return show({ kind: "unknown" });
    try {
      const list = await site();
      if (path === SCRATCH) {
        show({ kind: "unknown" });
        return await keepScratch(list, work);
      }
      const paths = lessonPaths(list, path, await withImages());
      if (paths === null) return show({ kind: "unknown" });
      const shellBytes = bytesOf(list, shellPaths(list));
      const total = shellBytes + bytesOf(list, paths);
      if (state.kind === "storing") {
        const done = Math.round(shellBytes * state.fraction);
        return show({ kind: "preparing", done, total });
      }
      const nothing = (await missingPaths(place, list, paths)).length === 0;
      if (!nothing && full) return show({ kind: "failed", message: NO_ROOM });
      if (!nothing) {
        const onBytes = (bytes: number): void =>
          show({ kind: "preparing", done: shellBytes + bytes, total });
        await storeAll(place, list, paths, onBytes, work);
      }
      work.throwIfAborted();
      if (!(await keepPreview({ lesson: path }))) {
        return show({ kind: "failed", message: PREVIEW_MISSING });
      }
      await keepLessons(caches, base, { lessons: [path], images: await withImages() });
      const bytes = bytesOnDevice(list, [...shellPaths(list), ...paths]);
      show({ kind: "ready", bytes });
      await keepUp(list, work);
      await keepFetched(list, work);
    } catch (error) {
      if (!work.aborted) show({ kind: "failed", message: failureOf(error) });
    }
  }

  /**
   * Stores what a notebook of no lesson starts from, and what it has imported. It is not said to be
   * ready: what else it imports will not be known before it does.
   */
  async function keepScratch(list: SiteFiles, work: AbortSignal): Promise<void> {
    const withImage = await withImages();
    if (full) return;
    try {
      await storeAll(place, list, lessonPaths(list, SCRATCH, withImage) ?? [], undefined, work);
      await keepLessons(caches, base, { lessons: [SCRATCH], images: withImage });
      await keepUp(list, work);
      await keepFetched(list, work);
    } catch (error) {
      if (!work.aborted) failureOf(error);
    }
  }

  /** Packs that were imported before the service worker was there to keep them. */
  async function keepFetched(list: SiteFiles, work: AbortSignal): Promise<void> {
    const files = await options.packFiles();
    const paths = files.map((file) => PACK_FOLDER + file).filter((path) => path in list.files);
    if (!full) await storeAll(place, list, paths, undefined, work);
  }

  /** What was ready once, and is not any more: the browser dropped a cache, or a build is new. */
  async function keepUp(list: SiteFiles, work: AbortSignal): Promise<void> {
    const paths = keptPaths(list, await readKeptLessons(caches, base));
    try {
      await storeAll(place, list, paths, undefined, work);
      await removePacked(place);
      shell.tidy();
    } catch {
      // Nobody waits for it, and a later visit goes on.
    }
  }

  /** The words for the learner; that there is no room is told once. */
  function failureOf(error: unknown): string {
    const words = wordsOf(error, network.online.peek());
    if (words === NO_ROOM) tellFull();
    else void network.look();
    return words;
  }

  function tellFull(): void {
    if (!full) trouble.value = NO_ROOM;
    full = true;
  }

  /** Whether this browser starts Python from images: as it did last where it has not yet. */
  async function withImages(): Promise<boolean> {
    return options.startsFromImage() ?? (await readKeptLessons(caches, base)).images;
  }

  async function allPaths(): Promise<{ list: SiteFiles; paths: readonly string[] }> {
    const list = await site();
    const all = { lessons: Object.keys(list.lessons), images: await withImages() };
    return { list, paths: keptPaths(list, all) };
  }

  return {
    online: network.online,
    lesson: readiness,
    everything,
    update: shell.update,
    trouble: computed(() => trouble.value),
    checkNetwork: () => network.look(),
    async readyLessons() {
      const { list, paths } = await allPaths();
      const missing = new Set(await missingPaths(place, list, paths));
      const images = await withImages();
      return Object.keys(list.lessons).filter((path) =>
        lessonPaths(list, path, images)?.every((one) => !missing.has(one)),
      );
    },
    async look() {
      if (everything.peek().kind === "storing") return;
      try {
        const { list, paths } = await allPaths();
        const missing = bytesOf(list, await missingPaths(place, list, paths));
        const isStored = missing === 0 && shell.state.peek().kind === "stored";
        everything.value = isStored
          ? { kind: "stored", bytes: bytesOnDevice(list, [...shellPaths(list), ...paths]) }
          : { kind: "partly", missing };
      } catch (error) {
        everything.value = { kind: "failed", message: failureOf(error) };
      }
    },
    async storeEverything() {
      if (everythingWork !== null) return;
      const work = new AbortController();
      everythingWork = work;
      full = false;
      try {
        const { list, paths } = await allPaths();
        const total = bytesOf(list, paths);
        const onBytes = (done: number): void => {
          everything.value = { kind: "storing", done, total };
        };
        onBytes(0);
        await storeAll(place, list, paths, onBytes, work.signal);
        if (!(await keepPreview("all"))) {
          everything.value = { kind: "failed", message: PREVIEW_MISSING };
          return;
        }
        const images = await withImages();
        await keepLessons(caches, base, { lessons: Object.keys(list.lessons), images });
        const bytes = bytesOnDevice(list, [...shellPaths(list), ...paths]);
        everything.value = { kind: "stored", bytes };
      } catch (error) {
        everything.value = work.signal.aborted
          ? { kind: "partly", missing: null }
          : { kind: "failed", message: failureOf(error) };
      } finally {
        everythingWork = null;
      }
    },
    cancelEverything: () => everythingWork?.abort(),
    async stored() {
      return storedFiles({ base, caches, images }, await site().catch(() => null));
    },
    async total() {
      const { usage = null, quota = null } = await place
        .estimate()
        .catch(() => ({}) as StorageEstimate);
      const available = usage === null || quota === null ? null : Math.max(0, quota - usage);
      return { used: usage, available };
    },
    async remove(kinds: readonly FileKind[]) {
      lessonWork.abort();
      everythingWork?.abort();
      if (kinds.includes("shell")) await shell.forget();
      else await forgetLessons(caches, base);
      await removeStored({ base, caches, images }, kinds);
      batch(() => {
        readiness.value = { kind: "unknown" };
        everything.value = { kind: "partly", missing: null };
      });
    },
    takeUpdate: () => shell.takeUpdate(),
  };
}
