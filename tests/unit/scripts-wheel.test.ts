import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { parseMetadata, stripDescription } from "../../scripts/packages/metadata.ts";
import { licenceOf } from "../../scripts/packs/licence.ts";
import { isKept } from "../../scripts/packs/rules.ts";
import { licenceText, readWheel, providedModules } from "../../scripts/packs/wheel-tree.ts";

describe("providedModules", () => {
  test.each([
    [["six.py", "six-1.0.dist-info/METADATA"], ["six"]],
    [["flask/__init__.pyc", "flask/app.pyc"], ["flask"]],
    [["google/protobuf/message.pyc"], ["google", "google.protobuf"]],
    [
      ["mpl_toolkits/mplot3d/__init__.py", "mpl_toolkits/x.py"],
      ["mpl_toolkits", "mpl_toolkits.mplot3d", "mpl_toolkits.x"],
    ],
    [["_c.cpython-314-wasm32-emscripten.so"], ["_c"]],
    [["scipy.libs/libopenblas.so", "scipy/__init__.pyc"], ["scipy"]],
    [["fonts/a.ttf", "README.md"], []],
  ])("%j gives %j", (paths, modules) => {
    expect(providedModules(paths)).toEqual(modules);
  });
});

describe("readWheel", () => {
  test("moves purelib and platlib to the root and leaves scripts", () => {
    const wheel = zipSync({
      "a/__init__.py": strToU8(""),
      "a-1.data/purelib/b.py": strToU8(""),
      "a-1.data/platlib/c.so": strToU8(""),
      "a-1.data/scripts/run": strToU8(""),
    });
    expect([...readWheel(wheel).keys()]).toEqual(["a/__init__.py", "b.py", "c.so"]);
  });
});

describe("isKept", () => {
  test.each([
    "django/test/client.py",
    "django/conf/locale/de/LC_MESSAGES/django.mo",
    "django/conf/app_template/models.py-tpl",
    "numpy/testing/__init__.py",
    "jinja2/tests.py",
    "flask-3.dist-info/METADATA",
    "pytest-9.dist-info/entry_points.txt",
    "scipy.libs/libopenblas.so",
  ])("keeps %s", (path) => {
    expect(isKept(path)).toBe(true);
  });

  test.each([
    "scipy/stats/tests/test_stats.py",
    "joblib/test/common.py",
    "django/conf/locale/de/LC_MESSAGES/django.po",
    "numpy/__init__.pyi",
    "numpy/_core/include/numpy/arrayobject.h",
    "flask-3.dist-info/RECORD",
    "flask-3.dist-info/licenses/LICENSE.txt",
    "PIL/_imagingtk.cpython-314-wasm32-emscripten.so",
  ])("drops %s", (path) => {
    expect(isKept(path)).toBe(false);
  });
});

describe("parseMetadata", () => {
  const text = [
    "Metadata-Version: 2.4",
    "Name: thing",
    "License: Some",
    "        long text",
    "Requires-Dist: a",
    "Requires-Dist: b",
    "",
    "Name: of the description",
  ].join("\n");

  test("reads headers, repeated and continued ones too, and not the description", () => {
    const metadata = parseMetadata(text);
    expect(metadata.get("name")).toEqual(["thing"]);
    expect(metadata.get("license")).toEqual(["Some\nlong text"]);
    expect(metadata.get("requires-dist")).toEqual(["a", "b"]);
  });

  test("is the same after stripDescription", () => {
    expect(parseMetadata(stripDescription(text))).toEqual(parseMetadata(text));
  });
});

describe("licenceOf", () => {
  const licence = (headers: string): string => licenceOf(parseMetadata(headers));

  test.each([
    ["License-Expression: BSD-3-Clause\nLicense: other", "BSD-3-Clause"],
    ["License: MIT", "MIT"],
    ["License: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License", "MIT"],
    [
      "Classifier: License :: OSI Approved :: Apache Software License\nClassifier: License :: OSI Approved :: BSD License",
      "Apache-2.0 OR BSD",
    ],
    ["License: a whole text\n of it\nClassifier: License :: OSI Approved", "see its files"],
    ["Name: bare", "see its files"],
  ])("%j is %s", (headers, expected) => {
    expect(licence(headers)).toBe(expected);
  });
});

test("licenceText joins the licence files of the metadata folder, each once", () => {
  const tree = new Map([
    ["a-1.dist-info/LICENSE", strToU8("one\n")],
    ["a-1.dist-info/licenses/vendor/LICENSE", strToU8("two")],
    ["a-1.dist-info/licenses/LICENSE", strToU8("one")],
    ["a/LICENSE", strToU8("not this")],
  ]);
  expect(licenceText(tree)).toBe("one\n\n----\n\ntwo");
  expect(licenceText(new Map())).toBeNull();
});
