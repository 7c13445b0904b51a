import { describe, expect, it } from "vitest";
import { lessonCells } from "../../src/notebook/follow-lesson.ts";
import { hashSource } from "../../src/shared/hash.ts";
import type { CellRecord, NotebookRecord } from "../../src/storage/schema.ts";
import { EMPTY_RECORD } from "../../src/storage/schema.ts";
import { lessonOf } from "./support/notebook-bench.ts";

const AT = "2026-11-22T10:00:00.000Z";
const APP = "app = Flask(__name__)\nclient = app.test_client()\nprint(app)\nprint(client)";
const ROUTE = '@app.get("/")\ndef home():\n    return "Hello"\n\n\nhome()';

const cell = (code: string, keys = "") => `\`\`\`python${keys}\n${code}\n\`\`\`\n\n`;
const file = (path: string, code: string) => cell(code, ` file="${path}"`);

/** The record of a learner who edited the cells with these ids in that version of the lesson. */
function recordIn(markdown: string, ...ids: readonly string[]): NotebookRecord {
  const lesson = lessonOf(markdown);
  const cells: [string, CellRecord][] = ids.map((id) => {
    const block = lesson.blocks.find((one) => "id" in one && one.id === id);
    if (block === undefined || !("source" in block)) throw new Error(`There is no cell ${id}.`);
    const from = block.source;
    return [id, { edit: { source: `mine of ${id}`, base: hashSource(from), from, at: AT } }];
  });
  const { notes } = lessonCells(lesson);
  return { ...EMPTY_RECORD, cells: Object.fromEntries(cells), starters: notes };
}

/** Where the learner's texts are in a version of the lesson: "mine of start-1" by present id. */
function placesIn(markdown: string, record: NotebookRecord): Readonly<Record<string, string>> {
  const { cells } = lessonCells(lessonOf(markdown)).follow(record);
  return Object.fromEntries(
    Object.entries(cells).map(([id, { edit }]) => [edit?.source ?? "", id]),
  );
}

describe("an edit follows its cell", () => {
  it("stays where the lesson did not change", () => {
    const lesson = cell("print 1") + cell("print 2");
    const record = recordIn(lesson, "start-2");
    expect(lessonCells(lessonOf(lesson)).follow(record)).toBe(record);
  });

  it("past a cell that came in above it", () => {
    const record = recordIn(cell("print 1") + cell("print 2"), "start-1", "start-2");
    expect(placesIn(cell("print 0") + cell("print 1") + cell("print 2"), record)).toEqual({
      "mine of start-1": "start-2",
      "mine of start-2": "start-3",
    });
  });

  it("to its section's new heading", () => {
    const record = recordIn(`# One\n\n${cell("print 1")}${cell("print 2")}`, "one-2");
    expect(placesIn(`# Uno\n\n${cell("print 1")}${cell("print 2")}`, record)).toEqual({
      "mine of one-2": "uno-2",
    });
  });

  it("to another place in the lesson", () => {
    const before = `# One\n\n${cell(APP)}# Two\n\n${cell("print 2")}`;
    const after = `# Two\n\n${cell("print 2")}# One\n\n${cell("other")}# Three\n\n${cell(APP)}`;
    expect(placesIn(after, recordIn(before, "one-1"))).toEqual({ "mine of one-1": "three-1" });
  });

  it("not to a new cell that begins with the same few words as many do", () => {
    const before = `# One\n\n${cell("# Try it here.")}`;
    const after = `# One\n\n${cell("# Try it.")}# Two\n\n${cell("# Try it here.")}`;
    expect(placesIn(after, recordIn(before, "one-1"))).toEqual({ "mine of one-1": "one-1" });
  });

  it("to its new heading though its text changed a little, too", () => {
    const record = recordIn(`# One\n\n${cell(APP)}`, "one-1");
    expect(placesIn(`# Uno\n\n${cell("x")}${cell(`${APP}\nprint(1)`)}`, record)).toEqual({
      "mine of one-1": "uno-2",
    });
  });

  it("past a new cell that is quite another, though its text changed a little, too", () => {
    const record = recordIn(cell(APP), "start-1");
    expect(placesIn(cell(ROUTE) + cell(`${APP}\nprint(1)`), record)).toEqual({
      "mine of start-1": "start-2",
    });
  });

  it("stays in a cell that was rewritten from top to bottom", () => {
    const record = recordIn(cell(APP) + cell("print 2"), "start-1");
    expect(placesIn(cell(ROUTE) + cell("print 2"), record)).toEqual({
      "mine of start-1": "start-1",
    });
  });

  it("not to a cell that was there before, however much alike it is", () => {
    const before = `# One\n\n${cell(APP)}# Two\n\n${cell(`${APP}\nprint(2)`)}`;
    const after = `# Two\n\n${cell(`${APP}\nprint(2)`)}`;
    expect(placesIn(after, recordIn(before, "one-1"))).toEqual({ "mine of one-1": "one-1" });
  });

  it("stays in an exercise, whose id is its name, though another cell has its old text", () => {
    const exercise = (id: string, code: string) => cell(code, ` exercise="${id}"`);
    const record = recordIn(exercise("one", "pass"), "one");
    expect(placesIn(exercise("two", "pass") + exercise("one", "print 1"), record)).toEqual({
      "mine of one": "one",
    });
    expect(placesIn(exercise("first", "pass"), record)).toEqual({ "mine of one": "first" });
  });

  it("stays in a file, whose path is its name", () => {
    const before = file("app.py", "a = 1") + file("views.py", "v = 1");
    const after = file("views.py", "v = 2") + file("models.py", "a = 1") + file("app.py", "a = 2");
    expect(placesIn(after, recordIn(before, "start-1", "start-2"))).toEqual({
      "mine of start-1": "start-3",
      "mine of start-2": "start-1",
    });
  });

  it("of two cells with the same text below two headings each keeps its own", () => {
    const before = `# One\n\n${cell("same")}# Two\n\n${cell("same")}`;
    expect(placesIn(`# Two\n\n${cell("same")}`, recordIn(before, "one-1", "two-1"))).toEqual({
      "mine of one-1": "one-1",
      "mine of two-1": "two-1",
    });
  });

  it("of two cells with the same text each keeps its own", () => {
    const before = cell("same") + cell("same");
    expect(placesIn(cell("new") + before, recordIn(before, "start-1", "start-2"))).toEqual({
      "mine of start-1": "start-2",
      "mine of start-2": "start-3",
    });
  });
});

describe("a text whose cell is gone", () => {
  it("is kept under its id", () => {
    const record = recordIn(`# One\n\n${cell(APP)}# Two\n\n${cell("x")}`, "one-1");
    expect(placesIn(`# Two\n\n${cell("x")}`, record)).toEqual({ "mine of one-1": "one-1" });
  });

  it("is kept beside a cell that has its id by now", () => {
    const before = cell(APP) + cell("print 2");
    const record = recordIn(before, "start-1");
    const gone = lessonCells(lessonOf(cell("print 2"))).follow(record);
    expect(Object.keys(gone.cells)).toEqual(["start-1~1"]);
    expect(placesIn(cell(ROUTE) + cell("print 2"), gone)).toEqual({
      "mine of start-1": "start-1~1",
    });
  });

  it("is not taken for a text of a later cell that has its id", () => {
    const record = recordIn(`# One\n\n${cell(APP)}`, "one-1");
    const gone = lessonCells(lessonOf(`# Two\n\n${cell("x")}`)).follow(record);
    expect(placesIn(`# One\n\n${cell(ROUTE)}# Two\n\n${cell("x")}`, gone)).toEqual({
      "mine of one-1": "one-1~1",
    });
  });

  it("is in its cell again when the lesson has it again, anywhere", () => {
    const record = recordIn(`# One\n\n${cell(APP)}# Two\n\n${cell("x")}`, "one-1");
    const gone = lessonCells(lessonOf(`# Two\n\n${cell("x")}`)).follow(record);
    expect(placesIn(`# Two\n\n${cell("x")}# End\n\n${cell(APP)}`, gone)).toEqual({
      "mine of one-1": "end-1",
    });
    expect(placesIn(`# Two\n\n${cell("x")}# End\n\n${cell(`${APP}\n1`)}`, gone)).toEqual({
      "mine of one-1": "end-1",
    });
  });
});

describe("what else belongs to a cell", () => {
  it("outputs, own cells and the position go along; outputs of a cell that is gone do not stay", () => {
    const before = cell("print 1") + cell("print 2");
    const outputs = [{ kind: "notice", text: "seen" }];
    const record: NotebookRecord = {
      ...recordIn(before),
      cells: { "start-1": { outputs }, "start-2": { outputs: [] } },
      own: [{ id: "own", kind: "python", after: "start-1", afterCell: "start-1" }],
      position: { cell: "start-1", scroll: 4 },
    };
    const followed = lessonCells(lessonOf(cell("new") + cell("print 1"))).follow(record);
    expect(followed.cells).toEqual({ "start-2": { outputs } });
    expect(followed.own).toEqual([
      { id: "own", kind: "python", after: "start-2", afterCell: "start-2" },
    ]);
    expect(followed.position).toEqual({ cell: "start-2", scroll: 4 });
  });

  it("the cells' notes are those of the version that it was brought to", () => {
    const record = recordIn(cell("print 1") + file("a.py", "a"), "start-1");
    const { notes, follow } = lessonCells(lessonOf(cell("new")));
    expect(notes).toEqual([{ id: "start-1", hash: hashSource(`new`) }]);
    expect(follow(record).starters).toEqual(notes);
  });
});

describe("a record of an earlier build, which notes no cells of the lesson", () => {
  function old(cells: NotebookRecord["cells"]): NotebookRecord {
    return { ...EMPTY_RECORD, cells };
  }
  const edit = (source: string, from: string) => ({
    edit: { source, base: hashSource(from), at: AT },
  });

  it("follows by the hash of the text that it was made from, and else by the id", () => {
    const lesson = lessonOf(cell("new") + cell("print 1") + cell("print 3"));
    const record = old({
      "start-1": edit("one", "print 1"),
      "start-3": edit("three", "print 2"),
    });
    const followed = lessonCells(lesson).follow(record);
    expect(followed.cells["start-2"]?.edit?.source).toBe("one");
    expect(followed.cells["start-3"]?.edit?.source).toBe("three");
    expect(followed.starters).toBeUndefined();
  });

  it("leaves passed checks and runs at their ids", () => {
    const lesson = lessonOf(cell("new"));
    const record = old({ "start-1": { tries: 2 }, e: { passedAt: AT } });
    expect(lessonCells(lesson).follow(record).cells).toEqual(record.cells);
  });

  it("a scratch notebook follows nothing", () => {
    const record = old({ a: edit("x", "") });
    expect(lessonCells(null).follow(record)).toBe(record);
    expect(lessonCells(null).notes).toEqual([]);
  });
});
