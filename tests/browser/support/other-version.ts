import { link, mkdir, mkdtemp, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheDir } from "../../../scripts/paths.ts";
import { finishSite, listFiles } from "../../../scripts/build/finish-site.ts";
import type { SiteFiles } from "../../../src/shared/site-files.ts";

const TEXT = /\.(?:js|css|html|json|webmanifest)$/;

/**
 * Another version of a built app, in a new folder: its start page says which, and the part "About"
 * is a file of another name, as when its code changed. Files that stay the same are linked.
 */
export async function otherVersion(build: string, version: string): Promise<string> {
  await mkdir(cacheDir, { recursive: true });
  const dir = await mkdtemp(join(cacheDir, "version-"));
  const about = (await readdir(join(build, "assets"))).find((name) =>
    /^about-page-.*\.js$/.test(name),
  );
  if (about === undefined) throw new Error(`${build} has no part "About".`);
  const renamed = `about-page-${version}.js`;
  for (const path of await listFiles(build)) {
    if (/\.(?:br|gz)$/.test(path) || path.startsWith("offline-")) continue;
    const target = join(dir, path.replace(about, renamed));
    await mkdir(dirname(target), { recursive: true });
    if (!TEXT.test(path) || /^(?:packs|pyodide|images)\//.test(path)) {
      await link(join(build, path), target);
      continue;
    }
    const text = (await readFile(join(build, path), "utf8")).replaceAll(about, renamed);
    const marked = path === "index.html" ? text.replace("<body>", markOf(version)) : text;
    await writeFile(target, marked);
  }
  await finishSite(dir, await needsOf(build));
  return dir;
}

function markOf(version: string): string {
  return `<body data-version="${version}">`;
}

async function needsOf(build: string): Promise<Parameters<typeof finishSite>[1]> {
  const { common, lessons, scratch, files } = await siteFilesOf(build);
  const inflated = Object.entries(files).flatMap(([path, file]) =>
    file.inflated === undefined ? [] : [[path, file.inflated] as const],
  );
  return { common, lessons, scratch, inflated: Object.fromEntries(inflated) };
}

/** The list of a built app's files. */
async function siteFilesOf(build: string): Promise<SiteFiles> {
  const name = (await readdir(build)).find((file) => /^offline-[^.]+\.json$/.test(file));
  if (name === undefined) throw new Error(`${build} has no list of its files.`);
  return JSON.parse(await readFile(join(build, name), "utf8")) as SiteFiles;
}
