import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { cacheDir } from "../../../scripts/paths.ts";

/**
 * A copy of a built app, in a new folder, as it is in a browser without JavaScript Promise
 * Integration: there Python cannot wait. No flag of Chromium's takes that away, and init scripts do
 * not reach workers, so the kernel's own script comes with a line before it. The files that hold its
 * hash follow, and those that hold theirs; all else is linked.
 */
export function buildWithoutSuspending(build: string): string {
  mkdirSync(cacheDir, { recursive: true });
  const folder = mkdtempSync(join(cacheDir, "without-suspending-"));
  const hashes = new Map<string, string>();
  const assets = readdirSync(join(build, "assets")).map((name) => join("assets", name));
  const files = readdirSync(build).filter((name) => name !== "assets");
  const script = assets.find((path) => /^assets.entry-[^.]*\.js$/.test(path));
  if (script === undefined) throw new Error(`The kernel's script is not in ${build}/assets.`);
  const lists = files.filter((name) => /^offline-.*\.json$/.test(name));
  const written = [script, ...lists, ...files.filter((name) => name === "service-worker.js")];
  mkdirSync(join(folder, "assets"));
  write(script, (text) => `delete WebAssembly.Suspending; delete WebAssembly.promising;\n${text}`);
  for (const path of written.slice(1)) write(path, withNewHashes);
  for (const path of [...assets, ...files]) {
    // Compressed copies of what was written are of the other text.
    if (!written.some((name) => path.startsWith(name))) {
      symlinkSync(join(build, path), join(folder, path));
    }
  }
  return folder;

  function write(path: string, change: (text: string) => string): void {
    const before = readFileSync(join(build, path), "utf8");
    const after = change(before);
    hashes.set(sha256(before), sha256(after));
    writeFileSync(join(folder, path), after);
  }

  function withNewHashes(text: string): string {
    return [...hashes].reduce((known, [from, to]) => known.replaceAll(from, () => to), text);
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
