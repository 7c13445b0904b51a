import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { learnerName, nameKey } from "../../src/classroom/learner-name.ts";
import { readResult } from "../../src/classroom/read-result.ts";
import { RESULT_LIMIT } from "../../src/classroom/result-file.ts";
import { resultFileName } from "../../src/classroom/result-name.ts";
import { resultText, writeResult } from "../../src/classroom/write-result.ts";
import { normalizeRecord } from "../../src/storage/normalize-record.ts";
import { anyText } from "./support/any-text.ts";
import { LESSON, NOON, PATH } from "./support/class-files.ts";
import { AT, edit, idOf, RECORD, source, written } from "./support/learner-work.ts";

describe("writeResult({lesson, record, learner})", () => {
  it("holds the work, its times and the name, and nothing else", () => {
    expect(JSON.parse(written().text)).toEqual({
      format: "routebook-result",
      version: 1,
      lesson: { path: PATH, title: "Your first route", hash: LESSON.hash },
      learner: "Ann Smith",
      exported: NOON.toISOString(),
      exercises: [
        {
          id: "one",
          source: "one = 1",
          passedAt: AT,
          tries: 3,
          hintsShown: 1,
          solutionShown: false,
        },
        { id: "two", source: null, passedAt: null, tries: 2, hintsShown: 0, solutionShown: true },
        {
          id: "three",
          source: null,
          passedAt: null,
          tries: 0,
          hintsShown: 0,
          solutionShown: false,
        },
      ],
      cells: [{ id: idOf("python", 1), source: "between = 3" }],
      own: [
        { kind: "python", after: idOf("python", 1), source: "helper = 4" },
        { kind: "markdown", after: null, source: "My *note*" },
      ],
      files: [{ path: "notes.txt", text: "Notes" }],
      checksum: expect.stringMatching(/^[0-9a-z]{5,12}$/),
    });
  });

  it("names the file after lesson and learner", () => {
    expect(written().name).toBe("flask-routing-01-first-route--ann-smith.routebook.json");
  });

  it("is read again as it was written, whatever was stored", () => {
    const cell = fc.record(
      {
        edit: fc.record({
          source: anyText(),
          base: fc.string(),
          at: fc.constant(AT),
        }),
        passedAt: fc.constantFrom(
          AT,
          "2026",
          "23 Nov 2026 10:00",
          "+020000-01-01T00:00:00Z",
          "no time",
        ),
        tries: fc.double({ min: 0, noNaN: true, max: Number.MAX_SAFE_INTEGER }),
        hintsShown: fc.nat(),
        solutionShown: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const ids = fc.constantFrom("one", "two", "three", "mine", "constructor", "__proto__");
    const stored = fc.record({
      version: fc.constant(1),
      cells: fc.dictionary(ids, cell),
      own: fc.constant([{ id: "mine", kind: "python", after: null, afterCell: null }]),
      files: fc.array(fc.record({ path: fc.string(), text: anyText(), at: fc.constant(AT) })),
    });
    fc.assert(
      fc.property(stored, anyText(), (value, learner) => {
        const record = normalizeRecord(JSON.parse(JSON.stringify(value)));
        if (record === null) throw new Error("It is no record.");
        const made = writeResult({ ...source, record, learner });
        expect(made.kind).toBe("written");
        if (made.kind !== "written") return;
        const read = readResult(made.text);
        expect(read).toMatchObject({ kind: "result", intact: true });
        if (read.kind === "result") expect(resultText(read.result)).toBe(made.text);
      }),
      { numRuns: 500 },
    );
  });

  it("is refused, with a sentence, where the work is too large", () => {
    const large = { ...RECORD.cells, one: { edit: edit("é".repeat(RESULT_LIMIT / 2)) } };
    const result = writeResult({ ...source, record: { ...RECORD, cells: large } });
    expect(result).toMatchObject({ kind: "refused", message: expect.stringContaining("2 MB") });
  });

  it.each([
    ["flask-routing/01-first-route", "Zoë Ångström", "flask-routing-01-first-route--zoe-angstrom"],
    ["a/01-b", "李雷", "a-01-b--李雷"],
    ["a/01-b", "नीता शर्मा", "a-01-b--नीता-शर्मा"],
    ["a/01-b", "../../etc/passwd", "a-01-b--etc-passwd"],
    ["a/01-b", "  ", "a-01-b--no-name"],
    ["", "CON", "lesson--con"],
  ])("names the file of %s and %s %s", (path, name, expected) => {
    expect(resultFileName(path, name)).toBe(`${expected}.routebook.json`);
  });

  it("keeps names short", () => {
    expect(resultFileName("a".repeat(500), "b".repeat(500)).length).toBeLessThan(140);
    expect(learnerName("b".repeat(500))).toHaveLength(100);
  });
});

describe("nameKey(name)", () => {
  it.each([
    ["Ann Smith", "ann  SMITH "],
    ["Zoë", "Zoe\u0308"],
    ["Ann", "A\u200bnn\u202e"],
  ])("takes %s and %s for one name", (one, other) => expect(nameKey(one)).toBe(nameKey(other)));

  it("tells others apart", () => expect(nameKey("Zoë")).not.toBe(nameKey("Zoe")));
});
