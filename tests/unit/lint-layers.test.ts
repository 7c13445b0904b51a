import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** Each line: a file, what it imports, and whether the layers allow that. */
const IMPORTS: readonly (readonly [file: string, specifier: string, allowed: boolean])[] = [
  ["src/shared/a.ts", "./b.ts", true],
  ["src/shared/a.ts", "../lesson/parse-lesson.ts", false],
  ["src/shared/a.ts", "yaml", false],
  ["src/lesson/a.ts", "../shared/lesson.ts", true],
  ["src/lesson/a.ts", "yaml", true],
  ["src/lesson/a.ts", "../notebook/model.ts", false],
  ["src/lesson/a.ts", "../ui/app.tsx", false],
  ["src/runtime/a.ts", "comlink", true],
  ["src/runtime/a.ts", "../../workers/python/entry.ts", false],
  ["src/runtime/a.ts", "../notebook/model.ts", false],
  ["src/runtime/a.ts", "idb-keyval", false],
  ["src/storage/a.ts", "idb-keyval", true],
  ["src/storage/a.ts", "../runtime/kernel-client.ts", false],
  ["src/offline/a.ts", "../shared/json.ts", true],
  ["src/offline/a.ts", "../ui/app.tsx", false],
  ["src/editor/a.ts", "monaco-editor", true],
  ["src/editor/a.ts", "monaco-editor/editor", true],
  ["src/editor/a.ts", "../notebook/model.ts", false],
  ["src/notebook/a.ts", "../runtime/kernel-client.ts", true],
  ["src/notebook/a.ts", "../storage/schema.ts", true],
  ["src/notebook/a.ts", "@preact/signals-core", true],
  ["src/notebook/a.ts", "@preact/signals", false],
  ["src/notebook/a.ts", "preact/hooks", false],
  ["src/notebook/a.ts", "../ui/app.tsx", false],
  ["src/notebook/a.ts", "comlink", false],
  ["src/webapp/a.ts", "../runtime/kernel-client.ts", true],
  ["src/webapp/a.ts", "@preact/signals-core", true],
  ["src/webapp/a.ts", "../notebook/model.ts", false],
  ["src/webapp/a.ts", "preact", false],
  ["src/preview/a.ts", "../runtime/kernel-client.ts", true],
  ["src/preview/a.ts", "../ui/app.tsx", false],
  ["src/bridge/a.ts", "../shared/preview.ts", true],
  ["src/bridge/a.ts", "../runtime/kernel-client.ts", false],
  ["src/classroom/a.ts", "../lesson/replay.ts", true],
  ["src/classroom/a.ts", "../shared/kernel.ts", true],
  ["src/classroom/a.ts", "fflate", true],
  ["src/classroom/a.ts", "../storage/schema.ts", false],
  ["src/classroom/a.ts", "../notebook/model.ts", false],
  ["src/classroom/a.ts", "../runtime/kernel-client.ts", false],
  ["src/classroom/a.ts", "../scorm/find-api.ts", false],
  ["src/classroom/a.ts", "@preact/signals", false],
  ["src/notebook/a.ts", "../classroom/csv.ts", false],
  ["src/scorm/a.ts", "../shared/json.ts", true],
  ["src/scorm/a.ts", "../classroom/csv.ts", false],
  ["src/ui/pages/a.tsx", "../../classroom/csv.ts", true],
  ["src/ui/pages/a.tsx", "../../scorm/find-api.ts", false],
  ["workers/service/a.ts", "../../src/bridge/bridge.ts", false],
  ["src/page-api/a.ts", "../notebook/model.ts", true],
  ["src/page-api/a.ts", "../ui/app.tsx", false],
  ["src/ui/cell/a.tsx", "../../notebook/model.ts", true],
  ["src/ui/cell/a.tsx", "../../editor/editor.ts", true],
  ["src/ui/cell/a.tsx", "preact", true],
  ["src/ui/cell/a.tsx", "../../main.tsx", false],
  ["src/ui/cell/a.tsx", "../../../workers/python/entry.ts", false],
  ["src/ui/cell/a.tsx", "monaco-editor", false],
  ["src/ui/cell/a.tsx", "pyodide", false],
  ["src/main.tsx", "comlink", false],
  ["workers/python/a.ts", "../../src/shared/kernel.ts", true],
  ["workers/python/a.ts", "comlink", true],
  ["workers/python/a.ts", "pyodide", true],
  ["workers/python/a.ts", "../../src/runtime/kernel-client.ts", false],
  ["workers/python/a.ts", "preact", false],
  ["workers/service/a.ts", "pyodide", false],
  ["workers/service/a.ts", "../../src/notebook/model.ts", false],
  ["scripts/a.ts", "../src/lesson/parse-lesson.ts", true],
  ["scripts/a.ts", "pyodide", true],
  ["scripts/a.ts", "../src/ui/app.tsx", false],
];

const ROOT = resolve(import.meta.dirname, "../..");

interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string }[];
}

describe("the layer rules of .oxlintrc.json", () => {
  let folder = "";
  let caught: ReadonlySet<string> = new Set();

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "routebook-layers-"));
    copyFileSync(join(ROOT, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
    IMPORTS.forEach(([file, specifier], index) => {
      const planted = join(folder, plantedName(file, index));
      mkdirSync(dirname(planted), { recursive: true });
      writeFileSync(planted, `import { thing } from "${specifier}";\nexport const used = thing;\n`);
    });
    const oxlint = join(ROOT, "node_modules", "oxlint", "bin", "oxlint");
    const { stdout } = spawnSync(
      process.execPath,
      [
        oxlint,
        "--no-ignore",
        "-c",
        ".oxlintrc.json",
        "-A",
        "all",
        "-D",
        "no-restricted-imports",
        "-f",
        "json",
        ".",
      ],
      { cwd: folder, encoding: "utf8" },
    );
    const report = JSON.parse(stdout) as Report;
    caught = new Set(
      report.diagnostics
        .filter(({ code }) => code.includes("no-restricted-imports"))
        .map(({ filename }) => filename.replaceAll("\\", "/").replace(/^\.\//, "")),
    );
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(IMPORTS.map((line, index) => [...line, index] as const))(
    "%s importing %s: allowed is %s",
    (file, _specifier, allowed, index) => {
      expect(caught.has(plantedName(file, index))).toBe(!allowed);
    },
  );
});

/** One planted file a case, so that each answers for itself; main.tsx is ruled by its very name. */
function plantedName(file: string, index: number): string {
  return file === "src/main.tsx" ? file : file.replace(/(\.tsx?)$/, `-${index}$1`);
}
