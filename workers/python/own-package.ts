import type { PackIndex } from "../../src/shared/packs.ts";
import { readTar } from "../../src/shared/tar.ts";
import type { PackSource } from "./pack-source.ts";
import { gunzip } from "./packs.ts";

/** A file of the `routebook` package; `path` is below site-packages. */
export interface OwnFile {
  readonly path: string;
  readonly bytes: Uint8Array | string;
}

/** The package as the build compiled it. Rejects with a sentence where it cannot be fetched. */
export async function packedOwnFiles(index: PackIndex, source: PackSource): Promise<OwnFile[]> {
  if (index.own === undefined) throw new Error("The list of packages names no kernel.");
  return [...readTar(await gunzip(await source.bytes(index.own, () => {})))];
}
