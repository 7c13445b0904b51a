import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { KernelEvent, KernelInfo, StartOptions } from "../src/shared/kernel.ts";
import type { PackIndex } from "../src/shared/packs.ts";
import { bootPyodide } from "../workers/python/boot.ts";
import type { PackSource } from "../workers/python/pack-source.ts";
import { PythonKernel } from "../workers/python/python-kernel.ts";
import { pyodideDir, root } from "./paths.ts";

/** The very kernel of the browser's worker, in this process, with packs from the disk. */
export interface NodeKernel {
  readonly kernel: PythonKernel;
  readonly info: KernelInfo;
  /** All events so far, in order. */
  readonly events: readonly KernelEvent[];
  close(): void;
}

/** Boots it. `packs` is what `ensurePacks()` answers: a folder and the index's file name in it. */
export async function startNodeKernel(
  packs: { readonly dir: string; readonly indexFile: string },
  options: Partial<StartOptions> = {},
): Promise<NodeKernel> {
  const kernel = new PythonKernel({
    boot: ({ pyodideUrl }, _report, onStray) => bootPyodide(pyodideUrl, onStray),
    packSource: () => diskPackSource(packs.dir, packs.indexFile),
    sources: pythonSources(),
    // Node's own globals are the checker's; learner code there is ours.
    lockDown: () => {},
    now: () => performance.now(),
    // Node's stack is smaller than a browser's, but what runs here is no learner's accident.
    recursionLimit: () => 400,
  });
  const channel = new MessageChannel();
  const events: KernelEvent[] = [];
  channel.port1.onmessage = (message: MessageEvent<readonly KernelEvent[]>) => {
    events.push(...message.data);
  };
  const info = await kernel.start(
    {
      pyodideUrl: pyodideDir + sep,
      pyodideBytes: {},
      packIndexUrl: pathToFileURL(join(packs.dir, packs.indexFile)).href,
      packages: [],
      files: [],
      interruptFlag: null,
      ...options,
    },
    channel.port2,
  );
  return { kernel, info, events, close: () => channel.port1.close() };
}

/** The `routebook` package from the disk, by path relative to it. */
export function pythonSources(): Record<string, string> {
  const folder = join(root, "workers", "python", "py", "routebook");
  const sources: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".py")) continue;
    const file = join(entry.parentPath, entry.name);
    sources[relative(folder, file).split(sep).join("/")] = readFileSync(file, "utf8");
  }
  return sources;
}

/** Packs from the disk, beside their index. */
export function diskPackSource(dir: string, indexFile: string): PackSource {
  return {
    index: async () => JSON.parse(await readFile(join(dir, indexFile), "utf8")) as PackIndex,
    async bytes(pack, onBytes) {
      const bytes = new Uint8Array(await readFile(join(dir, pack.file)));
      onBytes(bytes.length);
      return bytes;
    },
    bytesSync: (pack) => new Uint8Array(readFileSync(join(dir, pack.file))),
  };
}
