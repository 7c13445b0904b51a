import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { readLock } from "../../../scripts/packages/lock.ts";
import { cacheDir } from "../../../scripts/paths.ts";
import { findNewerPython } from "./newer-python.ts";

const run = promisify(execFile);

/**
 * The folder of programs of an ordinary Python with these packages: an environment in .cache, made
 * the first time and whenever the packages are others. Rejects with a sentence where there is no
 * Python to make it of.
 */
export async function pythonEnvironment(
  name: string,
  packages: readonly string[],
): Promise<string> {
  const folder = join(cacheDir, name);
  const requirements = `${packages.join("\n")}\n`;
  const record = join(folder, "requirements.txt");
  const ready = existsSync(record) && readFileSync(record, "utf8") === requirements;
  const bin = join(folder, process.platform === "win32" ? "Scripts" : "bin");
  if (ready) return bin;
  const python = await findNewerPython();
  await rm(folder, { recursive: true, force: true });
  await mkdir(cacheDir, { recursive: true });
  await run(python, ["-m", "venv", folder]);
  const list = join(folder, "wanted.txt");
  await writeFile(list, requirements);
  const quiet = ["--quiet", "--disable-pip-version-check", "--no-input"];
  await run(join(bin, "python"), ["-m", "pip", "install", ...quiet, "-r", list]);
  await writeFile(record, requirements);
  return bin;
}

/** Requirements for the very versions of packages.lock. */
export async function lockedRequirements(names: readonly string[]): Promise<string[]> {
  const lock = await readLock();
  return names.map((name) => {
    const version = lock.packages.find((one) => one.name === name)?.version;
    if (version === undefined) throw new Error(`packages.lock has no ${name}.`);
    return `${name}==${version}`;
  });
}
