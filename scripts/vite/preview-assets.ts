import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import type { Plugin } from "vite";
import { root } from "../paths.ts";
import { COPIES, COPIES_FOLDER } from "../../src/shared/cdn-copies.ts";

/** The npm packages of which the preview ships files as they are; `from` is the folder in them. */
export const COPIED_PACKAGES = [
  {
    name: "swagger-ui-dist",
    folder: join(root, "node_modules", "swagger-ui-dist"),
    from: "",
    bundle: "swagger-ui-bundle.js",
  },
  {
    name: "redoc",
    folder: join(root, "node_modules", "redoc"),
    from: "bundles",
    bundle: "redoc.standalone.js",
  },
] as const;

const [swagger, redoc] = COPIED_PACKAGES;

// What is only asked for to be there.
const EMPTY: Readonly<Record<string, string>> = {
  "empty.css": "/* The reader's own fonts are used. */\n",
  "empty.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n',
};

/** Content of one of the copies ({@link COPIES}). */
export async function readCopy(name: string): Promise<Uint8Array> {
  const empty = EMPTY[name];
  if (empty !== undefined) return Buffer.from(empty);
  const [folder = "", file = ""] = name.split("/", 2);
  const { folder: home, from } = folder === "redoc" ? redoc : swagger;
  return readFile(join(home, from, file));
}

/**
 * Puts the documentation pages' scripts and style sheets into `preview/__assets/`, in development
 * and in the build: the preview answers with them what would come from other hosts.
 */
export function previewAssets(): Plugin {
  return {
    name: "routebook:preview-assets",
    configureServer(server) {
      server.middlewares.use(`/preview/${COPIES_FOLDER}`, (request, response, next) => {
        const name = decodeURIComponent((request.url ?? "").replaceAll(/^\/|\?.*$/g, ""));
        if (COPIES.includes(name)) void sendCopy(name, response);
        else next();
      });
    },
    async generateBundle() {
      for (const name of COPIES) {
        this.emitFile({
          type: "asset",
          fileName: `preview/${COPIES_FOLDER}${name}`,
          source: await readCopy(name),
        });
      }
    },
  };
}

async function sendCopy(name: string, response: ServerResponse): Promise<void> {
  response.setHeader("Content-Type", typeOf(name));
  response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
  response.end(await readCopy(name));
}

function typeOf(name: string): string {
  const types = { js: "text/javascript", css: "text/css", html: "text/html", svg: "image/svg+xml" };
  const extension = name.slice(name.lastIndexOf(".") + 1);
  const text = Object.entries(types).find(([known]) => known === extension)?.[1];
  return text === undefined ? "image/png" : `${text}; charset=utf-8`;
}
