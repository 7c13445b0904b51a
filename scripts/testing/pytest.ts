import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { PyodideInterface } from "pyodide";
import type { FileSystem } from "../../workers/python/file-system.ts";
import { bootPyodide } from "../../workers/python/boot.ts";
import { Packs } from "../../workers/python/packs.ts";
import { runScript } from "../failure.ts";
import { diskPackSource } from "../node-kernel.ts";
import { ensurePacks } from "../packs/ensure-packs.ts";
import { ownSources } from "../packs/own-package.ts";
import { pyodideDir, root } from "../paths.ts";
import { filesBelow } from "./files.ts";
import { writeResult } from "./results.ts";

/**
 * `pytest.ts [arguments for pytest]`: runs tests/python inside Pyodide, with the `routebook` package
 * as the browser has it, and leaves the tally for the "python" stage.
 */
const SITE_PACKAGES = "/lib/python3.14/site-packages";
const TESTS = "/home/tests";

await runScript(async () => {
  const { dir, indexFile } = await ensurePacks();
  const pyodide = await bootPyodide(pyodideDir + sep, (name, text) => {
    process[name].write(text);
  });
  const fs = pyodide.FS as unknown as FileSystem;
  const write = (path: string, text: string): void => {
    fs.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    fs.writeFile(path, text);
  };
  for (const [path, text] of ownSources()) write(`${SITE_PACKAGES}/${path}`, text);
  const tests = testFiles();
  for (const [path, text] of tests) write(`${TESTS}/${path}`, text);

  const source = diskPackSource(dir, indexFile);
  const packs = new Packs(await source.index(), source, fs, () => {});
  await packs.load(["pytest", ...packsFor([...tests.values()], packs.modules, pyodide)]);

  pyodide.FS.chdir(TESTS);
  pyodide.runPython(await readFile(join(import.meta.dirname, "run_tests.py"), "utf8"));
  const main = pyodide.globals.get("main") as (args: unknown) => string;
  const { code, ...tally } = JSON.parse(main(pyodide.toPy(process.argv.slice(2)))) as {
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
    readonly code: number;
  };
  writeResult("python", tally);
  process.exitCode = code === 0 ? 0 : 1;
});

/** Texts of all files below tests/python, by path relative to it. */
function testFiles(): Map<string, string> {
  const folder = join(root, "tests", "python");
  return new Map(
    filesBelow([folder], ".py").map((path) => [
      relative(folder, path).split(sep).join("/"),
      readFileSync(path, "utf8"),
    ]),
  );
}

/** The packs that the tests import: by statement, or by name as `pytest.importorskip` takes it. */
function packsFor(
  texts: readonly string[],
  modules: Readonly<Record<string, string>>,
  pyodide: PyodideInterface,
): string[] {
  const { find_imports: findImports } = pyodide.pyimport("pyodide.code") as {
    readonly find_imports: (text: string) => { toJs(): string[] };
  };
  const named = texts.flatMap((text) => [
    ...findImports(text).toJs(),
    ...[...text.matchAll(/import(?:orskip|_module)\(\s*["'](\w+)/g)].map(([, name]) => name ?? ""),
  ]);
  return [...new Set(named.flatMap((name) => modules[name] ?? []))];
}
