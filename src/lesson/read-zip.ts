import { Unzip, type UnzipFile, UnzipInflate } from "fflate";
import { joinBytes } from "../shared/join-bytes.ts";
import { filePathProblem } from "../shared/file-path.ts";

/** A text file of a zip. */
export interface ZippedText {
  readonly path: string;
  readonly text: string;
}

/** A file of a zip that is not edited as text. */
export interface ZippedBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a zip file held, or the sentence that says why it cannot be read. */
export type ReadZip =
  | {
      readonly kind: "files";
      /** In the order of their paths, without a folder that all are in. */
      readonly files: readonly ZippedText[];
      /** Likewise: the data of a project ("data/…"), and all that is no text. */
      readonly others: readonly ZippedBytes[];
      /** What was left out, a sentence each. */
      readonly problems: readonly string[];
    }
  | { readonly kind: "refused"; readonly message: string };

/**
 * Bytes of the zip, of one file, of all files together (which one of data alone may have), and how
 * many files: of all, and of entries.
 */
export const ZIP_LIMITS = {
  zip: 50_000_000,
  file: 1_000_000,
  all: 20_000_000,
  files: 500,
  entries: 20_000,
} as const;

/** Bytes given to the reader at once: a thousandfold of it may come out before it is stopped. */
const STEP = 16_384;
const MOST_PROBLEMS = 20;

/** What no project needs: tools make it anew, or it belongs to one computer. */
const LEFT_OUT =
  /(?:^|\/)(?:__MACOSX|__pycache__|\.git|\.hg|\.svn|\.venv|venv|node_modules|\.ipynb_checkpoints|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.idea|\.vscode)\/|(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$|\.pyc$/;

/**
 * The files of a zip of a folder. Total. It is inflated piece by piece, and stopped where it comes
 * to more than {@link ZIP_LIMITS} allow, whatever its headers say; paths that lead out of the folder
 * are refused.
 */
export function readZip(bytes: Uint8Array): ReadZip {
  if (bytes.length > ZIP_LIMITS.zip)
    return refused("This zip file has more than 50 MB; choose a smaller one.");
  const start = [0x50, 0x4b];
  if (!start.every((byte, index) => bytes[index] === byte)) {
    return refused("This is no zip file. Choose the .zip of a project or of a folder.");
  }
  const collected = new Collector();
  try {
    const unzip = new Unzip((file) => collected.begin(file));
    unzip.register(UnzipInflate);
    for (let at = 0; at < bytes.length && !collected.full; at += STEP) {
      unzip.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length);
    }
  } catch {
    collected.broken = true;
  }
  if (collected.full) {
    return refused(
      "This zip file holds more than 20 MB or 500 files; take out what the project does not need.",
    );
  }
  const { files, others } = sorted(collected.whole());
  if (files.length + others.length === 0) {
    const why = collected.problems[0] ?? "it is empty, or cut short";
    return refused(`Nothing in this zip file can be opened: ${why.replace(/\.$/, "")}.`);
  }
  return { kind: "files", files, others, problems: collected.said() };
}

/** True for what no project needs; the path of a folder ends with "/". */
export function isLeftOut(path: string): boolean {
  return LEFT_OUT.test(path);
}

class Collector {
  readonly problems: string[] = [];
  broken = false;
  /** True once there is more than is taken. */
  full = false;
  #parts = new Map<string, Uint8Array[]>();
  #ended = new Set<string>();
  #entries = 0;
  #room: number = ZIP_LIMITS.all;

  begin(file: UnzipFile): void {
    if (++this.#entries > ZIP_LIMITS.entries) this.full = true;
    const path = file.name.replace(/^(?:\.\/)+/, "");
    if (this.full || path.endsWith("/") || isLeftOut(path)) return;
    const problem = pathProblem(path);
    if (problem !== null) {
      this.problems.push(problem);
      return;
    }
    if (this.#parts.has(path)) {
      this.problems.push(`${path} is in the zip twice; the first one was taken.`);
      return;
    }
    if (this.#parts.size >= ZIP_LIMITS.files) {
      this.full = true;
      return;
    }
    this.#read(path, file);
  }

  #read(path: string, file: UnzipFile): void {
    const parts: Uint8Array[] = [];
    this.#parts.set(path, parts);
    const isData = DATA.test(path);
    let room: number = isData ? ZIP_LIMITS.all : ZIP_LIMITS.file;
    let over = false;
    file.ondata = (error, chunk, final) => {
      if (over || this.full) return;
      if (error !== null) {
        over = true;
        this.#drop(path, `${path} is damaged or encrypted.`);
        return;
      }
      room -= chunk.length;
      this.#room -= chunk.length;
      if (this.#room < 0) this.full = true;
      if (room < 0) {
        over = true;
        this.#drop(path, `${path} has more than 1 MB.`);
        file.terminate();
        return;
      }
      parts.push(chunk.slice());
      if (final) this.#ended.add(path);
    };
    try {
      file.start();
    } catch {
      this.#drop(path, `${path} is packed in a way that cannot be read.`);
    }
  }

  #drop(path: string, problem: string): void {
    this.#parts.delete(path);
    this.problems.push(problem);
  }

  /** The files that are whole. */
  whole(): readonly ZippedBytes[] {
    const whole: ZippedBytes[] = [];
    for (const [path, parts] of this.#parts) {
      if (this.#ended.has(path)) whole.push({ path, bytes: joinBytes(parts) });
      else this.problems.push(`${path} is cut short.`);
    }
    return whole;
  }

  said(): readonly string[] {
    const more = this.problems.length - MOST_PROBLEMS;
    const told = this.problems.slice(0, MOST_PROBLEMS).map((problem) => `Left out: ${problem}`);
    return more > 0 ? [...told, `${more} more files were left out.`] : told;
  }
}

/** The project's data, perhaps within the folder that all are in. */
const DATA = /^(?:[^/]+\/)?data\//;

/** What the page edits as text, and all else; in the order of their paths. */
function sorted(whole: readonly ZippedBytes[]): {
  readonly files: readonly ZippedText[];
  readonly others: readonly ZippedBytes[];
} {
  const files: ZippedText[] = [];
  const others: ZippedBytes[] = [];
  for (const { path, bytes } of withoutFolder(
    whole.toSorted((one, other) => (one.path < other.path ? -1 : 1)),
  )) {
    const text = path.startsWith("data/") ? null : decode(bytes);
    if (text === null) others.push({ path, bytes });
    else files.push({ path, text });
  }
  return { files, others };
}

/** A project's data has a folder to which the page writes nothing else. */
function pathProblem(path: string): string | null {
  if (path.length > 300) return "A path has more than 300 characters.";
  return filePathProblem(path.startsWith("data/") ? `_${path}` : path);
}

/** Git hosts and file managers put everything into one folder. */
function withoutFolder(files: readonly ZippedBytes[]): readonly ZippedBytes[] {
  const folder = files[0]?.path.match(/^[^/]+\//)?.[0];
  if (folder === undefined || !files.every(({ path }) => path.startsWith(folder))) return files;
  const inside = files.map(({ path, bytes }) => ({ path: path.slice(folder.length), bytes }));
  // A package alone is what it is: its modules are imported by its name.
  return inside.some(({ path }) => path === "__init__.py") || folder === "data/" ? files : inside;
}

function decode(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function refused(message: string): ReadZip {
  return { kind: "refused", message };
}
