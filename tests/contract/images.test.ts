import { readFileSync } from "node:fs";
import type { PyodideInterface } from "pyodide";
import { afterEach, describe, expect, test, vi } from "vitest";
import { FAMILIES } from "../../scripts/images/families.ts";
import { diskPackSource } from "../../scripts/node-kernel.ts";
import { ensurePacks } from "../../scripts/packs/ensure-packs.ts";
import type { FileSystem } from "../../workers/python/file-system.ts";
import { Packs } from "../../workers/python/packs.ts";
import { SITE_PACKAGES, bootWithOwn, ownSourceList, startOwnKernel } from "./support/own-kernel.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe.each(FAMILIES)("an image of the $name family", ({ packages, imports }) => {
  test("freezes nothing that each start must have anew", { timeout: 300_000 }, async () => {
    // A clock that stands where no constant is; Python's monotonic clock reads it.
    const now = performance.now.bind(performance);
    vi.spyOn(performance, "now").mockImplementation(() => now() + 123_456_789.012);
    const pyodide = await bootWithOwn(ownSourceList());
    const { dir, indexFile } = await ensurePacks();
    const source = diskPackSource(dir, indexFile);
    const packs = new Packs(
      await source.index(),
      source,
      pyodide.FS as unknown as FileSystem,
      () => {},
    );
    await packs.load(packages);
    const audit = readFileSync(new URL("support/image_audit.py", import.meta.url), "utf8");
    pyodide.FS.writeFile(`${SITE_PACKAGES}/image_audit.py`, audit);
    pyodide.globals.set("imports", pyodide.toPy(imports));
    pyodide.globals.set("shipped", pyodide.toPy(Object.keys(packs.modules)));
    const found = JSON.parse(pyodide.runPython(AUDIT) as string) as {
      readonly frozen: readonly string[];
      readonly missed: readonly string[];
    };
    expect(found).toEqual({ frozen: [], missed: [] });
  });
});

const AUDIT = `
import json, image_audit
image_audit.begin()
from routebook import image, imports as finding
image.prepare(imports)
missed = sorted(set(image.missed) & set(shipped) - finding.PROBED)
json.dumps({"frozen": image_audit.findings(), "missed": missed})
`;

describe("a restored image", () => {
  test("starts a kernel of its own each time", { timeout: 300_000 }, async () => {
    vi.stubEnv("TZ", "Asia/Tokyo");
    const maker = await bootWithOwn(ownSourceList(), { _makeSnapshot: true });
    maker.runPython("from routebook import image\nimage.prepare(['sqlite3'])");
    const snapshot = (
      maker as unknown as { makeMemorySnapshot(): Uint8Array }
    ).makeMemorySnapshot();
    // Made in one time zone, used in another one.
    vi.stubEnv("TZ", "Europe/Berlin");
    const plain = await ask(await bootWithOwn(ownSourceList()));
    expect(plain.fixed["local"]).toBe("2026-07-01T12:00:00+02:00");
    const [one, same, other] = [
      await ask(await restore(snapshot, 1)),
      await ask(await restore(snapshot, 1)),
      await ask(await restore(snapshot, 2)),
    ];

    expect(one.fixed).toEqual(plain.fixed);
    expect(other.fixed).toEqual(plain.fixed);
    // What is seeded by the entropy given, and what comes from the system whatever was given.
    expect(one.seeded).toEqual(same.seeded);
    for (const answers of [one.seeded, plain.seeded]) expect(answers).not.toEqual(other.seeded);
    for (const [name, value] of Object.entries(one.fresh)) {
      expect(new Set([value, same.fresh[name], other.fresh[name], plain.fresh[name]]).size).toBe(4);
    }
  });
});

describe("making an image", () => {
  test("refuses what an image cannot hold", { timeout: 300_000 }, async () => {
    const pyodide = await bootWithOwn(ownSourceList());
    pyodide.runPython("kept = open('/tmp/kept', 'w')");
    const problem = pyodide.runPython(
      "from routebook import image\ntry:\n  image.prepare([])\nexcept RuntimeError as error:\n  problem = str(error)\nproblem",
    ) as string;
    expect(problem).toBe("An image cannot hold open files: /tmp/kept.");
  });
});

/** A kernel's answers, each as text. */
interface Answers {
  /** The same in every start. */
  readonly fixed: Readonly<Record<string, string>>;
  /** By the entropy that the start was given. */
  readonly seeded: Readonly<Record<string, string>>;
  /** Another one in every start. */
  readonly fresh: Readonly<Record<string, string>>;
}

async function restore(snapshot: Uint8Array, entropy: number): Promise<PyodideInterface> {
  const pyodide = await bootWithOwn(ownSourceList(), { _loadSnapshot: snapshot });
  pyodide.globals.set("entropy", pyodide.toPy(new Uint8Array(64).fill(entropy)));
  pyodide.runPython(
    "import time\nfrom routebook import image\nimage.thaw(bytes(entropy), {'GIVEN': '1'}, time.time() * 1000)",
  );
  return pyodide;
}

async function ask(pyodide: PyodideInterface): Promise<Answers> {
  const { result, printed } = await startOwnKernel(pyodide).run(QUESTIONS);
  expect(result.error).toBeNull();
  return JSON.parse(printed) as Answers;
}

const QUESTIONS = `
import json, os, random, secrets, sqlite3, sys, tempfile, time, uuid
from datetime import datetime

def numbers(make):
    return repr([make() for _ in range(3)])

def recurse():
    return recurse()

try:
    recurse()
except RecursionError:
    recursion = "caught"
base = sqlite3.connect(":memory:")
with tempfile.NamedTemporaryFile() as file:
    temporary = file.name
print(json.dumps({
    "fixed": {
        "set": repr({"alpha", "beta", "gamma", "delta", b"bytes", 3.5}),
        "hash": repr(hash("routebook")),
        "path": repr(sys.path),
        "folder": os.getcwd(),
        "main": __name__,
        "zone": repr((time.timezone, time.altzone, time.daylight, time.tzname)),
        "local": datetime(2026, 7, 1, 12).astimezone().isoformat(),
        "environment": repr(sorted(os.environ.keys() - {"GIVEN", "_"})),
        "recursion": recursion,
        "sleep": repr(time.sleep(0.001)),
        "streams": type(sys.stdout).__name__ + type(sys.stderr).__name__ + type(sys.stdin).__name__,
        "finders": repr([type(finder).__name__ for finder in sys.meta_path]),
        "names": repr(sorted(globals())),
    },
    "seeded": {
        "random": numbers(random.random),
        "instance": numbers(random._inst.random),
    },
    "fresh": {
        "new": numbers(random.Random().random),
        "system": numbers(random.SystemRandom().random),
        "secrets": secrets.token_hex(),
        "urandom": os.urandom(16).hex(),
        "uuid1": str(uuid.uuid1()),
        "uuid4": str(uuid.uuid4()),
        "uuid7": str(uuid.uuid7()),
        "sqlite": repr(base.execute("SELECT random(), hex(randomblob(8))").fetchone()),
        "temporary": temporary,
    },
}))
`;
