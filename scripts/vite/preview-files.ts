import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import type { Plugin } from "vite";
import { PREVIEW_FILES } from "../../src/shared/preview.ts";
import { root } from "../paths.ts";
import { previewOrigin } from "../preview-origin.ts";
import { previewFileHeaders, previewHeadersFile } from "../serve/headers.ts";
import { bundleScript } from "./bundle-script.ts";

/** Scripts of the preview's folder, by file name; each is one classic script without imports. */
const SCRIPTS: Readonly<Record<string, string>> = {
  "__bridge.js": "src/bridge/bridge-entry.ts",
  "__shim.js": "src/bridge/shim-entry.ts",
  "__document.js": "src/bridge/document-entry.ts",
  "__fetch.js": "src/bridge/fetch-entry.ts",
  // Module workers are fetched without cookies, which a site behind a log-in refuses.
  "__service-worker.js": "workers/service/entry.ts",
};

const PAGES: Readonly<Record<string, string>> = {
  "__bridge.html": "src/bridge/bridge.html",
  "__document.html": "src/bridge/document.html",
  "__fetch.html": "src/bridge/fetch.html",
};

/**
 * Makes `preview/`, the folder of all that belongs to the preview's origin, and `preview.json`,
 * which tells the page where that origin is.
 */
export function previewFiles(): Plugin {
  return {
    name: "routebook:preview-files",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? "").split("?", 1)[0] ?? "";
        if (path !== "/preview.json" && !(fileName(path) in { ...SCRIPTS, ...PAGES })) next();
        else void sendFile(path, response);
      });
    },
    async generateBundle() {
      for (const [name, entry] of Object.entries(SCRIPTS)) {
        this.emitFile({
          type: "asset",
          fileName: `preview/${name}`,
          source: await bundleScript(entry, true),
        });
      }
      for (const [name, page] of Object.entries(PAGES)) {
        const source = await readFile(join(root, page));
        this.emitFile({ type: "asset", fileName: `preview/${name}`, source });
      }
      // Which site it belongs to is not known to the build: the host's owner can write it there.
      const site = `${JSON.stringify({ origin: null })}\n`;
      this.emitFile({ type: "asset", fileName: `preview/${PREVIEW_FILES.site}`, source: site });
      const headers = previewHeadersFile();
      this.emitFile({ type: "asset", fileName: "preview/_headers", source: headers });
      this.emitFile({ type: "asset", fileName: "preview.json", source: originFile() });
    },
  };
}

function fileName(path: string): string {
  return path.startsWith("/preview/") ? path.slice("/preview/".length) : "";
}

/** Answers the development server's request for one of the files, made of what is there now. */
async function sendFile(path: string, response: ServerResponse): Promise<void> {
  const script = SCRIPTS[fileName(path)];
  const page = PAGES[fileName(path)];
  response.setHeader("Cache-Control", "no-cache");
  for (const [name, value] of previewFileHeaders(path, { isolation: true })) {
    response.setHeader(name, value);
  }
  if (script !== undefined) {
    response.setHeader("Content-Type", "text/javascript");
    response.end(await bundleScript(script, false));
  } else if (page !== undefined) {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(await readFile(join(root, page)));
  } else {
    response.setHeader("Content-Type", "application/json");
    response.end(originFile());
  }
}

function originFile(): string {
  return `${JSON.stringify({ origin: previewOrigin() })}\n`;
}
