import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import sirv from "sirv";
import { PREVIEW_FILES } from "../../src/shared/preview.ts";
import { Failure } from "../failure.ts";
import { distDir } from "../paths.ts";
import {
  IMMUTABLE,
  REVALIDATE,
  isImmutable,
  isPreviewFile,
  previewFileHeaders,
  previewHeaders,
  siteHeaders,
} from "./headers.ts";
import type { Headers } from "./headers.ts";

export interface ServeOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Port of the preview's own origin; 0 takes any free one, null leaves the preview on the site's. */
  readonly previewPort: number | null;
  /** False leaves out the headers of cross-origin isolation. Default true. */
  readonly isolation?: boolean;
  /** Path of the site, with a slash at both ends. Default "/". */
  readonly base?: string;
  /** Folder of the built app. Default `dist`. */
  readonly dir?: string;
  /** Origins that browsers see them under, where a proxy stands between. Default: the real ones. */
  readonly seenAs?: { readonly site: string; readonly preview: string };
}

export interface RunningServer {
  /** Address of the site, with its base. */
  readonly url: string;
  /** Address of the preview's own origin; null where it has none. */
  readonly previewUrl: string | null;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";

/**
 * Serves the built app on the loopback address, and the preview's origin beside it.
 * Throws a {@link Failure} for a port in use.
 */
export async function serveDist(options: ServeOptions): Promise<RunningServer> {
  const { isolation = true, base = "/", dir = distDir, seenAs } = options;
  // The site's headers name the preview's origin, which is known once its port is open.
  let previewOrigin: string | null = null;
  let ofSite: Headers = [];
  const site = createServer(
    handler({
      dir,
      base,
      headers: (path) => (isPreviewFile(path) ? previewFileHeaders(path, { isolation }) : ofSite),
      answers: { "/preview.json": () => JSON.stringify({ origin: previewOrigin }) },
    }),
  );
  const origin = await listen(site, options.port, "");
  let previewUrl: string | null = null;
  let preview: Server | null = null;
  try {
    if (options.previewPort !== null) {
      const headers = previewHeaders({ isolation });
      const course = JSON.stringify({ origin: seenAs?.site ?? origin });
      const answers = { [`/${PREVIEW_FILES.site}`]: () => course };
      const folder = { dir: join(dir, "preview"), base: "/", headers: () => headers, answers };
      preview = createServer(handler(folder));
      const listening = await listen(preview, options.previewPort, ", the preview's,");
      previewUrl = `${listening}/`;
      previewOrigin = seenAs?.preview ?? listening;
    }
    ofSite = siteHeaders({ previewOrigin, isolation });
    return {
      url: origin + base,
      previewUrl,
      async close() {
        await Promise.all([stop(site), preview === null ? null : stop(preview)]);
      },
    };
  } catch (error) {
    await stop(site);
    throw error;
  }
}

interface Folder {
  readonly dir: string;
  readonly base: string;
  /** Headers of every answer, by the path below the base. */
  readonly headers: (path: string) => Headers;
  /** JSON files that are made at the moment. */
  readonly answers: Readonly<Record<string, () => string>>;
}

function handler({ dir, base, headers, answers }: Folder) {
  const files = sirv(dir, {
    // Each request looks at the disk: a build may replace files below a running server.
    dev: true,
    etag: true,
    brotli: true,
    gzip: true,
    dotfiles: false,
    setHeaders(response, pathname) {
      if (pathname.endsWith(".pack"))
        response.setHeader("Content-Type", "application/octet-stream");
      if (pathname.endsWith(".mjs")) response.setHeader("Content-Type", "text/javascript");
      response.setHeader("Cache-Control", isImmutable(pathname) ? IMMUTABLE : REVALIDATE);
    },
    onNoMatch: (_request, response) => notFound(response),
  });
  return (request: IncomingMessage, response: ServerResponse): void => {
    const url = request.url ?? "/";
    const [pathname = ""] = url.split("?", 1);
    const below = pathname.startsWith(base) ? pathname.slice(base.length - 1) : "";
    for (const [name, value] of headers(below)) response.setHeader(name, value);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD" }).end();
      return;
    }
    if (`${pathname}/` === base) {
      response.writeHead(308, { Location: base }).end();
      return;
    }
    if (below === "") {
      notFound(response);
      return;
    }
    const answer = answers[below];
    if (answer !== undefined) {
      response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": REVALIDATE });
      response.end(answer());
      return;
    }
    request.url = url.slice(base.length - 1);
    // A file that was there a moment ago may be gone when it is read: that answer breaks off.
    response.once("pipe", (file) => file.once("error", () => response.destroy()));
    files(request, response);
  };
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" });
  response.end("There is nothing at this address.\n");
}

function listen(server: Server, port: number, role: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? inUse(port, role, error) : error);
    });
    server.listen(port, HOST, () => {
      resolve(`http://${HOST}:${(server.address() as AddressInfo).port}`);
    });
  });
}

function inUse(port: number, role: string, cause: Error): Failure {
  return new Failure(
    `Port ${port}${role} is in use by another program: run npm start -- --port ${port + 10}.`,
    { cause },
  );
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
