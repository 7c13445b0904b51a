import { loadPyodide } from "pyodide";
import type { PyodideInterface } from "pyodide";
import { harmlessGlobals } from "./lockdown.ts";
import { HOME } from "./working-folder.ts";

/**
 * Environment of the learner's program. The hash seed is fixed, so that sets have one order in
 * every start, from a memory image or without: what a lesson shows is what a learner sees.
 */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  HOME,
  LANG: "C.UTF-8",
  PYTHONDONTWRITEBYTECODE: "1",
  PYTHONHASHSEED: "0",
  MPLCONFIGDIR: "/tmp/matplotlib",
  DJANGO_ALLOW_ASYNC_UNSAFE: "1",
};

/** Hears what reaches the file descriptors without passing through sys.stdout: C code, os.write. */
export type OnStray = (name: "stdout" | "stderr", text: string) => void;

/**
 * A lock file without packages, for packs take their place. Of the rest Pyodide reads the version
 * of its binary interface, which must be its own.
 */
export const LOCK = JSON.stringify({ info: { abi_version: "2026_0" }, packages: {} });

/** What every start of Pyodide is given, of ours and for the making of an image. */
export function pyodideConfig(indexURL: string, onStray: OnStray) {
  return {
    indexURL,
    lockFileContents: LOCK,
    jsglobals: harmlessGlobals(globalThis),
    // Pyodide adds to it.
    env: { ...ENVIRONMENT },
    stdout: (text: string) => onStray("stdout", text + "\n"),
    stderr: (text: string) => onStray("stderr", text + "\n"),
  };
}

/** Boots Pyodide from our own origin, without an image. */
export async function bootPyodide(indexURL: string, onStray: OnStray): Promise<PyodideInterface> {
  return await loadPyodide(pyodideConfig(indexURL, onStray));
}
