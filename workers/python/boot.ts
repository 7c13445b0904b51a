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
 * Counts the bytes of Pyodide's own downloads while `boot` runs; `sizes` gives what each file comes
 * to, by its name. The responses themselves go on untouched, so that the browser may compile while
 * it loads and keep the compiled code.
 */
export async function countingBytes<Result>(
  scope: { fetch: typeof fetch },
  sizes: Readonly<Record<string, number>>,
  report: (progress: LoadProgress) => void,
  boot: () => Promise<Result>,
): Promise<Result> {
  const original = scope.fetch;
  const counts = new Map<string, number>();
  const totalBytes = COUNTED.reduce((sum, name) => sum + (sizes[name] ?? 0), 0);
  const say = () => {
    const loadedBytes = [...counts.values()].reduce((sum, bytes) => sum + bytes, 0);
    report({ step: "Python", loadedBytes: Math.min(loadedBytes, totalBytes), totalBytes });
  };
  scope.fetch = async (input, init) => {
    const response = await original.call(scope, input, init);
    const name = COUNTED.find((file) => response.url.endsWith(`/${file}`));
    if (response.ok && name !== undefined) {
      void count(response.clone(), (bytes) => {
        counts.set(name, (counts.get(name) ?? 0) + bytes);
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

/** The files that Pyodide fetches; its script is imported as a module, which tells no progress. */
const COUNTED = ["pyodide.asm.wasm", "python_stdlib.zip"] as const;

async function count(response: Response, onBytes: (bytes: number) => void): Promise<void> {
  try {
    for await (const chunk of response.body ?? []) onBytes(chunk.length);
  } catch {
    // The original reports the failure; the count only stops.
  }
}
