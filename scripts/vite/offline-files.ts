import { join, resolve } from "node:path";
import type { Plugin } from "vite";
import { SERVICE_WORKER } from "../../src/shared/site-files.ts";
import { finishSite } from "../build/finish-site.ts";
import { appIcons } from "../build/app-icons.ts";
import { readImages, siteNeeds } from "../build/site-needs.ts";
import { readPyodideVersion } from "../packages/distribution.ts";
import { ensureShippedPacks } from "../packs/own-package.ts";
import { previewOrigin } from "../preview-origin.ts";
import { hostFiles } from "../serve/host-files.ts";
import { bundleScript } from "./bundle-script.ts";
import type { LessonsApi } from "./lessons.ts";
import { PYODIDE_FILES } from "./runtime-assets.ts";

const LESSON = "\0virtual:lesson/";

/**
 * Makes the shell's service worker and the list of what the site is made of, with what each lesson
 * needs. Only in the build: the development server's pages have no service worker.
 */
export function offlineFiles(): Plugin {
  let outDir = "";
  let lessonsApi: LessonsApi | undefined;
  const lessonFiles = new Map<string, readonly string[]>();
  return {
    name: "routebook:offline-files",
    apply: "build",
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
      const lessons = config.plugins.find(({ name }) => name === "routebook:lessons");
      lessonsApi = lessons?.api as LessonsApi | undefined;
    },
    async generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk" || file.facadeModuleId?.startsWith(LESSON) !== true) continue;
        const data = file.viteMetadata?.importedAssets ?? [];
        lessonFiles.set(file.facadeModuleId.slice(LESSON.length), [file.fileName, ...data]);
      }
      const source = await bundleScript("workers/shell/entry.ts", true);
      this.emitFile({ type: "asset", fileName: SERVICE_WORKER, source });
      const icons = appIcons();
      const files = { ...hostFiles(previewOrigin()), ...icons };
      for (const [fileName, content] of Object.entries(files)) {
        this.emitFile({ type: "asset", fileName, source: content });
      }
    },
    closeBundle: {
      order: "post",
      sequential: true,
      async handler() {
        // A build that failed has no lessons, and reports why by itself.
        if (lessonFiles.size === 0 || lessonsApi === undefined) return;
        const needs = siteNeeds({
          catalogue: await lessonsApi.catalogue(),
          lessonFiles,
          packs: (await ensureShippedPacks()).index,
          common: await commonFiles(),
          images: await readImages(join(outDir, "images")),
        });
        await finishSite(outDir, needs);
      },
    },
  };
}

/** What the kernel reads at every start: the interpreter, the list of packs, its own Python. */
async function commonFiles(): Promise<readonly string[]> {
  const { index, indexFile } = await ensureShippedPacks();
  const listed = index.own === undefined ? [indexFile] : [indexFile, index.own.file];
  const pyodide = `pyodide/${await readPyodideVersion()}/`;
  return [...PYODIDE_FILES.map((name) => pyodide + name), ...listed.map((file) => `packs/${file}`)];
}
