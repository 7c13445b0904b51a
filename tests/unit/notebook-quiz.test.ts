import { describe, expect, it } from "vitest";
import { lessonText } from "../../src/notebook/lesson-text.ts";
import type { Notebook } from "../../src/notebook/model.ts";
import type { Quiz } from "../../src/notebook/quiz.ts";
import { joinRecords, mergeRecords, sameProgress } from "../../src/storage/merge-records.ts";
import { normalizeRecord } from "../../src/storage/normalize-record.ts";
import { EMPTY_RECORD, type NotebookRecord, type StoredQuiz } from "../../src/storage/schema.ts";
import { createMemoryStore } from "../../src/storage/memory-store.ts";
import { createProgressStore } from "../../src/storage/progress-store.ts";
import {
  act,
  journal,
  memoryProgress,
  noticed,
  openBench,
  settle,
  tabs,
} from "./support/notebook-bench.ts";

const quiz = (question: string, marks = " x ") =>
  `\`\`\`quiz\n${question}\n\n${["200", "404", "500"]
    .map((answer, index) => `- [${marks[index] ?? " "}] ${answer}\n  Why ${answer}.`)
    .join("\n")}\n\`\`\`\n`;

const LESSON = `## Part\n\n${quiz("What is not found?")}\n${quiz("What is no 200?", " xx")}`;

function quizAt(notebook: Notebook, position: number): Quiz {
  const found = notebook.items.peek().flatMap((item) => (item.kind === "quiz" ? [item.quiz] : []));
  const one = found[position - 1];
  if (one === undefined) throw new Error(`There is no quiz ${position}.`);
  return one;
}

/** What a learner sees of a quiz. */
function seen({ marked, verdict, tries }: Quiz) {
  return [marked.peek(), verdict.peek(), tries.peek()];
}

describe("a quiz with one right answer", () => {
  it("tells right from wrong, and counts the tries", async () => {
    const { notebook } = await openBench({ markdown: LESSON });
    const one = quizAt(notebook, 1);
    one.check();
    expect(seen(one)).toEqual([[], null, 0]);
    one.mark(0, true);
    one.check();
    one.check();
    expect(seen(one)).toEqual([[0], "wrong", 1]);
    one.mark(1, true);
    expect(seen(one)).toEqual([[1], null, 1]);
    one.check();
    expect(seen(one)).toEqual([[1], "right", 2]);
    one.again();
    expect(seen(one)).toEqual([[], null, 2]);
  });
});

describe("a quiz with several right answers", () => {
  it("wants all of them, and no other", async () => {
    const { notebook } = await openBench({ markdown: LESSON });
    const one = quizAt(notebook, 2);
    one.mark(2, true);
    one.check();
    expect(seen(one)).toEqual([[2], "wrong", 1]);
    one.mark(1, true);
    one.check();
    expect(seen(one)).toEqual([[1, 2], "right", 2]);
    one.mark(1, false);
    expect(seen(one)).toEqual([[2], null, 2]);
  });
});

describe("what was answered", () => {
  async function answered() {
    const store = memoryProgress();
    const { notebook, page } = await openBench({ markdown: LESSON, store });
    quizAt(notebook, 1).mark(1, true);
    quizAt(notebook, 1).check();
    quizAt(notebook, 2).mark(2, true);
    await page.pass(500);
    return { store, notebook, page };
  }

  it("is there in the next visit, marks that were not checked too", async () => {
    const { store } = await answered();
    const { notebook } = await openBench({ markdown: LESSON, store });
    expect(seen(quizAt(notebook, 1))).toEqual([[1], "right", 1]);
    expect(seen(quizAt(notebook, 2))).toEqual([[2], null, 0]);
  });

  it("follows a quiz to another place, and waits for one that is gone", async () => {
    const { store } = await answered();
    const other = await openBench({ markdown: quiz("Something else?"), store });
    expect(seen(quizAt(other.notebook, 1))).toEqual([[], null, 0]);
    quizAt(other.notebook, 1).mark(0, true);
    await other.page.pass(500);
    const moved = `${quiz("Something else?")}\n## New\n\n${quiz("What is not found?")}`;
    const { notebook } = await openBench({ markdown: moved, store });
    expect(seen(quizAt(notebook, 1))).toEqual([[0], null, 0]);
    expect(seen(quizAt(notebook, 2))).toEqual([[1], "right", 1]);
  });

  it("is judged by the lesson's present marks", async () => {
    const { store } = await answered();
    const { notebook } = await openBench({ markdown: quiz("What is not found?", "  x"), store });
    expect(seen(quizAt(notebook, 1))).toEqual([[1], "wrong", 1]);
  });

  it("is the same in two tabs", async () => {
    const [values, channel] = [createMemoryStore(), tabs()];
    const tab = async () =>
      openBench({ markdown: LESSON, store: createProgressStore(values, channel(), journal()) });
    const [one, other] = [await tab(), await tab()];
    quizAt(one.notebook, 1).mark(0, true);
    quizAt(one.notebook, 1).check();
    await one.page.pass(500);
    await settle();
    expect(seen(quizAt(other.notebook, 1))).toEqual([[0], "wrong", 1]);
  });

  it("goes with the lesson's restart, and comes back with Undo", async () => {
    const { notebook } = await answered();
    notebook.restartLesson();
    expect(seen(quizAt(notebook, 1))).toEqual([[], null, 0]);
    expect(noticed(notebook).join()).toContain("checks and quizzes");
    act(notebook, "Undo");
    expect(seen(quizAt(notebook, 1))).toEqual([[1], "right", 1]);
    await notebook.resetAll();
    expect(seen(quizAt(notebook, 1))).toEqual([[], null, 0]);
  });

  it("is not in the lesson's text", async () => {
    const { store, notebook } = await answered();
    const record = await store.read(notebook.key);
    expect(Object.keys(record?.quizzes ?? {})).toHaveLength(2);
    expect(lessonText(LESSON, record ?? EMPTY_RECORD)).toBe(LESSON);
  });
});

describe("records with quizzes", () => {
  const at = (minute: number) => `2026-11-22T10:0${minute}:00.000Z`;
  const stored = (answer: number, tries: number, minute = 0): StoredQuiz => ({
    marked: [answer],
    checked: [answer],
    tries,
    at: at(minute),
  });
  const record = (quizzes?: NotebookRecord["quizzes"]): NotebookRecord => ({
    ...EMPTY_RECORD,
    ...(quizzes !== undefined && { quizzes }),
  });

  it("are merged quiz by quiz", () => {
    const merged = mergeRecords(
      record({ a: stored(0, 1), b: stored(0, 1), c: stored(0, 1), d: stored(0, 1) }),
      record({ a: stored(1, 2, 1), b: stored(0, 1), c: stored(1, 5, 1), d: stored(0, 1) }),
      record({ a: stored(0, 1), b: stored(2, 3, 1), c: stored(2, 2, 2), e: stored(0, 1) }),
    );
    expect(merged.quizzes).toEqual({
      a: stored(1, 2, 1),
      b: stored(2, 3, 1),
      c: { ...stored(2, 2, 2), tries: 5 },
      e: stored(0, 1),
    });
  });

  it("lose nothing to a tab of an earlier build", () => {
    const mine = record({ a: stored(0, 1) });
    expect(mergeRecords(mine, mine, record()).quizzes).toEqual(mine.quizzes);
    expect(mergeRecords(record(), record(), mine).quizzes).toEqual(mine.quizzes);
    expect(mergeRecords(record(), record(), record())).not.toHaveProperty("quizzes");
  });

  it("are joined with those of a progress file", () => {
    const here = record({ a: stored(0, 4), b: stored(0, 1) });
    const file = record({ a: stored(1, 2, 1), c: stored(2, 1) });
    expect(joinRecords(here, file).quizzes).toEqual({
      a: { ...stored(1, 2, 1), tries: 4 },
      b: stored(0, 1),
      c: stored(2, 1),
    });
    expect(joinRecords(record(), file).quizzes).toEqual(file.quizzes);
  });

  it("are read from a file field by field", () => {
    const quizzes = JSON.parse(
      `{"a": {"marked": [2, 2, -1, 0.5, "x", 0, 1e9], "checked": "no", "tries": 1.5, "at": 7},
        "b": 7, "__proto__": {"marked": [], "checked": [1], "tries": -1}}`,
    ) as unknown;
    const read = normalizeRecord({ version: 1, quizzes })?.quizzes ?? {};
    expect(Object.entries(read)).toEqual([
      ["a", { marked: [0, 2], tries: 1, at: EMPTY_RECORD.updated }],
      ["__proto__", { marked: [], checked: [1], tries: 0, at: EMPTY_RECORD.updated }],
    ]);
  });

  it("are progress", () => {
    expect(sameProgress(record({ a: stored(0, 1) }), record())).toBe(false);
    expect(sameProgress(record({}), record())).toBe(true);
  });
});
