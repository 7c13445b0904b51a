import { serveDist } from "../serve/serve-dist.ts";
import { openLink, type Link, type LinkProfile } from "./link.ts";
import { servePlainPyodide } from "./plain-pyodide.ts";

/** An address and the wire that leads to it. */
export interface Site {
  /** Ends with a slash. */
  readonly address: string;
  readonly link: Link;
}

/** Routebook and plain Pyodide, each behind a wire of the same kind. */
export interface Sites {
  readonly routebook: Site;
  readonly plain: Site;
  /** Routebook without the wire: the preview's origin lets itself be framed by this address only. */
  readonly direct: string;
  close(): Promise<void>;
}

/** Serves both on free ports. */
export async function openSites(profile: LinkProfile | null): Promise<Sites> {
  const app = await serveDist({ port: 0, previewPort: 0 });
  const plain = await servePlainPyodide();
  const links = await Promise.all([
    openLink(Number(new URL(app.url).port), profile),
    openLink(plain.port, profile),
  ]);
  const [toApp, toPlain] = links;
  return {
    routebook: { address: `http://127.0.0.1:${toApp.port}/`, link: toApp },
    plain: { address: `http://127.0.0.1:${toPlain.port}/`, link: toPlain },
    direct: app.url,
    async close() {
      await Promise.all(links.map((link) => link.close()));
      await Promise.all([app.close(), plain.close()]);
    },
  };
}
