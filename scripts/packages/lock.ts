import { readFile } from "node:fs/promises";
import { packagesLockFile } from "../paths.ts";

/** A file that somebody else publishes, pinned. */
export interface PinnedFile {
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

interface LockedBase {
  /** Normalized (PEP 503). */
  readonly name: string;
  readonly version: string;
  /** Normalized names of what it needs on this platform, sorted. */
  readonly depends: readonly string[];
}

/**
 * One package of the lock. `index`: a wheel of the package index. `distribution`: a wheel of the
 * Pyodide distribution. `sdist`: a source archive, from which a pure wheel of that name is made.
 */
export type LockedPackage =
  | (LockedBase & PinnedFile & { readonly origin: "index" })
  | (LockedBase & PinnedFile & { readonly origin: "distribution" })
  | (LockedBase & { readonly origin: "sdist"; readonly file: string; readonly sdist: PinnedFile });

/** The package on the index that carries the wheels of the Pyodide distribution. */
export interface DistributionCarrier extends PinnedFile {
  readonly name: string;
  readonly version: string;
  /** Folder inside it that holds the wheels. */
  readonly folder: string;
}

export interface PackageLock {
  readonly format: 1;
  readonly pyodide: string;
  readonly carrier: DistributionCarrier;
  readonly packages: readonly LockedPackage[];
}

/** Sorted and indented, so that a changed version is a changed line. */
export function formatLock(lock: PackageLock): string {
  const packages = lock.packages.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return `${JSON.stringify({ ...lock, packages }, null, 2)}\n`;
}

/** Reads the lock that is checked in. It is ours, so its shape is trusted. */
export async function readLock(file: string = packagesLockFile): Promise<PackageLock> {
  return JSON.parse(await readFile(file, "utf8")) as PackageLock;
}

/** The hash that a package's contents follow from. */
export function contentHash(locked: LockedPackage): string {
  return locked.origin === "sdist" ? locked.sdist.sha256 : locked.sha256;
}
