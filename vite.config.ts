import { defineConfig } from "vitest/config";
import { LongFirst } from "./scripts/testing/long-first.ts";
import { vitestProjects } from "./scripts/testing/vitest-projects.ts";
import { imageAssets } from "./scripts/vite/image-assets.ts";
import { lessons } from "./scripts/vite/lessons.ts";
import { licences } from "./scripts/vite/licences.ts";
import { offlineFiles } from "./scripts/vite/offline-files.ts";
import { projectParts } from "./scripts/vite/project-parts.ts";
import { pageLinks } from "./scripts/vite/page-links.ts";
import { previewAssets } from "./scripts/vite/preview-assets.ts";
import { previewFiles } from "./scripts/vite/preview-files.ts";
import { runtimeAssets } from "./scripts/vite/runtime-assets.ts";
import { scormScript } from "./scripts/vite/scorm-script.ts";
import { pageChunks } from "./scripts/vite/page-chunks.ts";

export default defineConfig({
  // Relative, so that the built site works below any path of a static host.
  base: "./",
  plugins: [
    runtimeAssets(),
    imageAssets(),
    previewFiles(),
    previewAssets(),
    licences(),
    lessons(),
    projectParts(),
    pageLinks(),
    scormScript(),
    offlineFiles(),
  ],
  build: {
    target: "es2023",
    // Assets stay files: the Content-Security-Policy allows no data: scripts or fetches.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4_000,
    // Every browser with module workers preloads modules by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: pageChunks(), includeDependenciesRecursively: false }] },
      },
    },
  },
  // Pyodide imports Node's modules where it runs in Node; in a browser it never comes to that.
  worker: { format: "es", rolldownOptions: { external: /^node:/ } },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  optimizeDeps: { exclude: ["pyodide"] },
  test: { projects: vitestProjects, sequence: { sequencer: LongFirst } },
});
