import { describe, expect, it } from "vitest";
import { jsonProblem } from "../../src/webapp/json-problem.ts";
import { Random } from "./support/random.ts";

describe("jsonProblem(text)", () => {
  it.each([
    ["", "1:1"],
    ['{"a": 1', "1:8"],
    ['{"a": 1,}', "1:9"],
    ["[1,\n 2\n 3]", "3:2"],
    ["[1, ]", "1:5"],
    ["{'a': 1}", "1:2"],
    ['{"a" 1}', "1:6"],
    ['{"a": undefined}', "1:7"],
    ["[01]", "1:2"],
    ["1 2", "1:3"],
    ['"open', "1:1"],
    ['["\n"]', "1:2"],
    ["[1}", "1:3"],
  ])("finds the place in %j", (text, place) => {
    const problem = jsonProblem(text);
    expect(problem && `${problem.line}:${problem.column}`).toBe(place);
    expect(problem?.message).toMatch(/\.$/);
  });

  it("agrees with JSON.parse on what is JSON", () => {
    const parts = [
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"\\u00e9\\n"',
      "1",
      "-0.5e+3",
      "01",
      ".5",
      "true",
      "null",
      "nul",
      " ",
      "\n",
      '"',
      "'",
      "\\",
      "é",
    ] as const;
    for (let seed = 1; seed <= 3000; seed++) {
      const random = new Random(seed);
      const text = random.list(7, () => random.pick(parts)).join("");
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      expect(jsonProblem(text) === null, JSON.stringify(text)).toBe(valid);
    }
  });
});
