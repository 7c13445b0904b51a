import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Image, ImageIndex } from "../../src/shared/images.ts";
import { imageSlices } from "../../src/shared/images.ts";
import type { Pack } from "../../src/shared/packs.ts";
import { closure } from "../../workers/python/packs.ts";
import { silentReporter } from "../console.ts";
import type { Reporter } from "../console.ts";
import {
  hashFiles,
  readCachedJson,
  sha256,
  withStagingFolder,
  writeFileAtomically,
} from "../files.ts";
import { readPyodideVersion } from "../packages/distribution.ts";
import type { PackSet } from "../packs/ensure-packs.ts";
import { ensureShippedPacks } from "../packs/own-package.ts";
import { cacheDir, root } from "../paths.ts";
import { NoNode, ensureNode } from "./ensure-node.ts";
import { FAMILIES } from "./families.ts";
import type { Family } from "./families.ts";
import type { FreezeAnswer, FreezeJob } from "./freeze-protocol.ts";
import { oneAtATime } from "./one-at-a-time.ts";

/** The memory images, ready on the disk. */
export interface ImageSet {
  /** Folder with the slices and their index, and with older ones that are no longer named there. */
  readonly dir: string;
  /** The index's file name in it. */
  readonly indexFile: string;
  readonly index: ImageIndex;
}

const imagesDir = join(cacheDir, "images");
const recordsDir = join(cacheDir, "image-records");
const lockFile = join(imagesDir, "making.lock");
/** Processes at a time: each takes some 1.5 GB. */
const MOST_PROCESSES = 2;
const processFile = fileURLToPath(new URL("freeze-process.ts", import.meta.url));

// What an image's bytes follow from, beside its family, its packs, Pyodide and the engine.
const MAKER_SOURCES = [
  "freeze-process.ts",
  "freeze.ts",
  "heap-pages.ts",
  "heap-trim.ts",
  "library-bytes.ts",
  "node-26.json",
  "steady-surroundings.ts",
  "write-slices.ts",
  "../packs/tar.ts",
  "../../src/shared/images.ts",
  "../../workers/python/boot.ts",
  "../../workers/python/image-preload.ts",
  "../../workers/python/lockdown.ts",
  "../../workers/python/working-folder.ts",
].map((file) => fileURLToPath(new URL(file, import.meta.url)));

/**
 * Makes every image that is not there yet, and the index of all. Throws `Failure` with a sentence
 * for what the user can mend.
 */
async function ensureImages(reporter: Reporter = silentReporter): Promise<ImageSet> {
  const packs = await ensureShippedPacks({ reporter });
  const plans = await plansFor(packs);
  const found = await readRecords(plans);
  const images = found.every((image) => image !== null)
    ? found
    : await oneAtATime(lockFile, () => makeMissing(plans, packs, reporter));
  const index: ImageIndex = { format: 1, pyodide: await readPyodideVersion(), images };
  const text = JSON.stringify(index);
  const indexFile = `index-${sha256(text).slice(0, 12)}.json`;
  await writeFileAtomically(join(imagesDir, indexFile), text);
  return { dir: imagesDir, indexFile, index };
}

/** An image, and the file that says what was made for it. */
interface Plan {
  readonly family: Family;
  /** The packs that go into it. */
  readonly contents: readonly Pack[];
  readonly record: string;
}

async function plansFor(packs: PackSet): Promise<readonly Plan[]> {
  const maker = await hashFiles(MAKER_SOURCES);
  const modules = modulesIn(packs);
  return FAMILIES.map((family) => {
    const contents = contentsOf(family, packs);
    const inputs = [packs.index.pyodide, maker, JSON.stringify(family), JSON.stringify(modules)];
    const hashes = contents.map(({ sha256: hash }) => hash);
    return { family, contents, record: recordFile(family, [...inputs, ...hashes]) };
  });
}

function readRecords(plans: readonly Plan[]): Promise<readonly (Image | null)[]> {
  return Promise.all(plans.map(({ record }) => readRecord(record)));
}

/** Every image in the order of the plans; several are made at a time, the largest first. */
async function makeMissing(
  plans: readonly Plan[],
  packs: PackSet,
  reporter: Reporter,
): Promise<readonly Image[]> {
  // Another process may have made some while this one waited.
  const found = await readRecords(plans);
  const made = new Map(plans.map((plan, index) => [plan, found[index] ?? null]));
  const queue = plans.filter((plan) => made.get(plan) === null);
  const total = queue.length;
  if (total === 0) return found.filter((image) => image !== null);
  const node = await ensureNode(reporter);
  await mkdir(imagesDir, { recursive: true });
  await reporter.step(`Making ${total} memory images`, async (progress) => {
    let done = 0;
    const work = async (): Promise<void> => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        const image = await makeImage(node, next, packs);
        await writeFileAtomically(next.record, JSON.stringify(image));
        made.set(next, image);
        progress({ done: ++done, total, unit: "files" });
      }
    };
    const processes = Math.min(availableParallelism(), MOST_PROCESSES, total);
    await Promise.all(Array.from({ length: processes }, work));
  });
  return [...made.values()].filter((image) => image !== null);
}

/**
 * The same; null, and a sentence for the reporter, where no Node.js is to be had that can make
 * them: the app then starts Python plainly.
 */
export async function imagesIfPossible(
  reporter: Reporter = silentReporter,
): Promise<ImageSet | null> {
  try {
    return await ensureImages(reporter);
  } catch (error) {
    if (!(error instanceof NoNode)) throw error;
    reporter.note(`${error.message} The app is built without memory images: Python starts slowly.`);
    return null;
  }
}

/** Files of the images folder that belong to what is shipped. */
export function shippedImageFiles({ index, indexFile }: ImageSet): readonly string[] {
  return [
    indexFile,
    ...index.images.flatMap((image) => imageSlices(image).map(({ file }) => file)),
  ];
}

/** The packs that go into an image, the kernel's own last. */
function contentsOf(family: Family, { index }: PackSet): readonly Pack[] {
  const packs = closure(index, family.packages);
  return index.own === undefined ? packs : [...packs, index.own];
}

function modulesIn({ index }: PackSet): readonly string[] {
  return Object.values(index.packs).flatMap(({ modules }) => modules);
}

function recordFile(family: Family, key: readonly string[]): string {
  return join(recordsDir, `${family.name}-${sha256(key.join(" ")).slice(0, 16)}.json`);
}

async function readRecord(file: string): Promise<Image | null> {
  const image = (await readCachedJson(file)) as Image | null;
  if (image === null) return null;
  return imageSlices(image).every((slice) => existsSync(join(imagesDir, slice.file)))
    ? image
    : null;
}

async function makeImage(node: string, { family, contents }: Plan, packs: PackSet): Promise<Image> {
  // Which libraries are loaded follows from the packs, not from the kernel's own Python.
  const others = contents.filter((pack) => pack !== packs.index.own);
  const known = recordFile(family, ["libraries", ...others.map(({ sha256: hash }) => hash)]);
  return await withStagingFolder(async (staging) => {
    const job: FreezeJob = {
      family,
      packages: others.map(({ name }) => name),
      packs: contents.map(({ name, file }) => ({ name, file: join(packs.dir, file) })),
      modules: modulesIn(packs),
      libraries: (await readCachedJson(known)) as readonly string[] | null,
      outDir: imagesDir,
      answer: join(staging, "answer.json"),
    };
    const jobFile = join(staging, "job.json");
    await writeFileAtomically(jobFile, JSON.stringify(job));
    await promisify(execFile)(
      node,
      ["--disable-warning=ExperimentalWarning", processFile, jobFile],
      {
        cwd: root,
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    const { image } = JSON.parse(await readFile(job.answer, "utf8")) as FreezeAnswer;
    const libraries = image.libraries.flatMap((slice) => slice.libraries.map(({ path }) => path));
    await writeFileAtomically(known, JSON.stringify(libraries));
    return image;
  });
}
