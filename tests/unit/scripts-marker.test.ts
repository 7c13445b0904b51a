import { describe, expect, test } from "vitest";
import { PYODIDE_ENVIRONMENT, evaluateMarker } from "../../scripts/packages/marker.ts";
import { compareReleases } from "../../scripts/packages/version.ts";

const holds = (marker: string, extra = ""): boolean =>
  evaluateMarker(marker, { ...PYODIDE_ENVIRONMENT, extra });

describe("evaluateMarker, for Pyodide", () => {
  test.each([
    ["python_version >= '3.10'", true],
    ['python_version < "3.11"', false],
    ["python_version == '3.14'", true],
    ["python_version != '3.*'", false],
    ["python_full_version < '3.11.3'", false],
    ["python_version ~= '3.9'", true],
    ["sys_platform == 'win32'", false],
    ["sys_platform == 'emscripten'", true],
    ["platform_system == 'Windows'", false],
    ["platform_machine in 'x86_64 aarch64'", false],
    ["platform_machine not in 'x86_64 aarch64'", true],
    ["'emscripten' == sys_platform", true],
    ["sys_platform == 'win32' or python_version > '3.13'", true],
    ["sys_platform == 'win32' or sys_platform == 'darwin' and python_version > '3'", false],
    ["(sys_platform == 'win32' or os_name == 'posix') and python_version > '3'", true],
    ["implementation_name == 'cpython' and platform_python_implementation != 'PyPy'", true],
  ])("%s is %s", (marker, expected) => {
    expect(holds(marker)).toBe(expected);
  });

  test("knows the extra that is asked for", () => {
    expect(holds("extra == 'standard'", "standard")).toBe(true);
    expect(holds("extra == 'standard'")).toBe(false);
  });

  test.each([
    "python_version >=",
    "python_version >= '3' and",
    "(os_name == 'posix'",
    "os_name == 'posix')",
    "colour == 'red'",
    "os_name ? 'posix'",
    "os_name < 'posix'",
  ])("throws for %s", (marker) => {
    expect(() => holds(marker)).toThrow(SyntaxError);
  });
});

describe("compareReleases", () => {
  test.each([
    ["3.9", "3.14", -1],
    ["3.14", "3.14.0", 0],
    ["3.14.1", "3.14", 1],
    ["3.14", "x86_64", null],
  ])("(%s, %s) is %s", (left, right, expected) => {
    expect(compareReleases(left, right)).toBe(expected);
  });
});
