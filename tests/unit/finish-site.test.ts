import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { finishSite } from "../../scripts/build/finish-site.ts";
import type { ShellManifest, SiteFiles } from "../../src/shared/site-files.ts";

const FILES = {
  "index.html": '<head>\n    <meta charset="utf-8" />\n</head>',
  "theme.js": "theme",
  "assets/shell-1.js": "shell",
  "assets/shell-1.js.br": "compressed",
  "assets/lesson-1.js": "lesson",
  "assets/data-1.csv": "a,b",
  "packs/flask-1.pack": "flask",
  "packs/index-1.json": "{}",
  "pyodide/1/pyodide.asm.wasm": "wasm",
  "images/index-1.json": "{}",
  "images/web-1.image": "image",
  "preview/__bridge.html": "bridge",
  "preview.json": "{}",
  _headers: "/*",
  "service-worker.js": "run();\n",
};
const NEEDS = {
  common: ["pyodide/1/pyodide.asm.wasm", "packs/index-1.json", "images/index-1.json"],
  lessons: {
    "course/01": {
      own: ["assets/lesson-1.js", "assets/data-1.csv"],
      packs: ["packs/flask-1.pack"],
      image: { name: "web", files: ["images/web-1.image"], packs: [] },
    },
  },
  scratch: { own: [], packs: [], image: null },
  inflated: { "images/web-1.image": 5000 },
};

let dir = "";

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "finish-site-"));
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
});

afterEach(() => rm(dir, { recursive: true }));

const read = (path: string) => readFile(join(dir, path), "utf8");

async function manifest(): Promise<ShellManifest> {
  const [first = ""] = (await read("service-worker.js")).split("\n");
  return JSON.parse(first.replace("self.routebookShell=", "").replace(/;$/, "")) as ShellManifest;
}

async function site(build: string): Promise<SiteFiles> {
  return JSON.parse(await read(`offline-${build}.json`)) as SiteFiles;
}

describe("finishSite(dir)", () => {
  test("names the build in the page and in the service worker", async () => {
    const build = await finishSite(dir, NEEDS);
    expect(await read("index.html")).toContain(
      `<meta name="routebook-build" content="${build}" />`,
    );
    expect((await manifest()).build).toBe(build);
    expect(await read("service-worker.js")).toMatch(/;\nrun\(\);\n$/);
  });

  test("lists each file with its kind, and as it is stored", async () => {
    const { files, lessons, common } = await site(await finishSite(dir, NEEDS));
    const kinds = Object.fromEntries(Object.entries(files).map(([path, { kind }]) => [path, kind]));
    expect(kinds).toEqual({
      "": "shell",
      "theme.js": "shell",
      "assets/shell-1.js": "shell",
      "assets/lesson-1.js": "lessons",
      "assets/data-1.csv": "lessons",
      "packs/flask-1.pack": "packages",
      "packs/index-1.json": "packages",
      "pyodide/1/pyodide.asm.wasm": "python",
      "images/index-1.json": "python",
      "images/web-1.image": "images",
    });
    expect(files["images/web-1.image"]).toMatchObject({ bytes: 5, inflated: 5000 });
    expect([lessons, common]).toEqual([NEEDS.lessons, NEEDS.common]);
  });

  test("gives the service worker the shell alone, with what must be in each file", async () => {
    const build = await finishSite(dir, NEEDS);
    const { shell } = await manifest();
    expect(shell.map(([path]) => path).toSorted()).toEqual([
      "",
      "assets/shell-1.js",
      `offline-${build}.json`,
      "theme.js",
    ]);
    const hash = createHash("sha256").update("theme").digest("base64");
    expect(new Map(shell).get("theme.js")).toBe(`sha256-${hash}`);
    expect(new Map(shell).get("")).toBeNull();
  });

  test("names equal sites equally, and another one otherwise", async () => {
    const build = await finishSite(dir, NEEDS);
    expect(await finishSite(dir, NEEDS)).toBe(build);
    await writeFile(join(dir, "theme.js"), "other");
    const other = await finishSite(dir, NEEDS);
    expect(other).not.toBe(build);
    const lists = (await readdir(dir)).filter((name) => name.startsWith("offline-"));
    expect(lists).toEqual([`offline-${other}.json`]);
  });

  test("counts the host's headers as part of the build", async () => {
    const build = await finishSite(dir, NEEDS);
    await writeFile(join(dir, "_headers"), "/*\n  X: 1");
    expect(await finishSite(dir, NEEDS)).not.toBe(build);
  });
});
