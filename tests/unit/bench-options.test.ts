import { describe, expect, it } from "vitest";
import { parseOptions } from "../../scripts/bench/options.ts";

describe("parseOptions", () => {
  it("measures everything five times where nothing is said", () => {
    expect(parseOptions([])).toEqual({
      runs: 5,
      only: null,
      profiles: ["local", "throttled"],
      against: null,
      from: null,
      dist: null,
      writeDocs: false,
      help: false,
    });
  });

  it("takes a part of it", () => {
    const line = "--runs 1 --only base,pandas --profile throttled --against old.json --write-docs";
    expect(parseOptions(line.split(" "))).toMatchObject({
      runs: 1,
      only: ["base", "pandas"],
      profiles: ["throttled"],
      against: "old.json",
      writeDocs: true,
    });
  });

  it("says what is wrong", () => {
    expect(() => parseOptions(["--runs", "0"])).toThrow('from 1 on, not "0"');
    expect(() => parseOptions(["--runs", "many"])).toThrow('from 1 on, not "many"');
    expect(() => parseOptions(["--profile", "3g"])).toThrow("local or throttled");
    expect(() => parseOptions(["--fast"])).toThrow("--help");
  });
});
