import { describe, expect, it } from "vitest";
import { formatFenceInfo, parseFenceInfo } from "../../src/lesson/fence-info.ts";

function parse(info: string) {
  const { language, attributes, words } = parseFenceInfo(info);
  return [language, Object.fromEntries(attributes), ...words];
}

describe("parseFenceInfo(info)", () => {
  it.each([
    ["", ["", {}]],
    ["python", ["python", {}]],
    ["  python  ", ["python", {}]],
    ['python exercise="hello"', ["python", { exercise: "hello" }]],
    ["python exercise='hello'", ["python", { exercise: "hello" }]],
    ["python exercise=hello", ["python", { exercise: "hello" }]],
    ['python exercise = "hello"', ["python", { exercise: "hello" }]],
    ['python setup=true raises="KeyError"', ["python", { setup: "true", raises: "KeyError" }]],
    [String.raw`python a="say \"hi\" \u00e9"`, ["python", { a: 'say "hi" é' }]],
    [String.raw`python a="\d"`, ["python", { a: String.raw`\d` }]],
    ['python a="1" a="2"', ["python", { a: "2" }]],
    ["python .noeval", ["python", {}, ".noeval"]],
    ["python setup", ["python", {}, "setup"]],
    ['python exercise="open', ["python", {}, 'exercise="open']],
    ["js {1,3}", ["js", {}, "{1,3}"]],
  ])("reads %j", (info, expected) => {
    expect(parse(info)).toEqual(expected);
  });

  it("is the inverse of formatFenceInfo(language, pairs)", () => {
    const values = [
      "",
      "plain",
      'a "quote"',
      "back\\slash",
      "`tick`",
      "über 🐍",
      "line\nbreak",
      "a=b",
    ];
    for (const value of values) {
      const info = formatFenceInfo("python", [["exercise", value]]);
      expect(info).not.toMatch(/[`\n]/);
      expect(parseFenceInfo(info).attributes.get("exercise")).toBe(value);
    }
  });
});
