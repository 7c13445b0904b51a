import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Failure } from "../../../scripts/failure.ts";

/** The oldest Python that the Django of packages.lock takes. */
const OLDEST = 12;

const run = promisify(execFile);

/**
 * The command of a CPython that is new enough for every package of the lock: by its name, or where
 * pyenv keeps its versions. Throws `Failure` with a sentence where there is none.
 */
export async function findNewerPython(): Promise<string> {
  for (const command of [...names(), ...kept()]) {
    const version = await run(command, [
      "-c",
      "import sys, venv; print(*sys.version_info[:2])",
    ]).then(
      ({ stdout }) => stdout.trim().split(" ").map(Number),
      () => [0, 0],
    );
    if (version[0] === 3 && (version[1] ?? 0) >= OLDEST) return command;
  }
  throw new Failure(
    `Comparing the gateway with real servers needs Python 3.${OLDEST} or later, and none was found. ` +
      "See python.org, or your system's package manager.",
  );
}

function names(): string[] {
  return ["python3", "python3.14", "python3.13", "python3.12", "python"];
}

function kept(): string[] {
  const versions = join(process.env["PYENV_ROOT"] ?? join(homedir(), ".pyenv"), "versions");
  if (!existsSync(versions)) return [];
  return readdirSync(versions)
    .map((version) => join(versions, version, "bin", "python3"))
    .filter((path) => existsSync(path));
}

/** Whether there is one; where not, the console says why, for tests that are skipped then. */
export function hasNewerPython(): Promise<boolean> {
  return findNewerPython().then(
    () => true,
    (error: unknown) => {
      console.log(`Skipped: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    },
  );
}
