import { join, resolve } from "node:path";
import type { Plugin } from "vite";
import { SERVICE_WORKER } from "../../src/shared/site-files.ts";
import { finishSite } from "../build/finish-site.ts";
import { appIcons } from "../build/app-icons.ts";
import { readImages, siteNeeds } from "../build/site-needs.ts";
import { ensureShippedPacks } from "../packs/own-package.ts";
import { previewOrigin } from "../preview-origin.ts";
import { hostFiles } from "../serve/host-files.ts";
import { bundleScript } from "./bundle-script.ts";
import type { LessonsApi } from "./lessons.ts";
import { pyodideFiles } from "./pyodide-files.ts";

const LESSON = "\0virtual:lesson/";
const LESSON_TEXT = "\0virtual:lesson-text/";

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
        if (file.type !== "chunk" || file.facadeModuleId === null) continue;
        const id = file.facadeModuleId;
        // A lesson's Markdown is stored with the lesson, so that it can be exported without a network.
        const prefix = [LESSON, LESSON_TEXT].find((start) => id.startsWith(start));
        if (prefix === undefined) continue;
        const path = id.slice(prefix.length);
        const data = file.viteMetadata?.importedAssets ?? [];
        const known = lessonFiles.get(path) ?? [];
        lessonFiles.set(path, [...known, file.fileName, ...data]);
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
  const { folder, files } = await pyodideFiles();
  const interpreter = [...files.keys()].map((name) => folder + name);
  return [...interpreter, ...listed.map((file) => `packs/${file}`)];
}
