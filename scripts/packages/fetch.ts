import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Reporter } from "../console.ts";
import { Failure } from "../failure.ts";
import { sha256, withStagingFolder, writeFileAtomically } from "../files.ts";
import { cacheDir } from "../paths.ts";
import {
  assertOfficial,
  readCarrier,
  readDistributionFolder,
  readOfficialWheels,
} from "./distribution.ts";
import { contentHash } from "./lock.ts";
import type { DistributionCarrier, LockedPackage, PackageLock, PinnedFile } from "./lock.ts";
import { TARGET_ARGS, runPip } from "./pip.ts";
import { findPython } from "./python.ts";
import type { Python } from "./python.ts";
import { wheelFromSdist } from "./sdist.ts";

export interface FetchOptions {
  readonly reporter: Reporter;
  /** A folder with the official Pyodide distribution; null takes the carrier from the index. */
  readonly pyodideDist?: string | null;
}

/**
 * Where a verified wheel lies. The folder is named by hash and files are renamed into it after
 * verification, so what is there is right.
 */
export function wheelPath(locked: LockedPackage): string {
  return join(cacheDir, "wheels", contentHash(locked).slice(0, 16), locked.file);
}

async function downloadPinned(
  python: Python,
  files: readonly (PinnedFile & { readonly name: string; readonly version: string })[],
  pipArgs: readonly string[],
  title: string,
  { reporter }: FetchOptions,
  accept: (file: PinnedFile, bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  // pip moves what has arrived out of the folder that is watched: what came stays come.
  let most = 0;
  await reporter.step(title, (progress) =>
    withStagingFolder(async (staging) => {
      const requirements = join(staging, "requirements.txt");
      const lines = files.map(
        (file) => `${file.name}==${file.version} --hash=sha256:${file.sha256}`,
      );
      await writeFile(requirements, `${lines.join("\n")}\n`);
      const out = join(staging, "out");
      const args = ["download", "--no-deps", "--require-hashes", ...pipArgs];
      await runPip(python, [...args, "--requirement", requirements, "--dest", out], {
        staging,
        onBytes(bytes) {
          most = Math.max(most, bytes);
          progress({ done: most, total, unit: "bytes" });
        },
      });
      for (const file of files) {
        const bytes = await readFile(join(out, file.file)).catch((error: unknown) => {
          throw new Failure(`pip downloaded another file than ${file.file}.`, { cause: error });
        });
        // pip has checked it; a second look costs little and does not trust pip's configuration.
        if (sha256(bytes) !== file.sha256) throw new Failure(`${file.file} has a wrong hash.`);
        await accept(file, bytes);
      }
    }),
  );
}

/** Fetches the package that carries the distribution's wheels, and hands its bytes on. */
async function downloadCarrier(
  python: Python,
  carrier: DistributionCarrier,
  options: FetchOptions,
): Promise<Uint8Array> {
  let result: Uint8Array = new Uint8Array();
  await downloadPinned(
    python,
    [carrier],
    // Only its files are used, so its own wish for an older Python does not matter.
    ["--only-binary=:all:", "--ignore-requires-python"],
    "Downloading the Pyodide distribution",
    options,
    async (_file, bytes) => {
      result = bytes;
    },
  );
  return result;
}

/** Fetches, verifies and keeps every wheel of the lock that is not there yet. */
export async function ensureWheels(lock: PackageLock, options: FetchOptions): Promise<void> {
  const missing = lock.packages.filter((locked) => !existsSync(wheelPath(locked)));
  if (missing.length === 0) return;
  const fromDistribution = missing.filter((locked) => locked.origin === "distribution");
  const fromIndex = missing.filter((locked) => locked.origin === "index");
  const fromSource = missing.filter((locked) => locked.origin === "sdist");
  const folder = options.pyodideDist ?? null;

  let python: Python | null = null;
  const needPython = async (): Promise<Python> => (python ??= await findPython());

  if (fromIndex.length > 0) {
    await downloadPinned(
      await needPython(),
      fromIndex,
      TARGET_ARGS,
      `Downloading ${fromIndex.length} Python packages`,
      options,
      async (file, bytes) => {
        const locked = fromIndex.find((candidate) => candidate.file === file.file);
        if (locked !== undefined) await writeFileAtomically(wheelPath(locked), bytes);
      },
    );
  }
  if (fromDistribution.length > 0) {
    const official = await readOfficialWheels();
    const names = new Set(fromDistribution.map(({ file }) => file));
    const found =
      folder === null
        ? readCarrier(
            await downloadCarrier(await needPython(), lock.carrier, options),
            lock.carrier.folder,
            (file) => names.has(file),
          )
        : await readDistributionFolder(folder, [...names]);
    for (const locked of fromDistribution) {
      const bytes = found.get(locked.file);
      if (bytes === undefined) throw new Failure(`${lock.carrier.file} has no ${locked.file}.`);
      assertOfficial(locked.file, bytes, official);
      if (sha256(bytes) !== locked.sha256) {
        throw new Failure(`${locked.file} is not the file of packages.lock: regenerate the lock.`);
      }
      await writeFileAtomically(wheelPath(locked), bytes);
    }
  }
  if (fromSource.length > 0) {
    const names = fromSource.map(({ name }) => name);
    await downloadPinned(
      await needPython(),
      fromSource.map(({ name, version, sdist }) => ({ name, version, ...sdist })),
      // Named one by one: with ":all:" pip would build the build tools from source too.
      [`--no-binary=${names.join(",")}`, "--ignore-requires-python"],
      `Downloading source of ${names.join(" and ")}`,
      options,
      async (file, bytes) => {
        const locked = fromSource.find(({ sdist }) => sdist.file === file.file);
        if (locked !== undefined) {
          await writeFileAtomically(wheelPath(locked), wheelFromSdist(bytes).bytes);
        }
      },
    );
  }
}
