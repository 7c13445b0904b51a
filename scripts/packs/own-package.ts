import { readdirSync, readFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Pack, PackIndex } from "../../src/shared/packs.ts";
import { hashFiles, readCachedJson, sha256, writeFileAtomically } from "../files.ts";
import { readPyodideVersion } from "../packages/distribution.ts";
import { cacheDir, root } from "../paths.ts";
import { startCompiler } from "./compiler.ts";
import { ensurePacks } from "./ensure-packs.ts";
import type { PackOptions, PackSet } from "./ensure-packs.ts";
import { gzip } from "./gzip.ts";
import { writeTar } from "./tar.ts";

const folder = join(root, "workers", "python", "py");
const recordsDir = join(cacheDir, "pack-records");

// What the bytes follow from, beside the sources and the interpreter.
const COMPILER_SOURCES = ["compile_source.py", "own-package.ts", "gzip.ts", "tar.ts"].map((file) =>
  fileURLToPath(new URL(file, import.meta.url)),
);

/** Files of the kernel's own Python package, by path below site-packages. */
export function ownSourceFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".py")) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(relative(folder, file).split(sep).join("/"), file);
  }
  return files;
}

/** The kernel's own Python package as source text, by path below site-packages. */
export function ownSources(): ReadonlyMap<string, string> {
  return new Map([...ownSourceFiles()].map(([path, file]) => [path, readFileSync(file, "utf8")]));
}

/**
 * The kernel's own Python package compiled into a pack in that folder, made unless it is there.
 * Throws where a module does not compile.
 */
async function ensureOwnPackage(dir: string): Promise<Pack> {
  const compiler = await hashFiles(COMPILER_SOURCES);
  const sources = await hashFiles([...ownSourceFiles().values()].toSorted());
  const key = sha256(`${await readPyodideVersion()} ${compiler} ${sources}`).slice(0, 16);
  const recordFile = join(recordsDir, `own-${key}.json`);
  const record = (await readCachedJson(recordFile)) as Pack | null;
  if (record !== null && (await hasSize(join(dir, record.file), record.size))) return record;
  const { pack, bytes } = await compileOwnPackage(key);
  await writeFileAtomically(join(dir, pack.file), bytes);
  await writeFileAtomically(recordFile, JSON.stringify(pack));
  return pack;
}

async function compileOwnPackage(
  version: string,
): Promise<{ readonly pack: Pack; readonly bytes: Uint8Array }> {
  const encoder = new TextEncoder();
  const sources = new Map([...ownSources()].map(([path, text]) => [path, encoder.encode(text)]));
  const compiler = startCompiler();
  try {
    const compiled = await compiler.compile(sources);
    const files = new Map<string, Uint8Array>();
    for (const [path, code] of compiled) {
      if (code === null) throw new Error(`workers/python/py/${path} does not compile.`);
      files.set(`${path}c`, code);
    }
    const archive = writeTar(files);
    const bytes = gzip(archive);
    const hash = sha256(bytes);
    const pack: Pack = {
      name: "routebook",
      version,
      file: `routebook-${hash.slice(0, 12)}.pack`,
      size: bytes.length,
      unpackedSize: archive.length,
      sha256: hash,
      // Not for the learner to import, so nothing offers it or loads it by itself.
      modules: [],
      depends: [],
      licence: "MIT",
      summary: "The kernel's own Python",
    };
    return { pack, bytes };
  } finally {
    compiler.close();
  }
}

async function hasSize(file: string, size: number): Promise<boolean> {
  return await stat(file).then(
    (about) => about.size === size,
    () => false,
  );
}

/**
 * What the app ships: all packs, the kernel's own Python as one, and an index that names both.
 * Throws as `ensurePacks` does.
 */
export async function ensureShippedPacks(options: PackOptions = {}): Promise<PackSet> {
  const { dir, index: packages } = await ensurePacks(options);
  const index: PackIndex = { ...packages, own: await ensureOwnPackage(dir) };
  const text = JSON.stringify(index);
  const indexFile = `index-${sha256(text).slice(0, 12)}.json`;
  await writeFileAtomically(join(dir, indexFile), text);
  return { dir, indexFile, index };
}

/** Files of the packs folder that belong to what is shipped. */
export function shippedFiles({ index, indexFile }: PackSet): readonly string[] {
  const packs = [...Object.values(index.packs), ...(index.own === undefined ? [] : [index.own])];
  return [indexFile, ...packs.map(({ file }) => file)];
}
