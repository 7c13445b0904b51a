import { existsSync } from "node:fs";
import { cp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Reporter } from "../console.ts";
import { readCachedJson, withStagingFolder, writeFileAtomically } from "../files.ts";
import { imagesIfPossible } from "../images/ensure-images.ts";
import { ensurePacks } from "../packs/ensure-packs.ts";
import { cacheDir, distDir, root } from "../paths.ts";
import { PREVIEW_ORIGIN } from "../preview-origin.ts";
import { compressFolder } from "./compress.ts";
import { hashInputs } from "./inputs.ts";
import { checkShell, measureShell } from "./shell-budget.ts";
import { formatSizes, measureParts } from "./sizes.ts";

export interface BuildOptions {
  readonly reporter: Reporter;
  readonly pyodideDist: string | null;
  /** Origin that the site has its preview on; null where there is none, or the server tells. */
  readonly previewOrigin?: string | null;
}

const stampFile = join(cacheDir, "build.json");

/** Replaces the built app in one step; across disks, where that is not possible, in two. */
async function replaceDist(made: string): Promise<void> {
  await rm(distDir, { recursive: true, force: true });
  await rename(made, distDir).catch(() => cp(made, distDir, { recursive: true }));
}

/**
 * Builds the app into `dist`, unless what is there was made of the very same inputs. The app is
 * built beside and moved into place, so that an interrupted build leaves the old one or none.
 */
export async function buildApp(options: BuildOptions): Promise<void> {
  const { reporter, pyodideDist, previewOrigin = null } = options;
  await ensurePacks({ reporter, pyodideDist });
  const images = await imagesIfPossible(reporter);
  // Vite's plugins take no parameters from here.
  process.env[PREVIEW_ORIGIN] = previewOrigin ?? "";
  const inputs = `${await hashInputs()} ${previewOrigin} ${images?.indexFile}`;
  const stamp = (await readCachedJson(stampFile)) as { readonly inputs: string } | null;
  if (stamp?.inputs === inputs && existsSync(join(distDir, "index.html"))) return;
  await rm(stampFile, { force: true });
  // Loaded only where there is something to build: it is most of a second start's time.
  const { build } = await import("vite");
  let shell = "";
  await withStagingFolder(async (staging) => {
    const outDir = join(staging, "dist");
    await reporter.step("Building the app", () =>
      build({ root, logLevel: "warn", build: { outDir, emptyOutDir: true } }),
    );
    await reporter.step("Compressing", (progress) => compressFolder(outDir, progress));
    shell = checkShell(await measureShell(outDir));
    await replaceDist(outDir);
  });
  await writeFileAtomically(stampFile, JSON.stringify({ inputs }));
  reporter.note(`${formatSizes(await measureParts(distDir))}\n${shell}`);
}
