import { gzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { wheelFromSdist } from "../../scripts/packages/sdist.ts";
import { writeTar } from "../../scripts/packs/tar.ts";

const INFO = "Metadata-Version: 2.1\nName: Mark.Up\nVersion: 3.0\n\nText.\n";

function sdist(files: Record<string, string>): Uint8Array {
  const entries = Object.entries(files).map(
    ([path, text]) => [`markup-3.0/${path}`, new TextEncoder().encode(text)] as const,
  );
  return gzipSync(writeTar(new Map(entries)));
}

const contents = (wheel: Uint8Array): string[] => Object.keys(unzipSync(wheel)).toSorted();

describe("wheelFromSdist", () => {
  test("takes the packages below src and leaves compiled parts, tests and build files", () => {
    const wheel = wheelFromSdist(
      sdist({
        "PKG-INFO": INFO,
        "LICENSE.txt": "free",
        "setup.py": "raise SystemExit",
        "src/markup/__init__.py": "x = 1",
        "src/markup/deep/more.py": "y = 2",
        "src/markup/_fast.c": "int x;",
        "src/markup.egg-info/PKG-INFO": INFO,
        "tests/__init__.py": "",
      }),
    );
    expect(wheel.file).toBe("mark_up-3.0-py3-none-any.whl");
    expect(contents(wheel.bytes)).toEqual([
      "mark_up-3.0.dist-info/METADATA",
      "mark_up-3.0.dist-info/WHEEL",
      "mark_up-3.0.dist-info/licenses/LICENSE.txt",
      "markup/__init__.py",
      "markup/deep/more.py",
    ]);
  });

  test("gives the same bytes each time", () => {
    const archive = sdist({ "PKG-INFO": INFO, "lib/markup/__init__.py": "" });
    expect(wheelFromSdist(archive).bytes).toEqual(wheelFromSdist(archive).bytes);
  });

  test("throws for an archive without metadata or package", () => {
    expect(() => wheelFromSdist(sdist({ "a/__init__.py": "" }))).toThrow(/PKG-INFO/);
    expect(() => wheelFromSdist(sdist({ "PKG-INFO": INFO }))).toThrow(/has no package/);
  });
});
