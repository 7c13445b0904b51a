import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

const manifest = JSON.parse(read("package.json")) as Manifest;
const declared = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).sort();

describe("CONTRIBUTING.md", () => {
  const text = read("CONTRIBUTING.md");
  const section = text.slice(text.indexOf("## Dependencies"));
  const listed = [...section.matchAll(/^\| `([^`]+)` +\| (.*\S) +\|$/gm)];

  it("gives a reason for each dependency, and for nothing else", () => {
    expect(listed.map(([, name]) => name).sort((a = "", b = "") => (a < b ? -1 : 1))).toEqual(
      declared,
    );
  });

  it("has no empty reason", () => {
    expect(listed.filter(([, , reason]) => (reason ?? "").length < 15)).toEqual([]);
  });
});

describe.each(["README.md", "CONTRIBUTING.md"])("%s", (file) => {
  it("names only npm scripts that exist", () => {
    const named = [...read(file).matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name ?? "");
    expect(named.filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });
});

describe(".ci/run", () => {
  it("runs the test command of the README", () => {
    const command = "npm ci && npm test";
    expect(read("README.md").split("\n")).toContain(command);
    expect(read(".ci/run").trimEnd().split("\n").at(-1)).toBe(command);
  });
});
