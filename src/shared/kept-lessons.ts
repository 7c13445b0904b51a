import { cacheNames, lessonPaths } from "./site-files.ts";
import type { SiteFiles } from "./site-files.ts";

/**
 * The lessons that the learner opened or asked for, and that are to stay usable without a network
 * through updates. They are noted in the lessons' cache: whoever removes that forgets them, too.
 */

const NOTE = "__routebook/kept-lessons.json";

type Caches = Pick<CacheStorage, "open">;

export interface KeptLessons {
  /** Paths ("flask-routing/01-first-route"). */
  readonly lessons: readonly string[];
  /** True where this browser starts Python from memory images: they are kept, not their packs. */
  readonly images: boolean;
}

const NOTHING: KeptLessons = { lessons: [], images: false };

/** What is kept; nothing where the note is unreadable. */
export async function readKeptLessons(caches: Caches, base: string): Promise<KeptLessons> {
  try {
    const cache = await caches.open(cacheNames(base).lessons);
    const note = (await (
      await cache.match(addressOf(base))
    )?.json()) as Partial<KeptLessons> | null;
    const lessons = Array.isArray(note?.lessons) ? note.lessons : [];
    return {
      lessons: lessons.filter((path) => typeof path === "string"),
      images: note?.images === true,
    };
  } catch {
    return NOTHING;
  }
}

/** What the kept lessons need of that build, besides its shell. */
export function keptPaths(site: SiteFiles, { lessons, images }: KeptLessons): readonly string[] {
  return [...new Set(lessons.flatMap((path) => lessonPaths(site, path, images) ?? []))];
}

/** Adds to the note. */
export async function keepLessons(caches: Caches, base: string, more: KeptLessons): Promise<void> {
  const kept = await readKeptLessons(caches, base);
  const lessons = [...new Set([...kept.lessons, ...more.lessons])];
  if (lessons.length === kept.lessons.length && kept.images === more.images) return;
  const cache = await caches.open(cacheNames(base).lessons);
  await cache.put(addressOf(base), Response.json({ lessons, images: more.images }));
}

/** Takes the note away: nothing is kept any more unless it is opened or asked for again. */
export async function forgetLessons(caches: Caches, base: string): Promise<void> {
  await (await caches.open(cacheNames(base).lessons)).delete(addressOf(base));
}

/** True for the note's own address, which is none of the site's files. */
export function isKeptNote(url: string, base: string): boolean {
  return url === addressOf(base);
}

function addressOf(base: string): string {
  return new URL(NOTE, base).href;
}
