import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import sirv from "sirv";
import { preparePlainPyodide } from "./plain-folder.ts";

/** A running server of the page that plain Pyodide is measured with. */
export interface PlainServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the page of plain Pyodide on a free port, isolated as Routebook's is. Its files are put
 * into the folder, which is empty.
 */
export async function servePlainPyodide(folder: string): Promise<PlainServer> {
  await preparePlainPyodide(folder);
  const files = sirv(folder, {
    // Files of one version under fixed names: as well cached as a careful site would have it.
    maxAge: 31_536_000,
    immutable: true,
    brotli: true,
    gzip: true,
    setHeaders: (response) => {
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    },
  });
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    files(request, response, () => {
      response.statusCode = 404;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
