import { loadPyodide } from "pyodide";
import type { PyodideInterface } from "pyodide";
import type { LoadProgress } from "../../src/shared/kernel.ts";
import { harmlessGlobals } from "./lockdown.ts";
import { HOME } from "./working-folder.ts";

/** Environment of the learner's program. */
const ENVIRONMENT = {
  HOME,
  LANG: "C.UTF-8",
  PYTHONDONTWRITEBYTECODE: "1",
  MPLBACKEND: "agg",
  MPLCONFIGDIR: "/tmp/matplotlib",
  DJANGO_ALLOW_ASYNC_UNSAFE: "1",
};

/** Boots Pyodide from our own origin. */
export async function bootPyodide(
  indexURL: string,
  onStray: (name: "stdout" | "stderr", text: string) => void,
): Promise<PyodideInterface> {
  return await loadPyodide({
    indexURL,
    jsglobals: harmlessGlobals(globalThis),
    env: ENVIRONMENT,
    // What reaches the file descriptors without passing through sys.stdout: C code, os.write.
    stdout: (text) => onStray("stdout", text + "\n"),
    stderr: (text) => onStray("stderr", text + "\n"),
  });
}

/**
 * Counts the bytes of Pyodide's own downloads while `boot` runs. The responses
 * themselves go on untouched, so that the browser may compile while it loads
 * and keep the compiled code.
 */
export async function countingBytes<Result>(
  scope: { fetch: typeof fetch },
  report: (progress: LoadProgress) => void,
  boot: () => Promise<Result>,
): Promise<Result> {
  const original = scope.fetch;
  const state = { loaded: 0, total: 0 };
  const say = () => report({ step: "Python", loadedBytes: state.loaded, totalBytes: state.total });
  scope.fetch = async (input, init) => {
    const response = await original.call(scope, input, init);
    const length = Number(response.headers.get("content-length"));
    if (response.ok && length > 0 && response.headers.get("content-encoding") === null) {
      state.total += length;
      void count(response.clone(), (bytes) => {
        state.loaded += bytes;
        say();
      });
    }
    return response;
  };
  try {
    return await boot();
  } finally {
    scope.fetch = original;
  }
}

async function count(response: Response, onBytes: (bytes: number) => void): Promise<void> {
  try {
    for await (const chunk of response.body ?? []) onBytes(chunk.length);
  } catch {
    // The original reports the failure; the count only stops.
  }
}
