import { gunzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { readTar } from "../../src/shared/tar.ts";
import { parseMetadata } from "./metadata.ts";
import { normalizeName } from "./requirement.ts";

/** Where projects keep their packages; "" is the archive's own top. */
const ROOTS = ["src/", "lib/", ""] as const;

// Compiled parts are optional in the packages that are taken this way; without a compiler their
// own build leaves them out too.
const SOURCE_ONLY = /\.(c|h|pyx|pxd|pyi|so|pyd)$/;

/** A wheel made of a source archive. */
export interface SdistWheel {
  readonly file: string;
  readonly name: string;
  readonly version: string;
  readonly bytes: Uint8Array;
}

/**
 * Makes the pure wheel (`py3-none-any`) of a source archive whose compiled parts are optional. The
 * files are copied, nothing of the archive is run: no compiler, no build tool, and the same bytes
 * on every machine.
 * Throws where the archive has no package or no metadata.
 */
export function wheelFromSdist(archive: Uint8Array): SdistWheel {
  const files = new Map<string, Uint8Array>();
  for (const { path, bytes } of readTar(gunzipSync(archive))) {
    files.set(path.slice(path.indexOf("/") + 1), bytes);
  }
  const info = files.get("PKG-INFO");
  if (info === undefined) throw new Error("The source archive has no PKG-INFO.");
  const metadata = parseMetadata(new TextDecoder().decode(info));
  const name = metadata.get("name")?.[0];
  const version = metadata.get("version")?.[0];
  if (name === undefined || version === undefined) throw new Error("PKG-INFO names no project.");

  const isPackage = (root: string, path: string): boolean =>
    path.startsWith(root) && /^[^/]+\/__init__\.py$/.test(path.slice(root.length));
  const root = ROOTS.find((candidate) =>
    [...files.keys()].some((path) => isPackage(candidate, path)),
  );
  if (root === undefined) throw new Error(`The source archive of ${name} has no package.`);
  const packages = [...files.keys()]
    .filter((path) => isPackage(root, path))
    .map((path) => path.slice(0, -"__init__.py".length));

  const distInfo = `${normalizeName(name).replaceAll("-", "_")}-${version}.dist-info`;
  const contents: Record<string, Uint8Array> = {};
  for (const [path, bytes] of files) {
    if (packages.some((folder) => path.startsWith(folder)) && !SOURCE_ONLY.test(path)) {
      contents[path.slice(root.length)] = bytes;
    } else if (/^(LICEN[CS]E|COPYING)[^/]*$/.test(path)) {
      contents[`${distInfo}/licenses/${path}`] = bytes;
    }
  }
  contents[`${distInfo}/METADATA`] = info;
  contents[`${distInfo}/WHEEL`] = new TextEncoder().encode(
    "Wheel-Version: 1.0\nGenerator: routebook\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
  );
  return {
    file: `${normalizeName(name).replaceAll("-", "_")}-${version}-py3-none-any.whl`,
    name: normalizeName(name),
    version,
    bytes: zipSync(contents, { level: 6, mtime: new Date(1980, 0, 2) }),
  };
}
