import type { Pack } from "../../src/shared/packs.ts";
import { Failure } from "../failure.ts";
import { sha256 } from "../files.ts";
import { parseMetadata, stripDescription } from "../packages/metadata.ts";
import type { LockedPackage } from "../packages/lock.ts";
import type { Compiler } from "./compiler.ts";
import { gzip } from "./gzip.ts";
import { licenceOf } from "./licence.ts";
import { LARGEST_PACK, isKept } from "./rules.ts";
import { writeTar } from "./tar.ts";
import { licenceText, readDistInfo, readWheel, providedModules } from "./wheel-tree.ts";

/** A pack with its file's bytes. */
export interface MadePack {
  readonly pack: Pack;
  readonly bytes: Uint8Array;
  readonly licenceText: string | null;
}

/**
 * Makes a package's pack: its tree with compiled modules instead of sources (`mod.pyc` where
 * `mod.py` was, so that Python's sourceless loader finds it), as a gzipped tar. A file that does
 * not compile stays as it is. Throws `Failure` where static hosts would refuse the file.
 */
export async function makePack(
  locked: LockedPackage,
  wheel: Uint8Array,
  compiler: Compiler,
): Promise<MadePack> {
  const tree = readWheel(wheel);
  const kept = [...tree].filter(([path]) => isKept(path));
  const compiled = await compiler.compile(new Map(kept.filter(([path]) => path.endsWith(".py"))));
  const files = new Map<string, Uint8Array>();
  for (const [path, bytes] of kept) {
    const code = compiled.get(path) ?? null;
    if (code !== null) files.set(`${path}c`, code);
    else if (!path.endsWith(".dist-info/METADATA")) files.set(path, bytes);
  }
  const text = readDistInfo(tree, "METADATA") ?? "";
  const metadata = parseMetadata(text);
  const distInfo = kept.find(([path]) => path.endsWith(".dist-info/METADATA"))?.[0];
  if (distInfo === undefined) throw new Error(`${locked.file} has no metadata.`);
  files.set(distInfo, new TextEncoder().encode(stripDescription(text)));

  const archive = writeTar(files);
  const bytes = gzip(archive);
  const hash = sha256(bytes);
  const file = `${locked.name}-${locked.version}-${hash.slice(0, 12)}.pack`;
  if (bytes.length > LARGEST_PACK) {
    throw new Failure(`${file} has ${bytes.length} bytes; static hosts take ${LARGEST_PACK}.`);
  }
  return {
    bytes,
    licenceText: licenceText(tree),
    pack: {
      name: locked.name,
      version: locked.version,
      file,
      size: bytes.length,
      unpackedSize: archive.length,
      sha256: hash,
      modules: providedModules(files.keys()),
      depends: locked.depends,
      licence: licenceOf(metadata),
      summary: metadata.get("summary")?.[0] ?? "",
    },
  };
}
