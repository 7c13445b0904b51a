import { gunzipSync } from "fflate";
import type { LoadProgress } from "../../src/shared/kernel.ts";
import type { Pack, PackIndex } from "../../src/shared/packs.ts";
import { readTar } from "../../src/shared/tar.ts";
import type { FileSystem } from "./file-system.ts";
import type { PackSource } from "./pack-source.ts";
import { putFiles } from "./put-files.ts";

const SITE_PACKAGES = "/lib/python3.14/site-packages";

/** Normalizes a package name (PEP 503). */
export function normalizeName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}

/** The named packs and all that they need, each once, needed ones first. Throws for an unknown name. */
export function closure(index: PackIndex, names: readonly string[]): Pack[] {
  const found = new Map<string, Pack | null>();
  const visit = (name: string): void => {
    const key = normalizeName(name);
    if (found.has(key)) return;
    const pack = index.packs[key];
    if (pack === undefined) {
      throw new Error(
        `There is no package “${name}” here. Packages that are: ${Object.keys(index.packs).join(", ")}.`,
      );
    }
    found.set(key, null);
    for (const needed of pack.depends) visit(needed);
    found.delete(key);
    found.set(key, pack);
  };
  for (const name of names) visit(name);
  return [...found.values()].filter((pack) => pack !== null);
}

/** Puts packs into the interpreter's site-packages. */
export class Packs {
  readonly index: PackIndex;
  #source: PackSource;
  #fs: FileSystem;
  #loaded = new Set<string>();
  #files = new Set<string>();
  #report: (progress: LoadProgress) => void;

  constructor(
    index: PackIndex,
    source: PackSource,
    fs: FileSystem,
    report: (progress: LoadProgress) => void,
  ) {
    this.index = index;
    this.#source = source;
    this.#fs = fs;
    this.#report = report;
  }

  /** Top-level module → pack name. */
  get modules(): Record<string, string> {
    const modules: Record<string, string> = {};
    for (const pack of Object.values(this.index.packs)) {
      for (const module of pack.modules) modules[module] ??= pack.name;
    }
    return modules;
  }

  /** Names of the files that were fetched. */
  get files(): readonly string[] {
    return [...this.#files];
  }

  isLoaded(name: string): boolean {
    return this.#loaded.has(normalizeName(name));
  }

  /** These are there already: they were in the memory image. */
  adopt(names: readonly string[]): void {
    for (const name of names) this.#loaded.add(normalizeName(name));
  }

  /** Fetches all missing ones at once and unpacks each as it comes. Returns what was loaded. */
  async load(names: readonly string[]): Promise<readonly Pack[]> {
    const missing = this.#missing(names);
    const totalBytes = missing.reduce((sum, pack) => sum + pack.size, 0);
    const loaded = new Map<string, number>();
    let step = "";
    const report = () => {
      const loadedBytes = [...loaded.values()].reduce((sum, bytes) => sum + bytes, 0);
      this.#report({ step, loadedBytes, totalBytes });
    };
    const fetched = missing.map(async (pack) => {
      const bytes = await this.#source.bytes(pack, (count) => {
        loaded.set(pack.name, count);
        step = pack.name;
        report();
      });
      return { pack, archive: await gunzip(bytes) };
    });
    // Every download is awaited, so that a failing one leaves no rejection unheard.
    for (const outcome of await Promise.allSettled(fetched)) {
      if (outcome.status === "rejected") throw outcome.reason;
      this.#unpack(outcome.value.pack, outcome.value.archive);
    }
    return missing;
  }

  /** The same while Python waits in an import statement. */
  loadSync(name: string): void {
    for (const pack of this.#missing([name])) {
      this.#report({ step: pack.name, loadedBytes: 0, totalBytes: pack.size });
      this.#unpack(pack, gunzipSync(this.#source.bytesSync(pack)));
    }
  }

  /** Unpacks one that counts as loaded, in the same way: files that lack their content get it. */
  fillSync(name: string): void {
    const pack = this.index.packs[normalizeName(name)];
    if (pack !== undefined) this.#unpack(pack, gunzipSync(this.#source.bytesSync(pack)));
  }

  #missing(names: readonly string[]): Pack[] {
    return closure(this.index, names).filter((pack) => !this.isLoaded(pack.name));
  }

  #unpack(pack: Pack, archive: Uint8Array): void {
    putFiles(this.#fs, SITE_PACKAGES, readTar(archive));
    this.#loaded.add(normalizeName(pack.name));
    this.#files.add(pack.file);
  }
}

/** Inflates a gzip file. Rejects for a damaged one. */
export async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
