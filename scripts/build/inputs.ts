import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { hashFiles } from "../files.ts";
import { packagesLockFile, root } from "../paths.ts";

// All that the built app follows from. Tests and documents are not among it.
const INPUTS = [
  "src",
  "workers",
  "lessons",
  "public",
  "scripts",
  "index.html",
  "vite.config.ts",
  "package.json",
  "package-lock.json",
];

async function listFiles(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.pyc$|~$|^\./.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** One hash of everything that the built app is made of. */
export async function hashInputs(): Promise<string> {
  const lists = await Promise.all(INPUTS.map((path) => listFiles(join(root, path))));
  const files = [...new Set([...lists.flat(), packagesLockFile])].toSorted();
  return `${process.version} ${await hashFiles(files)}`;
}
