/**
 * The files of one build of the site, as the page and its service worker know them: what is stored
 * for use without a network, under which names, and what each lesson needs. The build writes the
 * list (scripts/build/finish-site.ts).
 */

/** The service worker's script, beside the page. */
export const SERVICE_WORKER = "service-worker.js";

/** Names the build in the page: `<meta name="routebook-build" content="…">`. */
export const BUILD_META = "routebook-build";

/** What files are for; removing and adding up goes by it. */
export type FileKind = "shell" | "python" | "packages" | "images" | "lessons";

/** All kinds, in the order in which they are shown. */
export const FILE_KINDS: readonly FileKind[] = ["shell", "python", "packages", "images", "lessons"];

export interface SiteFile {
  readonly kind: FileKind;
  /** Bytes as the server has it, uncompressed for the way. */
  readonly bytes: number;
  /** Bytes once it was used: slices of images are then stored inflated. */
  readonly inflated?: number;
  /** Subresource Integrity of the file as it is sent; null for the page itself, which hosts amend. */
  readonly integrity: string | null;
}

/** A start from a memory image: its slices in the place of the packs that are in it. */
export interface ImageNeeds {
  readonly name: string;
  readonly files: readonly string[];
  /** Packs that the lesson needs on top. */
  readonly packs: readonly string[];
}

/** What one lesson needs besides the shell and {@link SiteFiles.common}. */
export interface LessonNeeds {
  /** The lesson itself and its data. */
  readonly own: readonly string[];
  /** Its packages, for the ordinary start. */
  readonly packs: readonly string[];
  /** Null where no image was made for it. */
  readonly image: ImageNeeds | null;
}

/** The list; all paths are relative to the site's address. */
export interface SiteFiles {
  readonly format: 1;
  readonly build: string;
  readonly files: Readonly<Record<string, SiteFile>>;
  /** What every lesson needs: the interpreter and the lists of packs and images. */
  readonly common: readonly string[];
  /** By lesson path: "flask-routing/01-first-route". */
  readonly lessons: Readonly<Record<string, LessonNeeds>>;
  /** What a notebook of no lesson starts from; its packages come when it asks for them. */
  readonly scratch: LessonNeeds;
}

/** Stands for the notebooks of no lesson where paths of lessons are told; those have a slash. */
export const SCRATCH = "scratch";

/** What the service worker's script knows of its build; the build writes it into the script. */
export interface ShellManifest {
  readonly build: string;
  /** Path and integrity of each file that the page may load; "" is the page itself. */
  readonly shell: readonly (readonly [path: string, integrity: string | null])[];
}

/** Path of the list of a build. */
export function siteFilesPath(build: string): string {
  return `offline-${build}.json`;
}

/** Path of the folder with the packs and their index. */
export const PACK_FOLDER = "packs/";

/** Path of the folder with the images' slices. */
export const IMAGE_FOLDER = "images/";

/** Address of that folder. */
export function imagesOf(base: string): string {
  return new URL(IMAGE_FOLDER, base).href;
}

/** Names of the caches of the site at that address, which may share its origin with other sites. */
export interface CacheNames {
  readonly shell: (build: string) => string;
  /** What all names of shell caches begin with. */
  readonly shells: string;
  /** Pyodide's files, packs, slices of images that were not used yet: their names change with their content, so they outlive builds. */
  readonly immutable: string;
  readonly lessons: string;
}

/** The names for a site at `base`, the address of its folder. */
export function cacheNames(base: string): CacheNames {
  const { pathname } = new URL("./", base);
  const shells = `routebook-shell:${pathname}:`;
  return {
    shell: (build) => shells + build,
    shells,
    immutable: `routebook-immutable:${pathname}`,
    lessons: `routebook-lessons:${pathname}`,
  };
}

/**
 * Paths that the lesson, or {@link SCRATCH}, needs besides the shell; null for one that this build does not have. With
 * `withImages` for a start from a memory image, where there is one for it.
 */
export function lessonPaths(
  site: SiteFiles,
  lesson: string,
  withImages = false,
): readonly string[] | null {
  const needs = needsOf(site, lesson);
  if (needs === undefined) return null;
  const { own, image } = needs;
  const start = withImages && image !== null ? [...image.files, ...image.packs] : needs.packs;
  return [...new Set([...own, ...site.common, ...start])];
}

function needsOf(site: SiteFiles, lesson: string): LessonNeeds | undefined {
  if (lesson === SCRATCH) return site.scratch;
  return Object.hasOwn(site.lessons, lesson) ? site.lessons[lesson] : undefined;
}

/** Bytes of these paths as they are fetched. */
export function bytesOf(site: SiteFiles, paths: Iterable<string>): number {
  let sum = 0;
  for (const path of paths) sum += site.files[path]?.bytes ?? 0;
  return sum;
}

/** Bytes that these paths take on the device once they were used. */
export function bytesOnDevice(site: SiteFiles, paths: Iterable<string>): number {
  let sum = 0;
  for (const path of paths) sum += site.files[path]?.inflated ?? site.files[path]?.bytes ?? 0;
  return sum;
}

/** Paths of the shell, the page ("") among them. */
export function shellPaths(site: SiteFiles): readonly string[] {
  return Object.keys(site.files).filter((path) => site.files[path]?.kind === "shell");
}
