import { describe, expect, test } from "vitest";
import { PYODIDE_ENVIRONMENT } from "../../scripts/packages/marker.ts";
import { parsePackagesIn } from "../../scripts/packages/packages-in.ts";
import { isWanted, normalizeName, parseRequirement } from "../../scripts/packages/requirement.ts";

describe("parseRequirement", () => {
  test("takes name, extras, specifier and marker apart", () => {
    expect(
      parseRequirement('Uvicorn[standard, http.tools] >= 0.30, <1 ; python_version < "3.15"'),
    ).toEqual({
      name: "uvicorn",
      extras: ["standard", "http-tools"],
      specifier: ">=0.30,<1",
      marker: 'python_version < "3.15"',
    });
  });

  test("reads the old form with brackets", () => {
    expect(parseRequirement("aniso8601 (>=0.82)")).toMatchObject({
      name: "aniso8601",
      specifier: ">=0.82",
    });
  });

  test("throws for an address", () => {
    expect(() => parseRequirement("flask @ file:///tmp/flask.whl")).toThrow(SyntaxError);
  });
});

test("normalizeName gives the one form of PEP 503", () => {
  expect(normalizeName("Flask_RESTful.ext--x")).toBe("flask-restful-ext-x");
});

describe("isWanted", () => {
  const wanted = (text: string, extras: readonly string[] = []): boolean =>
    isWanted(parseRequirement(text), extras, PYODIDE_ENVIRONMENT);

  test("says no to what another platform needs", () => {
    expect(wanted('colorama; sys_platform == "win32"')).toBe(false);
    expect(wanted('tzdata; sys_platform == "emscripten"')).toBe(true);
  });

  test("compares extras by their normal form", () => {
    expect(wanted("httptools; extra == 'Http_Tools'", ["http-tools"])).toBe(true);
    expect(wanted("httptools; extra == 'Http_Tools'")).toBe(false);
  });
});

describe("parsePackagesIn", () => {
  test("reads names, comments and options", () => {
    const text = "# web\nflask # the small one\n\n--no-binary markupsafe,PyYAML\n--without a_b\n";
    const { requirements, sdists, without } = parsePackagesIn(text);
    expect(requirements.map(({ name }) => name)).toEqual(["flask"]);
    expect(sdists).toEqual(["markupsafe", "pyyaml"]);
    expect(without).toEqual(["a-b"]);
  });

  test("throws for an option that is none", () => {
    expect(() => parsePackagesIn("--index-url x")).toThrow(/no option --index-url/);
  });
});
