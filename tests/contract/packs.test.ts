import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { loadPyodide } from "pyodide";
import type { PyodideInterface } from "pyodide";
import { beforeAll, describe, expect, test } from "vitest";
import { ensurePacks } from "../../scripts/packs/ensure-packs.ts";
import type { PackSet } from "../../scripts/packs/ensure-packs.ts";
import type { Pack } from "../../src/shared/packs.ts";
import { readTar } from "../../src/shared/tar.ts";

const SITE_PACKAGES = "/lib/python3.14/site-packages";

/** Modules at the top of a pack that cannot be imported in a tab, each with its reason. */
const NOT_IMPORTABLE: Readonly<Record<string, string>> = {
  _yaml: "PyYAML's old name of its wrapper of a C library; it says itself that this is not there",
};

const packs: PackSet = await ensurePacks();
const all: readonly Pack[] = Object.values(packs.index.packs);

function archiveOf(pack: Pack): Uint8Array {
  return gunzipSync(readFileSync(join(packs.dir, pack.file)));
}

describe("the pack index", () => {
  test("names every package that lessons are promised", () => {
    const promised =
      "flask flask-restful fastapi starlette python-multipart django djangorestframework " +
      "django-allauth pydantic email-validator pandas numpy matplotlib scikit-learn sqlalchemy " +
      "jinja2 marshmallow falcon celery rq fakeredis python-socketio websockets aiohttp graphene " +
      "ariadne grpclib protobuf pyjwt authlib prometheus-client opentelemetry-sdk pytest " +
      "hypothesis httpx requests mangum bandit pyyaml tzdata";
    expect(Object.keys(packs.index.packs)).toEqual(expect.arrayContaining(promised.split(" ")));
  });

  test("depends only on packs it has", () => {
    const unknown = all.flatMap(({ depends }) =>
      depends.filter((name) => packs.index.packs[name] === undefined),
    );
    expect(unknown).toEqual([]);
  });

  test("gives each pack's size, hash and licence", () => {
    for (const pack of all) {
      const bytes = readFileSync(join(packs.dir, pack.file));
      expect(bytes.length, pack.name).toBe(pack.size);
      expect(createHash("sha256").update(bytes).digest("hex"), pack.name).toBe(pack.sha256);
      expect(pack.licence, pack.name).not.toBe("");
      expect(pack.size, pack.name).toBeLessThan(25 * 1024 * 1024);
    }
  });

  test("has no Python source where compiled code would do", () => {
    const sources = all.flatMap((pack) =>
      [...readTar(archiveOf(pack))]
        .map(({ path }) => path)
        .filter((path) => path.endsWith(".py"))
        .map((path) => `${pack.name}: ${path}`),
    );
    expect(sources).toEqual([]);
  });
});

describe("in Pyodide", () => {
  let pyodide: PyodideInterface;

  beforeAll(async () => {
    pyodide = await loadPyodide();
    for (const pack of all) {
      for (const { path, bytes } of readTar(archiveOf(pack))) {
        const target = `${SITE_PACKAGES}/${path}`;
        pyodide.FS.mkdirTree(target.slice(0, target.lastIndexOf("/")));
        pyodide.FS.writeFile(target, bytes);
      }
    }
    pyodide.runPython("import importlib; importlib.invalidate_caches()");
  });

  test.each(all.map((pack) => [pack.name, pack] as const))("%s imports", (_name, pack) => {
    const modules = pack.modules.filter((name) => NOT_IMPORTABLE[name] === undefined);
    for (const module of modules) {
      pyodide.runPython(`import warnings; warnings.simplefilter("ignore"); import ${module}`);
    }
    expect(pack.modules.length, `${pack.name} provides modules`).toBeGreaterThan(0);
  });

  test("importlib.metadata knows every pack's version", () => {
    const versions = pyodide.runPython(
      "import importlib.metadata as m; {d.name.lower().replace('_', '-').replace('.', '-'): d.version for d in m.distributions()}",
    ) as { toJs(options: object): Record<string, string> };
    expect(versions.toJs({ dict_converter: Object.fromEntries })).toMatchObject(
      Object.fromEntries(all.map(({ name, version }) => [name, version])),
    );
  });
});
