import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/paths.ts";
import { throughTheStore } from "../unit/support/jupyter.ts";
import { hasNewerPython } from "./support/newer-python.ts";
import { pythonEnvironment } from "./support/python-environment.ts";

/** Notebooks in the conventions of other tools, imported and exported, as nbformat itself sees them. */
const FIXTURES = join(root, "tests", "fixtures", "notebooks");
const PACKAGES = ["nbformat==5.10.4"];
/** Prints, as JSON by file name, what nbformat's strict validation says; null where it is content. */
const VALIDATE = `
import json, sys, warnings, nbformat, pathlib
said = {}
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.ipynb")):
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        try:
            # As the file is: "as_version" would convert it first, and validate only what it made.
            nbformat.validate(json.loads(file.read_text("utf-8")))
            said[file.name] = [str(one.message) for one in heard] or None
        except nbformat.ValidationError as error:
            said[file.name] = str(error)[:500]
print(json.dumps(said))
`;

const run = promisify(execFile);
const hasPython = await hasNewerPython();

describe.skipIf(!hasPython)("exported notebooks", () => {
  let folder = "";
  let python = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "notebooks-"));
    python = join(await pythonEnvironment("nbformat-venv", PACKAGES), "python");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("are valid by nbformat's own schema", async () => {
    const names = (await readdir(FIXTURES)).filter((name) => name.endsWith(".ipynb"));
    expect(names.length).toBeGreaterThanOrEqual(10);
    for (const name of names) {
      const json = await throughTheStore(await readFile(join(FIXTURES, name), "utf8"));
      await writeFile(join(folder, name), json);
    }
    const { stdout } = await run(python, ["-c", VALIDATE, folder]);
    expect(JSON.parse(stdout)).toEqual(Object.fromEntries(names.map((name) => [name, null])));
  });

  it("would be told from invalid ones", async () => {
    const cell = { cell_type: "code", id: "a b", metadata: {}, source: [], outputs: [] };
    const invalid = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] };
    await writeFile(join(folder, "invalid.ipynb"), JSON.stringify(invalid));
    const { stdout } = await run(python, ["-c", VALIDATE, folder]);
    expect(JSON.parse(stdout)).toHaveProperty(["invalid.ipynb"], expect.stringContaining("a b"));
  });
});
