import { existsSync } from "node:fs";
import { mkdir, readFile, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Pack, PackIndex } from "../../src/shared/packs.ts";
import { silentReporter } from "../console.ts";
import type { Reporter } from "../console.ts";
import { Failure } from "../failure.ts";
import { hashFiles, readCachedJson, sha256, writeFileAtomically } from "../files.ts";
import { readPyodideVersion } from "../packages/distribution.ts";
import { ensureWheels, wheelPath } from "../packages/fetch.ts";
import { contentHash, readLock } from "../packages/lock.ts";
import type { LockedPackage, PackageLock } from "../packages/lock.ts";
import { cacheDir } from "../paths.ts";
import { startCompiler } from "./compiler.ts";
import { makePack } from "./make-pack.ts";

/** The packs of the lock, ready on the disk. */
export interface PackSet {
  /** Folder with the packs and their index, and with older ones that are no longer named there. */
  readonly dir: string;
  /** The index's file name in it. */
  readonly indexFile: string;
  readonly index: PackIndex;
}

export interface PackOptions {
  readonly reporter?: Reporter;
  /** A folder with the official Pyodide distribution, instead of the download. */
  readonly pyodideDist?: string | null;
}

/** What is kept of a made pack, so that a later run need not open it. */
interface PackRecord {
  readonly pack: Pack;
  readonly licenceText: string | null;
}

const packsDir = join(cacheDir, "packs");
const recordsDir = join(cacheDir, "pack-records");

// What a pack's bytes follow from, beside the wheel and the interpreter.
const COMPILER_SOURCES = [
  "compile_source.py",
  "gzip.ts",
  "make-pack.ts",
  "rules.ts",
  "tar.ts",
  "wheel-tree.ts",
  "licence.ts",
  "../packages/metadata.ts",
].map((file) => fileURLToPath(new URL(file, import.meta.url)));

async function compilerVersion(): Promise<string> {
  return sha256(`${await readPyodideVersion()} ${await hashFiles(COMPILER_SOURCES)}`);
}

function recordFile(locked: LockedPackage, compiler: string): string {
  const depends = locked.depends.join(" ");
  const key = sha256(`${compiler} ${locked.name} ${contentHash(locked)} ${depends}`);
  return join(recordsDir, `${locked.name}-${key.slice(0, 16)}.json`);
}

async function readRecord(file: string): Promise<PackRecord | null> {
  const record = (await readCachedJson(file)) as PackRecord | null;
  if (record === null) return null;
  try {
    const { size } = await stat(join(packsDir, record.pack.file));
    return size === record.pack.size ? record : null;
  } catch {
    return null;
  }
}

async function makeMissing(
  missing: readonly LockedPackage[],
  version: string,
  reporter: Reporter,
): Promise<void> {
  // Large ones first, so that no process is left alone with one at the end.
  const sizeOf = (locked: LockedPackage): number =>
    locked.origin === "sdist" ? locked.sdist.size : locked.size;
  const queue = missing.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const total = queue.length;
  await reporter.step(`Compiling ${total} Python packages`, async (progress) => {
    let done = 0;
    const work = async (): Promise<void> => {
      const compiler = startCompiler();
      try {
        for (let locked = queue.shift(); locked !== undefined; locked = queue.shift()) {
          const made = await makePack(locked, await readFile(wheelPath(locked)), compiler);
          await writeFileAtomically(join(packsDir, made.pack.file), made.bytes);
          const record: PackRecord = { pack: made.pack, licenceText: made.licenceText };
          await writeFileAtomically(recordFile(locked, version), JSON.stringify(record));
          progress({ done: ++done, total, unit: "files" });
        }
      } finally {
        compiler.close();
      }
    };
    const processes = Math.min(availableParallelism(), 4, total);
    await Promise.all(Array.from({ length: processes }, work));
  });
}

async function readRecords(lock: PackageLock, version: string): Promise<Map<string, PackRecord>> {
  const records = new Map<string, PackRecord>();
  await Promise.all(
    lock.packages.map(async (locked) => {
      const record = await readRecord(recordFile(locked, version));
      if (record !== null) records.set(locked.name, record);
    }),
  );
  return records;
}

async function ensureRecords(options: PackOptions): Promise<{
  readonly lock: PackageLock;
  readonly records: ReadonlyMap<string, PackRecord>;
}> {
  const { reporter = silentReporter, pyodideDist = null } = options;
  const lock = await readLock();
  const pyodide = await readPyodideVersion();
  if (lock.pyodide !== pyodide) {
    throw new Failure(
      `packages.lock is for Pyodide ${lock.pyodide} but ${pyodide} is installed: run npm ci, or npm run packages:lock.`,
    );
  }
  const version = await compilerVersion();
  await mkdir(packsDir, { recursive: true });
  let records = await readRecords(lock, version);
  const missing = lock.packages.filter(({ name }) => !records.has(name));
  if (missing.length > 0) {
    await ensureWheels({ ...lock, packages: missing }, { reporter, pyodideDist });
    await makeMissing(missing, version, reporter);
    records = await readRecords(lock, version);
  }
  return { lock, records };
}

/**
 * Makes every pack that is not there yet, fetching wheels as needed, and the index of all.
 * Throws `Failure` with a sentence for what the user can mend.
 */
export async function ensurePacks(options: PackOptions = {}): Promise<PackSet> {
  const { lock, records } = await ensureRecords(options);
  const packs = Object.fromEntries(
    [...records].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, { pack }]) => [name, pack]),
  );
  const index: PackIndex = { format: 1, pyodide: lock.pyodide, packs };
  const text = JSON.stringify(index);
  const indexFile = `index-${sha256(text).slice(0, 12)}.json`;
  if (!existsSync(join(packsDir, indexFile))) {
    await writeFileAtomically(join(packsDir, indexFile), text);
  }
  return { dir: packsDir, indexFile, index };
}

/** A package's licence for the About page. */
export interface PackageLicence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string | null;
}

/** Licences of all packs, by name. Makes the packs first where they are not there. */
export async function readPackLicences(): Promise<readonly PackageLicence[]> {
  const { records } = await ensureRecords({});
  return [...records.values()]
    .map(({ pack: { name, version, licence }, licenceText }) => ({
      name,
      version,
      licence,
      text: licenceText,
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
