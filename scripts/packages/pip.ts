import { spawn } from "node:child_process";
import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../failure.ts";
import { describePipFailure } from "./pip-failure.ts";
import type { Python } from "./python.ts";

/** The one platform that packages are chosen for: the ABI of the pinned Pyodide (PEP 783). */
export const TARGET_ARGS: readonly string[] = [
  "--only-binary=:all:",
  "--python-version=3.14",
  "--implementation=cp",
  "--abi=cp314",
  "--abi=abi3",
  "--abi=none",
  "--platform=pyemscripten_2026_0_wasm32",
];

async function folderSize(folder: string): Promise<number> {
  let size = 0;
  try {
    for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue;
      size += (await stat(join(entry.parentPath, entry.name))).size;
    }
  } catch {
    // A file moved away while we looked: the next look is right again.
  }
  return size;
}

export interface PipOptions {
  /** An empty folder for pip's own temporary files; the caller removes it. */
  readonly staging: string;
  /**
   * Told several times a second how many bytes have arrived. They are counted in pip's temporary
   * folder, since old versions of pip report progress to terminals only.
   */
  readonly onBytes?: (bytes: number) => void;
}

/** Runs pip with whatever index the user has configured. Throws `Failure` with a sentence. */
export async function runPip(
  python: Python,
  args: readonly string[],
  { staging, onBytes }: PipOptions,
): Promise<void> {
  const temporary = join(staging, "tmp");
  await mkdir(temporary, { recursive: true });
  const child = spawn(python.command, [...python.args, "-m", "pip", ...args], {
    env: {
      ...process.env,
      TMPDIR: temporary,
      TEMP: temporary,
      TMP: temporary,
      PIP_DISABLE_PIP_VERSION_CHECK: "1",
      PIP_NO_INPUT: "1",
      PIP_PROGRESS_BAR: "off",
      PIP_REQUIRE_VIRTUALENV: "0",
      PYTHONUTF8: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  let output = "";
  const collect = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-100_000);
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const timer =
    onBytes === undefined
      ? undefined
      : setInterval(() => void folderSize(temporary).then(onBytes), 250);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    if (code !== 0) throw new Failure(describePipFailure(output));
  } finally {
    clearInterval(timer);
  }
}
