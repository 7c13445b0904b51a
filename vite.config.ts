import { defineConfig } from "vitest/config";
import { vitestProjects } from "./scripts/testing/vitest-projects.ts";
import { lessons } from "./scripts/vite/lessons.ts";
import { licences } from "./scripts/vite/licences.ts";
import { runtimeAssets } from "./scripts/vite/runtime-assets.ts";

export default defineConfig({
  // Relative, so that the built site works below any path of a static host.
  base: "./",
  plugins: [runtimeAssets(), licences(), lessons()],
  build: {
    target: "es2023",
    // Assets stay files: the Content-Security-Policy allows no data: scripts or fetches.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4_000,
  },
  // Pyodide imports Node's modules where it runs in Node; in a browser it never comes to that.
  worker: { format: "es", rolldownOptions: { external: /^node:/ } },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  optimizeDeps: { exclude: ["pyodide"] },
  test: { projects: vitestProjects },
});
