import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { cacheDir, root } from "./paths.ts";

/** Hex sha256 of text or bytes. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** One hash of several files' contents and names (relative to the repository), in the given order. */
export async function hashFiles(files: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of files) {
    const bytes = await readFile(file);
    const name = relative(root, file).replaceAll("\\", "/");
    hash.update(`${name.length}:${name}:${bytes.length}:`).update(bytes);
  }
  return hash.digest("hex");
}

/** Writes beside the target and renames, so that nobody ever sees half a file. */
export async function writeFileAtomically(file: string, data: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}-${randomBytes(4).toString("hex")}.tmp`;
  try {
    await writeFile(temporary, data);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** A file of the cache; null where it is missing. */
export async function readCached(file: string): Promise<Uint8Array | null> {
  return await readFile(file).catch(() => null);
}

/** Parses a JSON file of the cache; null where it is missing or was damaged. */
export async function readCachedJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as unknown;
  } catch {
    return null;
  }
}

/** Whether a process of that number lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

async function removeAbandoned(staging: string): Promise<void> {
  if (!existsSync(staging)) return;
  for (const name of await readdir(staging)) {
    const pid = Number.parseInt(name, 10);
    if (!(pid > 0 && isAlive(pid))) {
      await rm(join(staging, name), { recursive: true, force: true });
    }
  }
}

/**
 * Hands `work` an empty folder on the cache's own disk and removes it afterwards, so that results
 * can be renamed into place. What an interrupted run left behind is removed too.
 */
export async function withStagingFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const staging = join(cacheDir, "staging");
  await removeAbandoned(staging);
  const folder = join(staging, `${process.pid}-${randomBytes(4).toString("hex")}`);
  await mkdir(folder, { recursive: true });
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
