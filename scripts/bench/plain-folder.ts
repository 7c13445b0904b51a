import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compressFolder } from "../build/compress.ts";
import { wheelPath } from "../packages/fetch.ts";
import { readLock, type LockedPackage, type PackageLock } from "../packages/lock.ts";
import { pyodideDir, root } from "../paths.ts";
import { PLAIN_ANSWER, TASKS } from "./tasks.ts";

const PYODIDE_FILES = [
  "pyodide.mjs",
  "pyodide.asm.mjs",
  "pyodide.asm.wasm",
  "python_stdlib.zip",
  "pyodide-lock.json",
] as const;

/**
 * Puts the page of plain Pyodide together in an empty folder, with the very wheels that Routebook's
 * packs are made of, and compressed as a careful site would have it.
 */
export async function preparePlainPyodide(folder: string): Promise<void> {
  for (const part of ["pyodide", "wheels"]) await mkdir(join(folder, part), { recursive: true });
  const page = join(root, "scripts", "bench", "plain");
  for (const name of await readdir(page)) await copyFile(join(page, name), join(folder, name));
  for (const name of PYODIDE_FILES) {
    await copyFile(join(pyodideDir, name), join(folder, "pyodide", name));
  }
  const lock = await readLock();
  const tasks: Record<string, { readonly wheels: readonly string[]; readonly code: string }> = {};
  for (const { name, packages, code } of TASKS) {
    const needed = closureOf(lock, packages);
    for (const locked of needed) {
      await copyFile(wheelPath(locked), join(folder, "wheels", locked.file));
    }
    tasks[name] = { wheels: needed.map(({ file }) => file), code: code(PLAIN_ANSWER) };
  }
  await writeFile(join(folder, "tasks.json"), JSON.stringify(tasks));
  await compressFolder(folder, () => undefined);
}

function closureOf(lock: PackageLock, names: readonly string[]): LockedPackage[] {
  const found = new Set<LockedPackage>();
  const visit = (name: string): void => {
    const locked = lock.packages.find((candidate) => candidate.name === name);
    if (locked === undefined) throw new Error(`The lock has no package ${name}.`);
    if (found.has(locked)) return;
    found.add(locked);
    locked.depends.forEach(visit);
  };
  names.forEach(visit);
  return [...found];
}
