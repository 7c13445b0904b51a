import { describe, expect, it } from "vitest";
import { databaseName } from "../../src/storage/database-name.ts";
import { mergeRecords, sameProgress } from "../../src/storage/merge-records.ts";
import { migrateRecord } from "../../src/storage/migrations.ts";
import { normalizeRecord } from "../../src/storage/normalize-record.ts";
import { same } from "../../src/storage/same.ts";
import type { CellRecord, NotebookRecord, OwnCellRecord } from "../../src/storage/schema.ts";
import { EMPTY_RECORD, withoutOutputs } from "../../src/storage/schema.ts";
import { DEFAULT_SETTINGS, normalizeSettings } from "../../src/storage/stored-settings.ts";

const AT = "2026-11-22T10:00:00.000Z";

function edit(source: string, at = AT): CellRecord {
  return { edit: { source, base: "h", at } };
}

function record(
  cells: Readonly<Record<string, CellRecord>>,
  own: readonly string[] = [],
  revision = 1,
): NotebookRecord {
  const cell = (id: string): OwnCellRecord => ({
    id,
    kind: "python",
    after: null,
    afterCell: null,
  });
  return { ...EMPTY_RECORD, revision, updated: AT, cells, own: own.map(cell) };
}

const text = (merged: NotebookRecord, id: string) => merged.cells[id]?.edit?.source;
const ids = (merged: NotebookRecord) => merged.own.map(({ id }) => id);

describe("mergeRecords", () => {
  const base = record({ a: edit("a"), b: edit("b") });

  it("takes from each side what only that side changed", () => {
    const mine = record({ a: edit("mine"), b: edit("b") });
    const theirs = record({ a: edit("a"), b: edit("theirs") }, [], 7);
    const merged = mergeRecords(base, mine, theirs);
    expect([text(merged, "a"), text(merged, "b")]).toEqual(["mine", "theirs"]);
    expect(merged.revision).toBe(8);
  });

  it("keeps both texts of a cell that both changed", () => {
    const merged = mergeRecords(base, record({ a: edit("mine") }), record({ a: edit("theirs") }));
    expect(text(merged, "a")).toBe("mine");
    expect(merged.cells["a"]?.rival?.source).toBe("theirs");
  });

  it("the same text on both sides is no conflict", () => {
    const merged = mergeRecords(base, record({ a: edit("x") }), record({ a: edit("x", "2027") }));
    expect(merged.cells["a"]?.rival).toBeUndefined();
  });

  it("a reset here does not destroy what was typed there", () => {
    const merged = mergeRecords(base, record({}), record({ a: edit("theirs"), b: edit("b") }));
    expect(text(merged, "a")).toBeUndefined();
    expect(merged.cells["a"]?.rival?.source).toBe("theirs");
    expect(merged.cells["b"]).toBeUndefined();
  });

  it("never mixes a run of one tab with the outputs of another", () => {
    const run = (at: string, outputs: readonly string[]): CellRecord => ({
      run: { status: "done", ms: 1, at, source: "h" },
      outputs,
    });
    const merged = mergeRecords(
      record({ a: run("1", ["old"]) }),
      record({ a: run("3", ["old"]) }),
      record({ a: run("2", ["theirs"]) }),
    );
    expect(merged.cells["a"]).toEqual(run("3", ["old"]));
  });

  it("a check passed in either tab is passed, at the earlier time; tries are those of both", () => {
    const merged = mergeRecords(
      record({ a: { tries: 1 } }),
      record({ a: { tries: 2, passedAt: "2026-02-02T00:00:00Z" } }),
      record({ a: { tries: 4, passedAt: "2026-01-01T00:00:00Z" } }),
    );
    expect(merged.cells["a"]).toEqual({ tries: 4, passedAt: "2026-01-01T00:00:00Z" });
  });

  it("joins own cells: new ones of both sides are there, deleted ones are not", () => {
    const merged = mergeRecords(
      record({}, ["x", "y", "z"]),
      record({}, ["x", "mine", "z"]),
      record({}, ["x", "y", "theirs"]),
    );
    expect(ids(merged)).toEqual(["x", "mine", "theirs"]);
  });

  it("merging twice changes nothing more", () => {
    const mine = record({ a: edit("mine") }, ["x"]);
    const theirs = record({ b: edit("theirs") }, ["y"]);
    const once = mergeRecords(base, mine, theirs);
    expect(sameProgress(mergeRecords(theirs, once, once), once)).toBe(true);
    expect(sameProgress(mergeRecords(once, once, theirs), theirs)).toBe(true);
  });
});

describe("migrateRecord", () => {
  it("brings version 0 to the present one", () => {
    const migrated = migrateRecord({
      updated: AT,
      edits: { "cell-1": { source: "mine", base: "h" }, bad: { base: "h" } },
      passed: { one: "2026-01-01T00:00:00Z", "cell-1": "nonsense" },
    });
    expect(migrated).toEqual({
      ...EMPTY_RECORD,
      updated: AT,
      visited: AT,
      cells: {
        "cell-1": { edit: { source: "mine", base: "h", at: AT }, passedAt: AT },
        one: { passedAt: "2026-01-01T00:00:00Z" },
      },
    });
  });

  it("leaves the present version as it is", () => {
    const present = record({ a: { ...edit("x"), tries: 2, outputs: [{ kind: "notice" }] } }, ["x"]);
    expect(migrateRecord(present)).toEqual(present);
  });

  it.for([null, "text", [], { version: 99 }, { version: 0.5 }, { version: "1" }])(
    "%j is no record",
    (value) => {
      expect(migrateRecord(value)).toBeNull();
    },
  );
});

describe("normalizeRecord", () => {
  it("leaves out, field by field, what makes no sense", () => {
    const read = normalizeRecord({
      version: 1,
      revision: -1,
      visited: "yesterday",
      packages: ["flask", 3],
      cells: {
        a: { edit: { source: 1 }, tries: "many", solutionShown: "yes", run: { status: "odd" } },
        b: 5,
      },
      own: [{ id: "x", kind: "python" }, { id: "y", kind: "odd" }, { kind: "python" }, null],
      position: { cell: 5, scroll: Number.NaN },
    });
    expect(read).toEqual({
      ...EMPTY_RECORD,
      packages: ["flask"],
      cells: { a: {} },
      own: [{ id: "x", kind: "python", after: null, afterCell: null }],
    });
  });

  it("an id cannot reach the prototype", () => {
    const read = normalizeRecord(JSON.parse('{"version":1,"cells":{"__proto__":{"tries":1}}}'));
    expect(Object.keys(read?.cells ?? {})).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(read?.cells)).toBe(Object.prototype);
  });
});

describe("small things", () => {
  it("databases are named by path and schema version", () => {
    expect(databaseName("/course/")).toBe("routebook:/course/:v1");
    expect(databaseName("/course", 0)).toBe("routebook:/course/:v0");
  });

  it("settings take their defaults where they make no sense", () => {
    expect(normalizeSettings(null)).toEqual(DEFAULT_SETTINGS);
    const odd = { theme: "dark", timeLimit: null, paneWidth: -3, paneHidden: "yes", logShare: 1.2 };
    expect(normalizeSettings(odd)).toEqual({
      ...DEFAULT_SETTINGS,
      theme: "dark",
      timeLimit: null,
    });
    const set = { ...DEFAULT_SETTINGS, paneHidden: true, logShare: 0.5, logFolded: true };
    expect(normalizeSettings(set)).toEqual(set);
  });

  it("same() does not mind the order of keys, and minds all else", () => {
    expect(same({ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 })).toBe(true);
    expect(same({ a: 1 }, { a: 1, b: undefined })).toBe(false);
    expect(same([1, 2], { 0: 1, 1: 2 })).toBe(false);
    expect(same([1, 2], [2, 1])).toBe(false);
  });

  it("without outputs a record keeps all else", () => {
    const full = record({ a: { ...edit("x"), outputs: ["big"], tries: 1 } });
    expect(withoutOutputs(full).cells).toEqual({ a: { ...edit("x"), tries: 1 } });
  });
});
