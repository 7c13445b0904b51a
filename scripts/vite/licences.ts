import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";
import { readPyodideVersion } from "../packages/distribution.ts";
import { readPackLicences } from "../packs/ensure-packs.ts";
import { root } from "../paths.ts";
import { shippedPackages } from "./shipped-packages.ts";
import type { NpmLock } from "./shipped-packages.ts";
import { COPIED_PACKAGES } from "./preview-assets.ts";

interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly kind: "npm" | "python" | "runtime";
  readonly text?: string;
}

const ID = "virtual:licences";

// Folders whose code reaches the browser.
const SHIPPED_FOLDERS = ["src", "workers"];

/** Lists what others wrote and the built page ships (`virtual:licences`), with the licences' texts. */
export function licences(): Plugin {
  return {
    name: "routebook:licences",
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    async load(id) {
      if (id !== `\0${ID}`) return null;
      const list = [
        ...(await runtimes()),
        ...(await pythonPackages()),
        ...[...(await npmPackages()), ...(await copiedPackages())].toSorted(byName),
      ];
      return `export const licences = ${JSON.stringify(list)};`;
    },
  };
}

async function runtimes(): Promise<Licence[]> {
  const pyodide = await readPyodideVersion();
  return [
    { name: "CPython", version: "3.14", licence: "PSF-2.0", kind: "runtime" },
    { name: "Pyodide", version: pyodide, licence: "MPL-2.0", kind: "runtime" },
  ];
}

async function pythonPackages(): Promise<Licence[]> {
  const packs = await readPackLicences();
  return packs.map(({ text, ...rest }) => ({
    ...rest,
    kind: "python",
    ...(text === null ? {} : { text }),
  }));
}

async function npmPackages(): Promise<Licence[]> {
  const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as NpmLock;
  const shipped = shippedPackages(lock, await importedPackages());
  return Promise.all(
    shipped
      .filter(({ name }) => name !== "pyodide")
      .map(async ({ name, version, licence, folder }) => {
        const text = await licenceText(join(root, folder));
        return { name, version, licence, kind: "npm" as const, ...text };
      }),
  );
}

/** Packages of which ready-made bundles are shipped; each names what was built into it. */
function copiedPackages(): Promise<Licence[]> {
  return Promise.all(
    COPIED_PACKAGES.map(async ({ name, folder, from, bundle }) => {
      const { version = "", license = "" } = JSON.parse(
        await readFile(join(folder, "package.json"), "utf8"),
      ) as { readonly version?: string; readonly license?: string };
      const { text = "" } = await licenceText(folder);
      const bundled = await readFile(join(folder, from, `${bundle}.LICENSE.txt`), "utf8");
      return { name, version, licence: license, kind: "npm" as const, text: `${text}\n${bundled}` };
    }),
  );
}

function byName(a: Licence, b: Licence): number {
  return a.name < b.name ? -1 : 1;
}

/** Names of the npm packages that the page's and the workers' code imports. */
async function importedPackages(): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const folder of SHIPPED_FOLDERS) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile() || !/\.(tsx?|css)$/.test(entry.name)) continue;
      const text = await readFile(join(entry.parentPath, entry.name), "utf8");
      for (const [, specifier = ""] of text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)) {
        const name = /^(@[\w.-]+\/[\w.-]+|[a-z][\w.-]*)(\/|$)/.exec(specifier)?.[1];
        if (name !== undefined) names.add(name);
      }
    }
  }
  return names;
}

async function licenceText(folder: string): Promise<{ readonly text?: string }> {
  const file = (await readdir(folder)).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file === undefined ? {} : { text: await readFile(join(folder, file), "utf8") };
}
