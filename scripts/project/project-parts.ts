import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProjectParts } from "../../src/lesson/project-files.ts";
import { ownSources } from "../packs/own-package.ts";
import { readLock } from "../packages/lock.ts";
import { root } from "../paths.ts";
import { forOlderPython } from "./older-python.ts";
import { importClosure } from "./python-closure.ts";

/** Where the programs are that only projects have. */
const FOLDER = join(root, "workers", "python", "project");

/** What run_check.py imports of the kernel's own Python. */
const ROOTS = [
  "routebook.checks",
  "routebook.check_expectation",
  "routebook.check_verdict",
  "routebook.commands.cell",
  "routebook.gateway.app_client",
  "routebook.gateway.here",
  "routebook.magics",
  "routebook.shims.flask_setup",
  "routebook.shims.local_clients",
  "routebook.shims.servers",
  "routebook.shims.starlette_setup",
];
/** Its first file imports every shim, most of which are for a browser tab. */
const SHIMS = "routebook.shims";

/** What every project is made with: the checks' Python, and the versions of the packages. */
export async function readProjectParts(): Promise<ProjectParts> {
  const sources = ownSources();
  const helpers = importClosure(sources, ROOTS, new Set([SHIMS])).map((path) => {
    const text = sources.get(path) ?? "";
    const own = path === "routebook/shims/__init__.py" ? firstStatement(text) : text;
    return [path, forOlderPython(own)] as const;
  });
  const programs = await Promise.all(
    ["run_check.py", "test_exercises.py"].map(
      async (name) => [name, forOlderPython(await readFile(join(FOLDER, name), "utf8"))] as const,
    ),
  );
  const { packages } = await readLock();
  return {
    helpers: [...programs, ...helpers],
    versions: Object.fromEntries(
      packages.map(({ name, version, depends }) => [name, { version, depends }]),
    ),
  };
}

/** A module's docstring alone. */
function firstStatement(text: string): string {
  return /^"""[\s\S]*?"""\n/.exec(text)?.[0] ?? "";
}
