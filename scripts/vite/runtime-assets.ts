import { cp, mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import sirv from "sirv";
import type { Plugin } from "vite";
import { ensureShippedPacks, ownSourceFiles, shippedFiles } from "../packs/own-package.ts";
import { pyodideDir } from "../paths.ts";
import { previewOrigin } from "../preview-origin.ts";
import { headersFile, siteHeaders } from "../serve/headers.ts";
import { pyodideFiles } from "./pyodide-files.ts";

const ID = "virtual:runtime-assets";

/**
 * Puts Pyodide and the packs beside the page, in development and in the build, and tells the page
 * where they are (`virtual:runtime-assets`). Writes the header file for static hosts, too.
 */
export function runtimeAssets(): Plugin {
  let outDir = "";
  return {
    name: "routebook:runtime-assets",
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    async load(id) {
      if (id !== `\0${ID}`) return null;
      const { indexFile } = await ensureShippedPacks();
      // In development a change of the kernel's Python makes another pack and another index.
      for (const file of ownSourceFiles().values()) this.addWatchFile(file);
      const { folder, files } = await pyodideFiles();
      const sizes = Object.fromEntries([...files].map(([name, { length }]) => [name, length]));
      return [
        `export const pyodideUrl = ${JSON.stringify(folder)};`,
        `export const packIndexUrl = ${JSON.stringify(`packs/${indexFile}`)};`,
        `export const pyodideBytes = ${JSON.stringify(sizes)};`,
      ].join("\n");
    },
    async configureServer(server) {
      // Vitest starts a server of its own for the unit tests, which need no packs.
      if (process.env["VITEST"] !== undefined) return;
      const { dir } = await ensureShippedPacks();
      for (const [name, value] of siteHeaders({ previewOrigin: null, isolation: true })) {
        // The development server's own client needs inline scripts and a WebSocket.
        if (name === "Content-Security-Policy") continue;
        server.config.server.headers ??= {};
        server.config.server.headers[name] = value;
      }
      server.middlewares.use("/packs", sirv(dir, { dev: true }));
      const { folder } = await pyodideFiles();
      server.middlewares.use(`/${folder}`, sirv(pyodideDir, { dev: true }));
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "_headers", source: headersFile(previewOrigin()) });
    },
    async writeBundle() {
      const packs = await ensureShippedPacks();
      await mkdir(join(outDir, "packs"), { recursive: true });
      for (const file of shippedFiles(packs)) {
        await cp(join(packs.dir, file), join(outDir, "packs", file));
      }
      const { folder, files } = await pyodideFiles();
      await mkdir(join(outDir, folder), { recursive: true });
      for (const [name, bytes] of files) await writeFile(join(outDir, folder, name), bytes);
    },
  };
}
