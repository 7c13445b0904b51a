import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Failure } from "../failure.ts";

/** A Python that has pip, as found on the user's machine. */
export interface Python {
  readonly command: string;
  /** Arguments before any other: `-3` for Windows' launcher. */
  readonly args: readonly string[];
}

/** Runs a program and resolves with what it printed; rejects where it cannot be run or fails. */
export type Execute = (command: string, args: readonly string[]) => Promise<string>;

const execute: Execute = async (command, args) =>
  (await promisify(execFile)(command, [...args], { windowsHide: true })).stdout;

const OLDEST_PYTHON: readonly [number, number] = [3, 9];
// pip 21 is the first whose `download` takes several --abi.
const OLDEST_PIP = 21;

const WHERE = "See python.org, or your system's package manager.";

function candidates(platform: NodeJS.Platform): readonly Python[] {
  const plain = ["python3", "python"].map((command) => ({ command, args: [] }));
  return platform === "win32" ? [{ command: "py", args: ["-3"] }, ...plain] : plain;
}

/** What one candidate is; each word but "good" is a reason to try the next. */
async function examine(
  python: Python,
  run: Execute,
): Promise<"good" | "absent" | "old" | "no-pip"> {
  try {
    const answer = await run(python.command, [
      ...python.args,
      "-c",
      "import sys; print(*sys.version_info[:2])",
    ]);
    const [major = 0, minor = 0] = answer.trim().split(" ").map(Number);
    if (major !== OLDEST_PYTHON[0] || minor < OLDEST_PYTHON[1]) return "old";
  } catch {
    return "absent";
  }
  try {
    const answer = await run(python.command, [...python.args, "-m", "pip", "--version"]);
    const version = /^pip (\d+)/.exec(answer)?.[1];
    return version !== undefined && Number(version) >= OLDEST_PIP ? "good" : "no-pip";
  } catch {
    return "no-pip";
  }
}

/** Finds a Python >= 3.9 with pip. Throws `Failure` with what to install where there is none. */
export async function findPython(
  run: Execute = execute,
  platform: NodeJS.Platform = process.platform,
): Promise<Python> {
  const found = new Set<string>();
  for (const python of candidates(platform)) {
    const state = await examine(python, run);
    if (state === "good") return python;
    found.add(state);
  }
  if (found.has("no-pip")) {
    throw new Failure(
      "Python is here but a recent pip is not: run `python3 -m ensurepip --upgrade` or " +
        "`python3 -m pip install --upgrade pip` (Debian, Ubuntu: `sudo apt install python3-pip`).",
    );
  }
  if (found.has("old")) {
    throw new Failure(`This needs Python 3.9 or later, and the one found is older. ${WHERE}`);
  }
  throw new Failure(`This needs Python 3.9 or later with pip, and none was found. ${WHERE}`);
}
