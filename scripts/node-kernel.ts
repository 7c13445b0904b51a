import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { KernelEvent, KernelInfo, StartOptions } from "../src/shared/kernel.ts";
import type { PackIndex } from "../src/shared/packs.ts";
import { bootPyodide } from "../workers/python/boot.ts";
import type { PackSource } from "../workers/python/pack-source.ts";
import { PythonKernel } from "../workers/python/python-kernel.ts";
import { ownSources } from "./packs/own-package.ts";
import { pyodideDir } from "./paths.ts";

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
    boot: async ({ pyodideUrl }, { stray }) => {
      const pyodide = await bootPyodide(pyodideUrl, stray);
      return { pyodide, image: null, imageFailure: null };
    },
    packSource: () => diskPackSource(packs.dir, packs.indexFile),
    ownFiles: async () => [...ownSources()].map(([path, bytes]) => ({ path, bytes })),
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
      imageIndexUrl: null,
      cacheName: null,
      packages: [],
      files: [],
      interruptFlag: null,
      ...options,
    },
    channel.port2,
  );
  return { kernel, info, events, close: () => channel.port1.close() };
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
