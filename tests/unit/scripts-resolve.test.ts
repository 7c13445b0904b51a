import { describe, expect, test } from "vitest";
import { parseRequirement } from "../../scripts/packages/requirement.ts";
import { readReport, resolve } from "../../scripts/packages/resolve.ts";
import type { Candidate, Find } from "../../scripts/packages/resolve.ts";

/** An index of name → version → requirements; the newest version that no `<n` forbids is found. */
function index(projects: Record<string, Record<string, readonly string[]>>): Find {
  return async (requirements) =>
    requirements.map((text) => {
      const { name, specifier } = parseRequirement(text);
      const limit = Math.min(...[...specifier.matchAll(/<(\d+)/g)].map(([, n]) => Number(n)));
      const versions = Object.keys(projects[name] ?? {}).filter((v) => Number(v) < limit);
      const version = versions.at(-1);
      if (version === undefined) throw new Error(`no ${text}`);
      return candidate(name, version, projects[name]?.[version] ?? []);
    });
}

const candidate = (name: string, version: string, requires: readonly string[]): Candidate => ({
  name,
  version,
  file: `${name}-${version}-py3-none-any.whl`,
  sha256: "0".repeat(64),
  local: false,
  requires,
});

async function resolved(
  roots: readonly string[],
  find: Find,
  without: readonly string[] = [],
): Promise<Record<string, string>> {
  const found = await resolve(roots.map(parseRequirement), without, find);
  return Object.fromEntries(
    found.map(({ name, version, depends }) => [name, [version, ...depends].join(" ")]),
  );
}

describe("resolve", () => {
  test("follows dependencies, in circles too", async () => {
    const find = index({ a: { 1: ["b"] }, b: { 1: ["c"] }, c: { 1: ["a"] } });
    expect(await resolved(["a"], find)).toEqual({ a: "1 b", b: "1 c", c: "1 a" });
  });

  test("leaves out what only another platform needs", async () => {
    const find = index({ a: { 1: ['w; sys_platform == "win32"', "b"] }, b: { 1: [] } });
    expect(await resolved(["a"], find)).toEqual({ a: "1 b", b: "1" });
  });

  test("takes an older version that everyone accepts, and forgets what the newer one needed", async () => {
    const find = index({
      a: { 1: ["c"] },
      b: { 1: ["c<2"] },
      c: { 1: [], 2: ["d"] },
      d: { 1: [] },
    });
    expect(await resolved(["a", "b"], find)).toEqual({ a: "1 c", b: "1 c", c: "1" });
  });

  test("asks for an extra's dependencies once somebody wants the extra", async () => {
    const find = index({
      a: { 1: ["b"] },
      b: { 1: ["fast; extra == 'speed'"] },
      c: { 1: ["b[speed]"] },
      fast: { 1: [] },
    });
    expect(await resolved(["a"], find)).not.toHaveProperty("fast");
    expect(await resolved(["a", "c"], find)).toMatchObject({ b: "1 fast", fast: "1" });
  });

  test("does without what it is told to", async () => {
    const find = index({ a: { 1: ["rust"] } });
    expect(await resolved(["a"], find, ["rust"])).toEqual({ a: "1" });
  });

  test("passes on that nothing fits", async () => {
    await expect(resolved(["a<1"], index({ a: { 1: [] } }))).rejects.toThrow("no a<1");
  });
});

test("readReport keeps the file's name and no address", () => {
  const [found] = readReport({
    install: [
      {
        metadata: { name: "Flask_X", version: "1.0", requires_dist: ["werkzeug"] },
        download_info: {
          url: "https://index.example/packages/aa/flask_x-1.0%2Blocal-py3-none-any.whl",
          archive_info: { hash: `sha256=${"a".repeat(64)}` },
        },
      },
    ],
  });
  expect(found).toEqual({
    name: "flask-x",
    version: "1.0",
    file: "flask_x-1.0+local-py3-none-any.whl",
    sha256: "a".repeat(64),
    local: false,
    requires: ["werkzeug"],
  });
});
