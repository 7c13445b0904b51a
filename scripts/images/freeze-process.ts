import { readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import type { Image } from "../../src/shared/images.ts";
import { readTar } from "../../src/shared/tar.ts";
import type { CreateModule } from "../../workers/python/image-module.ts";
import { pyodideDir } from "../paths.ts";
import type { FreezeAnswer, FreezeJob } from "./freeze-protocol.ts";
import { freeze } from "./freeze.ts";
import { steadySurroundings } from "./steady-surroundings.ts";
import { SliceWriter } from "./write-slices.ts";

/**
 * A process of its own, in an engine like the browsers' (see ensure-node.ts): it makes the image
 * that the job in its argument asks for.
 */
const job = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as FreezeJob;
// Emscripten would tell Python of it, as a path of this very machine.
process.argv.length = 1;
steadySurroundings();
const SITE_PACKAGES = "/lib/python3.14/site-packages";
/** Memory grows by such steps. */
const STEP = 65_536;

const files = new Map<string, Uint8Array>();
/** Files of modules that are imported again. */
const reimported = new Set<string>();
for (const { name, file } of job.packs) {
  for (const { path, bytes } of readTar(gunzipSync(readFileSync(file)))) {
    files.set(`${SITE_PACKAGES}/${path}`, bytes);
    if (job.family.reimported?.includes(name)) reimported.add(`${SITE_PACKAGES}/${path}`);
  }
}
const script = pathToFileURL(join(pyodideDir, "pyodide.asm.mjs")).href;
const { default: createModule } = (await import(script)) as { default: CreateModule };
const frozen = await freeze({
  indexURL: pyodideDir + sep,
  createModule,
  files,
  imports: job.family.imports,
  modules: job.modules,
  known: job.libraries,
});
const writer = new SliceWriter(job.outDir, job.family.name);
const image: Image = {
  name: job.family.name,
  packages: job.packages,
  libraries: await writer.libraries(frozen.libraries),
  heap: await writer.heap(frozen.memory, frozen.pages),
  files: await writer.files(lazyFiles()),
  header: Buffer.from(frozen.header).toString("base64"),
  memory: Math.ceil(frozen.memory.length / STEP) * STEP,
  heapStart: frozen.layout.heapStart,
  table: { preloaded: frozen.layout.table, total: frozen.table },
  handles: frozen.handles,
};
writeFileSync(job.answer, JSON.stringify({ image } satisfies FreezeAnswer));
// Pyodide's timers would keep the process alive.
process.exit(0);

/**
 * Files for what is imported later. Of modules that are in memory only the names are left, for
 * whoever lists a package's modules; `routebook.hollow_files` fills them should they be read.
 */
function lazyFiles(): Map<string, Uint8Array> {
  const entries = [...files].map(([path, bytes]) => {
    const needless =
      (frozen.imported.has(path) && !reimported.has(path)) || frozen.libraries.has(path);
    return [path.slice(1), needless ? new Uint8Array() : bytes] as const;
  });
  return new Map(entries);
}
