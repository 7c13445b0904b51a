import { createHash } from "node:crypto";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { BUILD_META, SERVICE_WORKER, siteFilesPath } from "../../src/shared/site-files.ts";
import type {
  FileKind,
  LessonNeeds,
  ShellManifest,
  SiteFile,
  SiteFiles,
} from "../../src/shared/site-files.ts";

/** What only the maker of the files knows of them; paths are relative to the site. */
export interface SiteNeeds {
  readonly common: readonly string[];
  readonly lessons: Readonly<Record<string, LessonNeeds>>;
  readonly scratch: LessonNeeds;
  /** Bytes of packed files once they are inflated. */
  readonly inflated: Readonly<Record<string, number>>;
}

const PAGE = "index.html";
/** Folders of one kind each; all else that the page loads is the shell. */
const FOLDERS: readonly (readonly [folder: string, kind: FileKind])[] = [
  ["pyodide/", "python"],
  ["packs/", "packages"],
  ["images/", "images"],
];
/** What no page of the shell loads, or what is made anew by each server. */
const NOT_STORED =
  /^(?:preview\/.*|preview\.json|offline-.*\.json|service-worker\.js|vercel\.json|staticwebapp\.config\.json|_headers|\..*|.*\.(?:br|gz|map))$/;

/**
 * Completes a built site: names the build in the page, writes the list of its files
 * (`offline-<build>.json`) and tells the service worker's script what the shell is. Returns the
 * build's name, which follows from the content of the files alone.
 */
export async function finishSite(dir: string, needs: SiteNeeds): Promise<string> {
  const page = join(dir, PAGE);
  const html = withBuild(await readFile(page, "utf8"), "");
  const lessonFiles = new Set(Object.values(needs.lessons).flatMap(({ own }) => own));
  const files: Record<string, SiteFile> = {};
  const identity = createHash("sha256").update(html);
  for (const path of await listFiles(dir)) {
    if (/^offline-.*\.json/.test(path)) await rm(join(dir, path));
    // How a host answers belongs to the build, too.
    if (path === "_headers") identity.update(await readFile(join(dir, path)));
    if (NOT_STORED.test(path) || path === PAGE) continue;
    const content = await readFile(join(dir, path));
    const integrity = integrityOf(content);
    identity.update(`${path} ${integrity}\n`);
    const inflated = needs.inflated[path];
    files[path] = {
      kind: kindOf(path, lessonFiles),
      bytes: content.length,
      ...(inflated !== undefined && { inflated }),
      integrity,
    };
  }
  const build = identity.digest("hex").slice(0, 12);
  const named = withBuild(html, build);
  files[""] = { kind: "shell", bytes: Buffer.byteLength(named), integrity: null };
  const site: SiteFiles = {
    format: 1,
    build,
    files,
    common: needs.common,
    lessons: needs.lessons,
    scratch: needs.scratch,
  };
  const list = JSON.stringify(site);
  await writeFile(page, named);
  await writeFile(join(dir, siteFilesPath(build)), list);
  const shell = Object.entries(files).filter(([, { kind }]) => kind === "shell");
  await writeManifest(join(dir, SERVICE_WORKER), {
    build,
    shell: [
      ...shell.map(([path, { integrity }]) => [path, integrity] as const),
      [siteFilesPath(build), integrityOf(list)],
    ],
  });
  return build;
}

/** Paths of all files below a folder, with "/" between the parts, in the order of their names. */
export async function listFiles(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .toSorted();
}

function kindOf(path: string, lessonFiles: ReadonlySet<string>): FileKind {
  if (lessonFiles.has(path)) return "lessons";
  // The list of images is read with Python's own files, and stored with them.
  if (path.startsWith("images/") && path.endsWith(".json")) return "python";
  return FOLDERS.find(([folder]) => path.startsWith(folder))?.[1] ?? "shell";
}

/** As the attribute `integrity` has it (https://www.w3.org/TR/SRI/). */
function integrityOf(content: string | Uint8Array): string {
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}

function withBuild(html: string, build: string): string {
  const line = new RegExp(`\\s*<meta name="${BUILD_META}"[^>]*>`);
  const without = html.replace(line, "");
  if (build === "") return without;
  const named = without.replace(
    /<meta charset="utf-8" ?\/?>/,
    (charset) => `${charset}\n    <meta name="${BUILD_META}" content="${build}" />`,
  );
  if (named === without) throw new Error(`${PAGE} has no <meta charset="utf-8">.`);
  return named;
}

/** The first line of the script; a second call replaces it. */
async function writeManifest(file: string, manifest: ShellManifest): Promise<void> {
  const code = (await readFile(file, "utf8")).replace(/^self\.routebookShell=.*\n/, "");
  await writeFile(file, `self.routebookShell=${JSON.stringify(manifest)};\n${code}`);
}
