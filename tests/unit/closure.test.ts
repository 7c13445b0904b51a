import { describe, expect, test } from "vitest";
import type { Pack, PackIndex } from "../../src/shared/packs.ts";
import { closure } from "../../workers/python/packs.ts";

function pack(name: string, depends: readonly string[]): Pack {
  return {
    name,
    version: "1",
    file: `${name}.pack`,
    size: 1,
    unpackedSize: 1,
    sha256: "",
    modules: [name],
    depends,
    licence: "MIT",
    summary: "",
  };
}

const index: PackIndex = {
  format: 1,
  pyodide: "314.0.4",
  packs: {
    flask: pack("flask", ["jinja2", "werkzeug"]),
    jinja2: pack("jinja2", ["markupsafe"]),
    markupsafe: pack("markupsafe", []),
    werkzeug: pack("werkzeug", ["markupsafe"]),
    "typing-extensions": pack("typing-extensions", ["typing-extensions"]),
  },
};

const names = (wanted: readonly string[]) => closure(index, wanted).map((found) => found.name);

describe("closure", () => {
  test("names each pack once, needed ones first", () => {
    expect(names(["flask"])).toEqual(["markupsafe", "jinja2", "werkzeug", "flask"]);
  });

  test("takes any spelling of a name (PEP 503) and survives a circle", () => {
    expect(names(["Typing_Extensions"])).toEqual(["typing-extensions"]);
  });

  test("says what there is when a name is unknown", () => {
    expect(() => names(["flaskk"])).toThrow(/no package “flaskk” here.*flask, jinja2/);
  });
});
