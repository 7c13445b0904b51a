import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Failure } from "../../scripts/failure.ts";
import { checkShell, measureShell, shellPaths } from "../../scripts/build/shell-budget.ts";

const PAGE = `<!doctype html>
<link rel="icon" href="./favicon.svg" />
<link rel="manifest" href="./manifest.webmanifest" />
<script src="./theme.js"></script>
<script type="module" crossorigin src="./assets/index-1.js"></script>
<link rel="stylesheet" crossorigin href="./assets/index-2.css">
<link rel="modulepreload" crossorigin href="./assets/shell-3.js">
`;

describe("shellPaths(html)", () => {
  it("names the page, its scripts, styles and preloads, and nothing else", () => {
    expect(shellPaths(PAGE)).toEqual([
      "index.html",
      "theme.js",
      "assets/index-1.js",
      "assets/index-2.css",
      "assets/shell-3.js",
    ]);
  });
});

describe("measureShell(folder)", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "shell-"));
    await writeFile(join(folder, "index.html"), '<script src="./a.js"></script>');
    await writeFile(join(folder, "a.js"), "x".repeat(2000));
    await writeFile(join(folder, "a.js.br"), "x".repeat(700));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("counts what is sent", async () => {
    expect(await measureShell(folder)).toEqual([
      { path: "index.html", sent: 30 },
      { path: "a.js", sent: 700 },
    ]);
  });
});

describe("checkShell(files, budget)", () => {
  const files = [
    { path: "index.html", sent: 500 },
    { path: "assets/shell-3.js", sent: 40_000 },
  ];

  it("says how much of the budget is used", () => {
    expect(checkShell(files, 60_000)).toBe(
      "  before the first paint: 2 files, 40.5 kB of 60.0 kB compressed",
    );
    expect(() => checkShell(files, 40_500)).not.toThrow();
  });

  it("fails with the files, the largest first, where they are too much", () => {
    const check = () => checkShell(files, 40_499);
    expect(check).toThrow(Failure);
    expect(check).toThrow(/loads 40\.5 kB of 40\.5 kB .*: shell-3\.js 40\.0 kB, index\.html 0\.5/);
  });
});
