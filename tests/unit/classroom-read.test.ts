import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readResult } from "../../src/classroom/read-result.ts";
import { RESULT_LIMIT } from "../../src/classroom/result-file.ts";
import { readSubmission } from "../../src/classroom/submission.ts";
import { resultText } from "../../src/classroom/write-result.ts";
import { anyText } from "./support/any-text.ts";
import { work } from "./support/class-files.ts";
import { AT, written } from "./support/learner-work.ts";

/** The file's JSON with something changed in it, as text. */
function changed(change: (file: Record<string, unknown>) => void): string {
  const file = JSON.parse(written().text) as Record<string, unknown>;
  change(file);
  return JSON.stringify(file);
}

function refusal(text: string): string {
  const read = readResult(text);
  return read.kind === "refused" ? read.message : "it was read";
}

describe("readResult(text)", () => {
  it("ignores fields that it does not know", () => {
    const read = readResult(changed((file) => Object.assign(file, { later: { a: [1] } })));
    expect(read).toMatchObject({ kind: "result", result: { learner: "Ann Smith" } });
    expect(read).not.toHaveProperty("result.later");
  });

  it("tells a file that was changed from one that was laid out anew", () => {
    const again = JSON.stringify(JSON.parse(written().text));
    expect(readResult(`\uFEFF${again}`)).toMatchObject({ intact: true });
    const reversed = Object.fromEntries(Object.entries(JSON.parse(again) as object).toReversed());
    expect(readResult(JSON.stringify(reversed))).toMatchObject({ intact: true });
    expect(readResult(again.replace("one = 1", "one = 2"))).toMatchObject({ intact: false });
    expect(readResult(changed((file) => delete file["checksum"]))).toMatchObject({ intact: false });
  });

  it.each<readonly [string, (file: Record<string, unknown>) => void, string]>([
    [
      "a name that is none",
      (file) => (file["learner"] = 7),
      '"learner" in it should be a text of at most 300 characters, and is 7',
    ],
    [
      "a name of a novel's length",
      (file) => (file["learner"] = "x".repeat(301)),
      '"learner" in it',
    ],
    [
      "no lesson",
      (file) => delete file["lesson"],
      '"lesson" in it should be an object, and is missing',
    ],
    [
      "a lesson that is a list",
      (file) => (file["lesson"] = []),
      '"lesson" in it should be an object, and is a list',
    ],
    [
      "exercises by name",
      (file) => (file["exercises"] = { one: {} }),
      '"exercises" in it should be a list, and is an object',
    ],
    [
      "an exercise that is none",
      (file) => (file["exercises"] = [null]),
      '"exercises[0]" in it should be an object, and is null',
    ],
    [
      "tries in words",
      at("exercises", 0, "tries", "many"),
      '"exercises[0].tries" in it should be a whole number from 0 to 1000000, and is "many"',
    ],
    ["half a try", at("exercises", 0, "tries", 1.5), '"exercises[0].tries" in it'],
    ["minus one try", at("exercises", 1, "tries", -1), '"exercises[1].tries" in it'],
    [
      "a flag as a number",
      at("exercises", 1, "solutionShown", 1),
      '"exercises[1].solutionShown" in it should be true or false, and is 1',
    ],
    [
      "a day that is none",
      at("exercises", 0, "passedAt", "2026-02-30Tnoon"),
      '"exercises[0].passedAt" in it should be a time',
    ],
    [
      "a month that is none",
      at("exercises", 0, "passedAt", "2026-13-01T00:00:00Z"),
      '"exercises[0].passedAt" in it should be a time',
    ],
    [
      "no time of export",
      (file) => (file["exported"] = null),
      '"exported" in it should be a time such as',
    ],
    [
      "an exercise twice",
      (file) => (file["exercises"] = [...list(file, "exercises"), list(file, "exercises")[0]]),
      '"exercises" in it should be a list without repetitions, and is "one twice"',
    ],
    [
      "a cell of a kind that is none",
      at("own", 0, "kind", "setup"),
      '"own[0].kind" in it should be one of python, markdown, http, and is "setup"',
    ],
    [
      "a file outside",
      at("files", 0, "path", "../../.bashrc"),
      '"files[0].path" in it should be a path in the working folder',
    ],
    [
      "too many files",
      (file) => (file["files"] = Array.from({ length: 2001 }, () => ({}))),
      "a list of at most 2000 entries",
    ],
    ["no version", (file) => delete file["version"], '"version" in it should be 1, and is missing'],
  ])("says where it is wrong: %s", (_what, change, sentence) => {
    expect(refusal(changed(change))).toContain(sentence);
  });

  it("tells a file of the future", () => {
    expect(refusal(changed((file) => (file["version"] = 3)))).toContain(
      "made by a newer Routebook",
    );
  });

  it("tells a file that was cut short, wherever", () => {
    const { text } = written();
    for (let length = 40; length < text.trimEnd().length; length += 7) {
      expect(refusal(text.slice(0, length))).toContain("cut short");
    }
  });

  it.each([
    ["", "is empty"],
    ["  \n", "is empty"],
    ["hello", "no result file of Routebook"],
    ["[]", "no result file of Routebook"],
    ["null", "no result file of Routebook"],
    ['{"format":"other"}', "no result file of Routebook"],
    ['{"format":"routebook-progress","version":1}', "Ask for the result file of this lesson"],
    ["\u0000\uFFFDPK\u0003\u0004", "no result file of Routebook"],
  ])("says what %j is", (text, sentence) => expect(refusal(text)).toContain(sentence));

  it("refuses what is larger than 2 MB, by its bytes", () => {
    expect(refusal("é".repeat(RESULT_LIMIT / 2 + 1))).toContain("2 MB at most");
    expect(refusal(" ".repeat(RESULT_LIMIT))).toContain("is empty");
  });

  it("bears nesting without end", () => {
    const deep = `${"[".repeat(400_000)}${"]".repeat(400_000)}`;
    const text = written().text.replace('"learner"', `"later": ${deep}, "learner"`);
    expect(readResult(text)).toMatchObject({ kind: "result", intact: false });
    expect(refusal(`{"format":"routebook-result","version":1,"lesson":${deep}}`)).toContain(
      "a list",
    );
  });

  it("lets nobody reach into the prototypes of objects", () => {
    const poison =
      '"__proto__": {"polluted": 1, "learner": "Eve", "tries": 9}, "constructor": {"prototype": {"polluted": 1}},';
    const text = written().text.replaceAll("{", `{${poison}`);
    const read = readResult(text);
    expect(read).toMatchObject({ kind: "result", result: { learner: "Ann Smith" } });
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    const bare =
      '{"format":"routebook-result","version":1,"__proto__":{"learner":"Eve","lesson":{},"exercises":[]}}';
    expect(refusal(bare)).toContain('"lesson" in it should be an object, and is missing');
    if (read.kind === "result") {
      expect(Object.keys(read.result).sort()).toEqual(
        ["cells", "exercises", "exported", "files", "learner", "lesson", "own", "quizzes"].sort(),
      );
    }
  });

  it("takes no field from a prototype that somebody else changed", () => {
    const text = changed((file) => delete (list(file, "exercises")[0] as { tries?: number }).tries);
    try {
      Object.defineProperty(Object.prototype, "tries", { value: 7, configurable: true });
      expect(refusal(text)).toContain('"exercises[0].tries" in it should be a whole number');
    } finally {
      delete (Object.prototype as { tries?: number }).tries;
    }
  });

  it(
    "never throws, and reads nothing that does not fit, over 4,000 made-up files",
    { timeout: 60_000 },
    () => {
      const valid = JSON.parse(written().text) as Record<string, unknown>;
      const leaf = fc.oneof(
        fc.jsonValue({ maxDepth: 3 }),
        fc.constantFrom(AT, -1, 0, 1, "", "one", null, true),
      );
      const field = fc.constantFrom(...Object.keys(valid), "__proto__", "constructor", "toString");
      const inner = fc.constantFrom(
        "id",
        "source",
        "passedAt",
        "tries",
        "kind",
        "after",
        "path",
        "text",
        "hash",
        "__proto__",
      );
      const mutated = fc.tuple(field, inner, leaf, fc.nat(2)).map(([name, deep, value, how]) => {
        const file = structuredClone(valid);
        const target = Object.hasOwn(file, name) ? file[name] : undefined;
        const item: unknown = Array.isArray(target) ? target[0] : target;
        if (how === 0 || typeof item !== "object" || item === null) set(file, name, value);
        else if (how === 1) set(item, deep, value);
        else delete (item as Record<string, unknown>)[deep];
        return JSON.stringify(file);
      });
      const cut = fc
        .tuple(mutated, fc.nat(3000), fc.string())
        .map(([text, place, put]) => text.slice(0, place) + put + text.slice(place + put.length));
      const any = fc.oneof(mutated, cut, fc.json(), anyText());
      let results = 0;
      fc.assert(
        fc.property(any, (text) => {
          const read = readResult(text);
          if (read.kind === "refused") {
            expect(read.message).toMatch(/^This .*\.$/su);
            return;
          }
          results++;
          const again = readResult(resultText(read.result));
          expect(again).toEqual({ ...read, intact: true });
        }),
        { numRuns: 4000 },
      );
      // Some of them must be readable, else the property says little.
      expect(results).toBeGreaterThan(100);
    },
  );
});

describe("readSubmission(file)", () => {
  it("looks at the size before it reads", async () => {
    const text = () => Promise.reject(new Error("It was read."));
    const read = await readSubmission({ name: "a.json", size: 50_000_000, text });
    expect(read).toMatchObject({
      kind: "refused",
      file: "a.json",
      message: expect.stringContaining("50.0 MB"),
    });
  });

  it("turns a file that cannot be read into a sentence", async () => {
    const text = () => Promise.reject(new Error("NotReadableError"));
    const read = await readSubmission({ name: "a.json", size: 5, text });
    expect(read).toMatchObject({
      kind: "refused",
      message: expect.stringContaining("NotReadableError"),
    });
  });

  it("reads one as the browser gives it", async () => {
    const file = new File([resultText(work())], "ann.routebook.json");
    expect(await readSubmission(file)).toMatchObject({
      kind: "result",
      file: "ann.routebook.json",
    });
  });
});

function list(file: Record<string, unknown>, name: string): unknown[] {
  return file[name] as unknown[];
}

function at(name: string, index: number, field: string, value: unknown) {
  return (file: Record<string, unknown>) => {
    (list(file, name)[index] as Record<string, unknown>)[field] = value;
  };
}

/** As JSON.parse would: "__proto__" becomes a key like others. */
function set(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
