import { serveDist } from "../serve/serve-dist.ts";
import { Link, type LinkProfile } from "./link.ts";
import { servePlainPyodide } from "./plain-pyodide.ts";

/** An address and the wires that lead to it. */
export interface Site {
  /** Ends with a slash. */
  readonly address: string;
  /** Bytes that came to the browser since the last call; with a time, only those until then. */
  takeBytes(until?: number): number;
  /** Resolves once nothing has come for that many ms. */
  quiet(ms: number): Promise<void>;
  /** Runs `use` while the network to the site is gone. */
  without<T>(use: () => Promise<T>): Promise<T>;
}

/** Routebook and plain Pyodide, each behind wires of the same kind. */
export interface Sites {
  readonly routebook: Site;
  readonly plain: Site;
  /** Runs `use` while both are behind such a network. */
  over<T>(profile: LinkProfile, use: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Serves both on free ports. `dir` is the built app, `empty` a folder for plain Pyodide's files. */
export async function openSites(dir: string, empty: string): Promise<Sites> {
  const ports = { app: 0, preview: 0, plain: 0 };
  const [toApp, toPreview, toPlain] = await Promise.all([
    Link.open(() => ports.app),
    Link.open(() => ports.preview),
    Link.open(() => ports.plain),
  ]);
  const all = [toApp, toPreview, toPlain];
  // The preview lets itself be framed by the address that the browser has for the app.
  const app = await serveDist({
    port: 0,
    previewPort: 0,
    dir,
    seenAs: { site: originOf(toApp), preview: originOf(toPreview) },
  });
  const plain = await servePlainPyodide(empty);
  ports.app = Number(new URL(app.url).port);
  ports.preview = Number(new URL(app.previewUrl ?? "").port);
  ports.plain = plain.port;
  return {
    routebook: siteOf(`${originOf(toApp)}/`, [toApp, toPreview]),
    plain: siteOf(`${originOf(toPlain)}/`, [toPlain]),
    async over(profile, use) {
      for (const link of all) link.shape(profile);
      try {
        return await use();
      } finally {
        for (const link of all) link.shape(null);
      }
    },
    async close() {
      await Promise.all(all.map((link) => link.cut()));
      await Promise.all([app.close(), plain.close()]);
    },
  };
}

function originOf(link: Link): string {
  return `http://127.0.0.1:${link.port}`;
}

function siteOf(address: string, links: readonly Link[]): Site {
  return {
    address,
    takeBytes: (until) => links.reduce((sum, link) => sum + link.takeBytes(until), 0),
    async quiet(ms) {
      await Promise.all(links.map((link) => link.quiet(ms)));
    },
    async without(use) {
      await Promise.all(links.map((link) => link.cut()));
      try {
        return await use();
      } finally {
        await Promise.all(links.map((link) => link.mend()));
      }
    },
  };
}
