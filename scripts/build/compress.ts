import { readFile, readdir, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { StepProgress } from "../console.ts";
import { readCached, sha256, writeFileAtomically } from "../files.ts";
import { cacheDir } from "../paths.ts";

/** Kinds of files that shrink; packs and images are compressed already. */
const COMPRESSIBLE = /\.(html|js|mjs|css|json|svg|wasm|md|csv|txt|ttf|webmanifest)$/;
const SMALLEST = 1024;
// Brotli's best level costs half a minute on the interpreter for three per cent of its size.
const LARGE = 2_000_000;

const encodings = [
  {
    extension: "br",
    compress: (bytes: Uint8Array) =>
      promisify(brotliCompress)(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: bytes.length > LARGE ? 9 : 11,
          [constants.BROTLI_PARAM_LGWIN]: 22,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
  },
  { extension: "gz", compress: (bytes: Uint8Array) => promisify(gzip)(bytes, { level: 9 }) },
] as const;

async function compressFile(file: string): Promise<void> {
  const bytes = await readFile(file);
  const hash = sha256(bytes);
  for (const { extension, compress } of encodings) {
    const cached = join(cacheDir, "compressed", `${hash.slice(0, 32)}.${extension}`);
    let compressed = await readCached(cached);
    if (compressed === null) {
      compressed = await compress(bytes);
      await writeFileAtomically(cached, compressed);
    }
    if (compressed.length < bytes.length) {
      await writeFileAtomically(`${file}.${extension}`, compressed);
    }
  }
}

/** Puts a `.br` and a `.gz` beside each file of a folder that shrinks, for servers that send them. */
export async function compressFolder(
  folder: string,
  progress: (now: StepProgress) => void,
): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const queue: string[] = [];
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !COMPRESSIBLE.test(entry.name)) continue;
    if ((await stat(file)).size >= SMALLEST) queue.push(file);
  }
  const total = queue.length;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      await compressFile(file);
      progress({ done: ++done, total, unit: "files" });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}
