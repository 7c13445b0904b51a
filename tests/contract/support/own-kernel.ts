import { sep } from "node:path";
import { loadPyodide } from "pyodide";
import type { PyodideInterface } from "pyodide";
import { ownSources } from "../../../scripts/packs/own-package.ts";
import { pyodideDir } from "../../../scripts/paths.ts";
import type { RunResult } from "../../../src/shared/kernel.ts";
import { pyodideConfig } from "../../../workers/python/boot.ts";
import type { FileSystem } from "../../../workers/python/file-system.ts";
import type { OwnFile } from "../../../workers/python/own-package.ts";

export const SITE_PACKAGES = "/lib/python3.14/site-packages";

/** The kernel's own Python as it lies on the disk. */
export function ownSourceList(): readonly OwnFile[] {
  return [...ownSources()].map(([path, bytes]) => ({ path, bytes }));
}

/** Pyodide with the kernel's own Python; `options` are `loadPyodide`'s, private ones too. */
export async function bootWithOwn(
  files: readonly OwnFile[],
  options: object = {},
): Promise<PyodideInterface> {
  const pyodide = await loadPyodide({ ...pyodideConfig(pyodideDir + sep, () => {}), ...options });
  const fs = pyodide.FS as unknown as FileSystem;
  for (const { path, bytes } of files) {
    const target = `${SITE_PACKAGES}/${path}`;
    fs.mkdirTree(target.slice(0, target.lastIndexOf("/")));
    fs.writeFile(target, bytes);
  }
  return pyodide;
}

/** What a cell came to, and what it printed. */
export interface Ran {
  readonly result: Pick<RunResult, "status" | "error">;
  readonly printed: string;
}

/** Starts the Python side of the kernel alone, with a host that only keeps what is printed. */
export function startOwnKernel(pyodide: PyodideInterface): { run(code: string): Promise<Ran> } {
  let printed = "";
  const nothing = (): void => {};
  pyodide.registerJsModule("_routebook_host", {
    stream: (_name: string, text: string) => void (printed += text),
    display: nothing,
    clear: nothing,
    notice: nothing,
    arm: nothing,
    disarm: nothing,
    overtime: () => 0,
    load_sync: nothing,
    fill_sync: nothing,
  });
  const worker = pyodide.runPython(START) as {
    run(request: string, typed: string): Promise<string>;
  };
  let run = 0;
  return {
    async run(code) {
      printed = "";
      run += 1;
      const cell = { run, cell: "a", label: "cell 1", code, typed: [], timeLimit: null };
      const result = JSON.parse(await worker.run(JSON.stringify(cell), "[]")) as Ran["result"];
      return { result, printed };
    },
  };
}

const START = `
import _routebook_host
from routebook.worker import Worker
Worker(_routebook_host, "{}", 400)
`;
