import { describe, expect, it } from "vitest";
import { databaseName } from "../../src/storage/database-name.ts";
import { hashSource } from "../../src/shared/hash.ts";
import {
  joinRecords,
  mergeRecords,
  removedRecord,
  sameProgress,
} from "../../src/storage/merge-records.ts";
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

describe("the texts of a changed lesson in two tabs", () => {
  const from = "print(1)";
  const base = hashSource(from);
  const plain = { source: "x", base, at: AT };
  const known = { ...plain, from };
  /** As a build that keeps such texts writes it. */
  const noted = (cell: CellRecord): NotebookRecord => ({ ...record({ a: cell }), starters: [] });

  it("an edit gets the text it was made from of the side that knows it, and is no other edit by it", () => {
    const merged = mergeRecords(
      noted({ edit: plain }),
      noted({ edit: known }),
      noted({ edit: plain }),
    );
    expect(merged.cells["a"]).toEqual({ edit: known });
    const typed = { ...plain, source: "y" };
    const other = mergeRecords(
      noted({ edit: plain }),
      noted({ edit: known }),
      noted({ edit: typed }),
    );
    expect(other.cells["a"]).toEqual({ edit: { ...known, source: "y" } });
  });

  it("kept texts of both sides are kept; what one side took is gone", () => {
    const kept = (...sources: readonly string[]) => ({
      kept: sources.map((source) => ({ ...plain, source })),
    });
    const merged = mergeRecords(
      noted(kept("one", "two")),
      noted(kept("one", "two", "mine")),
      noted(kept("two", "theirs")),
    );
    expect(merged.cells["a"]).toEqual(kept("theirs", "two", "mine"));
    const joined = joinRecords(noted(kept("one")), noted(kept("one", "two")));
    expect(joined.cells["a"]).toEqual(kept("two", "one"));
  });

  it("a tab of an earlier build, which knows of no kept texts, removes none", () => {
    const kept = { edit: plain, kept: [{ ...plain, source: "former" }] };
    const old = record({ a: { edit: { ...plain, source: "typed there" } } });
    const merged = mergeRecords(noted(kept), noted(kept), old);
    expect(merged.cells["a"]?.kept).toEqual(kept.kept);
    expect(merged.cells["a"]?.edit?.source).toBe("typed there");
    expect(mergeRecords(noted(kept), noted(kept), removedRecord(2)).cells).toEqual({});
  });

  it("the check that was passed goes with the pass", () => {
    const passed = { passedAt: AT, passedCheck: "new" };
    const merged = mergeRecords(noted({}), noted({}), noted(passed));
    expect(merged.cells["a"]).toEqual(passed);
    expect(joinRecords(noted({ tries: 1 }), noted(passed)).cells["a"]).toEqual({
      ...passed,
      tries: 1,
    });
    expect(joinRecords(noted({ passedAt: AT }), noted(passed)).cells["a"]?.passedCheck).toBe(
      undefined,
    );
  });

  it("the lesson's cells are known after that only where both know the same ones", () => {
    const starters = (id: string, cells = { a: edit("x") }): NotebookRecord => ({
      ...record(cells),
      starters: [{ id, hash: "h" }],
    });
    const merged = (mine: NotebookRecord, theirs: NotebookRecord) =>
      mergeRecords(record({}), mine, theirs).starters?.map(({ id }) => id);
    expect(merged(starters("one"), starters("one"))).toEqual(["one"]);
    expect(merged(starters("one"), starters("two"))).toBeUndefined();
    expect(merged(starters("one"), record({ a: edit("x") }))).toEqual(["one"]);
    expect(merged(record({}), starters("two"))).toEqual(["two"]);
    expect(merged({ ...starters("one"), cells: {} }, starters("two"))).toEqual(["two"]);
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
  it("reads what was added to version 1 since, and leaves out what is no such thing", () => {
    const [from, base] = ["print(1)", hashSource("print(1)")];
    const good = { source: "x", base, from, at: AT };
    const starters = [
      { id: "a-1", hash: "h" },
      { id: "a-2", hash: "h", file: "app.py" },
    ];
    const read = normalizeRecord({
      ...EMPTY_RECORD,
      cells: {
        a: { edit: good, kept: [good, { base }, null], passedAt: AT, passedCheck: "h" },
        b: { edit: { ...good, from: "another text" }, kept: "many", passedCheck: 3 },
        c: { edit: { ...good, from: 1 }, kept: [] },
      },
      starters: [...starters, { id: 1, hash: "h" }, { id: "a" }, null],
    });
    const { from: _unknown, ...plain } = good;
    expect(read).toEqual({
      ...EMPTY_RECORD,
      cells: {
        a: { edit: good, kept: [good], passedAt: AT, passedCheck: "h" },
        b: { edit: plain },
        c: { edit: plain },
      },
      starters,
    });
    expect(normalizeRecord({ ...EMPTY_RECORD, starters: "x" })?.starters).toBeUndefined();
  });

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

  it("keeps what another tool's file brought, within bounds, and nothing that is no JSON", () => {
    const cell = { id: "a", kind: "markdown", after: null, afterCell: null };
    const read = (foreign: unknown, own: unknown) =>
      normalizeRecord({ version: 1, foreign, own: [{ ...cell, foreign: own }] });
    const kept = { metadata: { tags: ["x"] } };
    expect(read(kept, kept)).toMatchObject({ foreign: kept, own: [{ foreign: kept }] });
    const large = { text: "x".repeat(2_000_001) };
    for (const wrong of [large, [], "x", { f: () => 1 }, { deep: deep(100) }]) {
      expect(read(wrong, wrong)).not.toHaveProperty("foreign");
      expect(read(wrong, wrong)?.own[0]).toEqual(cell);
    }
    const odd = read(JSON.parse('{"__proto__": {"a": 1}, "b": 2}'), {});
    expect(Object.keys(odd?.foreign ?? {})).toEqual(["b"]);
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
    expect(normalizeSettings({ learner: "Zoë" }).learner).toBe("Zoë");
    expect(normalizeSettings({ learner: "x".repeat(200) }).learner).toHaveLength(100);
    expect(normalizeSettings({ learner: 7 }).learner).toBe("");
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

function deep(levels: number): unknown {
  return levels === 0 ? 0 : [deep(levels - 1)];
}
