import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";
import type { PackIndex } from "../../src/shared/packs.ts";
import { ensurePacks } from "../packs/ensure-packs.ts";
import { root } from "../paths.ts";

interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly kind: "npm" | "python" | "runtime";
  readonly text?: string;
}

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

const ID = "virtual:licences";

/** Lists the third-party works that the built page ships (`virtual:licences`), with npm's licence texts. */
export function licences(): Plugin {
  return {
    name: "routebook:licences",
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    async load(id) {
      if (id !== `\0${ID}`) return null;
      const list = [...(await runtimes()), ...(await pythonPackages()), ...(await npmPackages())];
      return `export const licences = ${JSON.stringify(list)};`;
    },
  };
}

async function runtimes(): Promise<Licence[]> {
  const { packages } = await npmLock();
  const version = packages["node_modules/pyodide"]?.version ?? "";
  return [
    { name: "CPython", version: "3.14", licence: "PSF-2.0", kind: "runtime" },
    { name: "Pyodide", version, licence: "MPL-2.0", kind: "runtime" },
  ];
}

async function pythonPackages(): Promise<Licence[]> {
  const { dir, indexFile } = await ensurePacks();
  const index = JSON.parse(await readFile(join(dir, indexFile), "utf8")) as PackIndex;
  return Object.values(index.packs).map(({ name, version, licence }) => ({
    name,
    version,
    licence,
    kind: "python",
  }));
}

async function npmPackages(): Promise<Licence[]> {
  const { packages } = await npmLock();
  const shipped = Object.entries(packages).filter(
    ([path, entry]) =>
      path !== "" &&
      entry.dev !== true &&
      entry.optional !== true &&
      path !== "node_modules/pyodide",
  );
  return Promise.all(
    shipped.map(async ([path, { version = "", license = "" }]) => {
      const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
      const text = await licenceText(join(root, path));
      return { name, version, licence: license, kind: "npm" as const, ...text };
    }),
  );
}

async function licenceText(folder: string): Promise<{ text?: string }> {
  if (!existsSync(folder)) return {};
  const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
  return file === undefined ? {} : { text: await readFile(join(folder, file), "utf8") };
}

async function npmLock(): Promise<{ packages: Record<string, LockedPackage> }> {
  const text = await readFile(join(root, "package-lock.json"), "utf8");
  return JSON.parse(text) as { packages: Record<string, LockedPackage> };
}
