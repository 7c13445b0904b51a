import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../files.ts";
import { readPyodideVersion } from "../packages/distribution.ts";
import { pyodideDir } from "../paths.ts";

/** What the interpreter loads at run time; the rest of its npm package is for developers. */
const NAMES = ["pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"] as const;

/**
 * Has the browser compile the whole script while it loads, and keep all of it compiled for the next
 * visit: of itself it would compile nearly all of it when it is first called, anew in each visit
 * (https://v8.dev/blog/explicit-compile-hints). Others read a comment.
 */
const COMPILE_ALL = "//# allFunctionsCalledOnLoad\n";

/** Pyodide as the site serves it. */
export interface PyodideFiles {
  /** The folder's path, with a slash at its end; its name changes with the content. */
  readonly folder: string;
  readonly files: ReadonlyMap<string, Buffer>;
}

let made: Promise<PyodideFiles> | null = null;

/** Reads them, once. */
export function pyodideFiles(): Promise<PyodideFiles> {
  return (made ??= read());
}

async function read(): Promise<PyodideFiles> {
  const files = new Map<string, Buffer>();
  for (const name of NAMES) {
    const bytes = await readFile(join(pyodideDir, name));
    const isScript = name.endsWith(".mjs");
    files.set(name, isScript ? Buffer.concat([Buffer.from(COMPILE_ALL), bytes]) : bytes);
  }
  const content = sha256([...files.values()].map((bytes) => sha256(bytes)).join(" "));
  return { folder: `pyodide/${await readPyodideVersion()}-${content.slice(0, 8)}/`, files };
}
