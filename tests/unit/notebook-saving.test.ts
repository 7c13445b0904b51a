import { describe, expect, it } from "vitest";
import { createMemoryStore } from "../../src/storage/memory-store.ts";
import { createProgressStore } from "../../src/storage/progress-store.ts";
import {
  act,
  cellAt,
  journal,
  memoryProgress,
  noteStorage,
  noticed,
  openBench,
  settle,
  shown,
  tabs,
} from "./support/notebook-bench.ts";

const LESSON = `\`\`\`python
print one
\`\`\`

\`\`\`python
print two
\`\`\`

\`\`\`python exercise="e"
print starter
\`\`\`

> [!TIP]
> A hint.

\`\`\`python check="e"
assert
\`\`\`
`;

describe("saving", () => {
  it("stores an edit within half a second, and tells when", async () => {
    const { notebook, page, store } = await openBench({ markdown: LESSON });
    const { id } = cellAt(notebook, 1);
    notebook.setSource(id, "print mine");
    expect(notebook.saved.value).toBe(false);
    await page.pass(300);
    notebook.setSource(id, "print mine, longer");
    await page.pass(200);
    expect((await store.read(notebook.key))?.cells[id]?.edit?.source).toBe("print mine, longer");
    expect(notebook.saved.value).toBe(true);
  });

  it("stores at once when the tab goes to the background", async () => {
    const { notebook, page, store } = await openBench({ markdown: LESSON });
    notebook.setSource("e", "print mine");
    await page.hide();
    expect((await store.read(notebook.key))?.cells["e"]?.edit?.source).toBe("print mine");
  });

  it("a page that is left in the middle of storing loses nothing", async () => {
    const [values, notes] = [createMemoryStore(), noteStorage()];
    // The page is gone before its database answers.
    const leaving = { ...values, update: () => new Promise<never>(() => {}) };
    const store = createProgressStore(leaving, tabs()(), journal(notes, "one"));
    const first = await openBench({ markdown: LESSON, store });
    first.notebook.setSource("e", "print mine");
    await first.page.pass(500);
    await first.page.hide();
    const next = createProgressStore(values, tabs()(), journal(notes, "two"));
    const again = await openBench({ markdown: LESSON, store: next });
    expect(again.notebook.cell("e")?.source.value).toBe("print mine");
    expect(notes.length).toBe(0);
  });

  it("notes of a page that stored everything after all are gone", async () => {
    const notes = noteStorage();
    const store = createProgressStore(createMemoryStore(), tabs()(), journal(notes));
    const { notebook, page } = await openBench({ markdown: LESSON, store });
    notebook.setSource("e", "print mine");
    await page.hide();
    expect(notes.length).toBe(0);
  });

  it("brings back texts, outputs, runs, checks, hints, own cells and the position", async () => {
    const first = await openBench({ markdown: LESSON });
    const { notebook, store, kernel } = first;
    const two = cellAt(notebook, 2);
    notebook.setSource(two.id, "print mine");
    await notebook.run(two.id);
    notebook.showHint("e");
    kernel.verdict = { kind: "failed", message: "no", details: [{ label: "Came", value: "1" }] };
    await notebook.check("e");
    const own = notebook.addCell("markdown", two.id);
    notebook.setSource(own.id, "Own words");
    notebook.selected.value = two.id;
    notebook.scroll.value = 120;
    await notebook.close();

    const again = (await openBench({ markdown: LESSON, store })).notebook;
    const cell = cellAt(again, 2);
    expect(cell.source.value).toBe("print mine");
    expect(shown(cell)).toEqual(["stdout: mine\n"]);
    expect(cell.lastRun.value).toEqual({ status: "done", ms: 5, count: null });
    expect(cell.outputsLive.value).toBe(false);
    expect(cell.stale.value).toBe(false);
    const exercise = again.cell("e")?.exercise;
    expect(exercise?.hintsShown.value).toBe(1);
    expect(exercise?.tries.value).toBe(1);
    expect(exercise?.report.value).toMatchObject({ kind: "failed", message: "no" });
    expect(cellAt(again, 3).html?.value).toBe("<p>Own words</p>");
    expect([again.selected.value, again.scroll.value]).toEqual([two.id, 120]);
  });

  it("a lesson that was only looked at is a visit, and no progress", async () => {
    const { notebook, page, store } = await openBench({ markdown: LESSON });
    await page.pass(3000);
    const record = await store.read(notebook.key);
    expect([record?.cells, record?.visited]).toEqual([{}, "2026-11-22T00:00:01.000Z"]);
  });

  it("clearing outputs is stored too", async () => {
    const { notebook, store } = await openBench({ markdown: LESSON });
    const { id } = cellAt(notebook, 1);
    await notebook.run(id);
    notebook.clearOutputs(null);
    await notebook.flush();
    expect((await store.read(notebook.key))?.cells).toEqual({});
  });
});

describe("two tabs on one lesson", () => {
  /** Two tabs of one browser; what one does is in the other after `settle()`. */
  async function twoTabs() {
    const values = createMemoryStore();
    const open = tabs();
    const tab = async () => {
      const store = createProgressStore(values, open(), journal());
      return openBench({ markdown: LESSON, store });
    };
    return [await tab(), await tab()] as const;
  }

  it("each shows what the other changed", async () => {
    const [one, two] = await twoTabs();
    one.notebook.setSource(cellAt(one.notebook, 1).id, "print from one");
    await one.notebook.flush();
    await settle();
    expect(cellAt(two.notebook, 1).source.value).toBe("print from one");
    expect(noticed(two.notebook)[0]).toMatch(/Another tab changed this notebook/);
    expect(noticed(one.notebook)).toEqual([]);
  });

  it("texts of different cells are both kept, though neither was stored", async () => {
    const [one, two] = await twoTabs();
    one.notebook.setSource(cellAt(one.notebook, 1).id, "print from one");
    two.notebook.setSource(cellAt(two.notebook, 2).id, "print from two");
    await Promise.all([one.notebook.flush(), two.notebook.flush()]);
    await settle();
    for (const { notebook } of [one, two]) {
      await notebook.flush();
      await settle();
      const sources = notebook.cells.value.slice(0, 2).map((cell) => cell.source.value);
      expect(sources).toEqual(["print from one", "print from two"]);
    }
  });

  it("two texts of one cell: one is shown, the other one offered until the learner chose", async () => {
    const [one, two] = await twoTabs();
    const { id } = cellAt(one.notebook, 1);
    one.notebook.setSource(id, "print from one");
    two.notebook.setSource(id, "print from two");
    await one.notebook.flush();
    await two.notebook.flush();
    await settle();
    await one.notebook.flush();
    await two.notebook.flush();
    await settle();
    const shownIn = [one, two].map(({ notebook }) => notebook.cell(id)?.source.value);
    expect(shownIn[0]).toBe(shownIn[1]);
    const record = await one.store.read(one.notebook.key);
    const texts = new Set([record?.cells[id]?.edit?.source, record?.cells[id]?.rival?.source]);
    expect(texts).toEqual(new Set(["print from one", "print from two"]));
    act(two.notebook, "Use the other text");
    await two.notebook.flush();
    await settle();
    expect(one.notebook.cell(id)?.source.value).not.toBe(shownIn[0]);
    expect((await one.store.read(one.notebook.key))?.cells[id]?.rival).toBeUndefined();
    expect(noticed(one.notebook).join()).not.toMatch(/two tabs at once/);
  });

  it("come to rest: they do not go on telling each other for ever", async () => {
    const [one, two] = await twoTabs();
    one.notebook.setSource(cellAt(one.notebook, 1).id, "print from one");
    two.notebook.scroll.value = 50;
    for (let round = 0; round < 6; round++) {
      await one.page.pass(3000);
      await two.page.pass(3000);
    }
    const before = (await one.store.read(one.notebook.key))?.revision;
    for (let round = 0; round < 6; round++) {
      await one.page.pass(3000);
      await two.page.pass(3000);
    }
    expect((await one.store.read(one.notebook.key))?.revision).toBe(before);
  });

  it("a reset in one tab shows in the other", async () => {
    const [one, two] = await twoTabs();
    one.notebook.setSource(cellAt(one.notebook, 1).id, "print from one");
    await one.notebook.flush();
    await settle();
    await one.notebook.resetAll();
    await one.notebook.flush();
    await settle();
    expect(cellAt(two.notebook, 1).edited.value).toBe(false);
  });

  it("a run of this tab goes on while the other one saves", async () => {
    const [one, two] = await twoTabs();
    const cell = cellAt(one.notebook, 1);
    one.notebook.setSource(cell.id, "print mine\nloop");
    await one.notebook.flush();
    await settle();
    const run = one.notebook.run(cell.id);
    await settle();
    two.notebook.setSource(cellAt(two.notebook, 2).id, "print from two");
    await two.notebook.flush();
    await settle();
    expect(shown(cell)).toEqual(["stdout: mine\n"]);
    one.kernel.endBy("code");
    await run;
    expect(cell.lastRun.value?.count).toBe(1);
    expect(cell.outputsLive.value).toBe(true);
  });
});

describe("the scratch notebook", () => {
  it("begins with one empty cell and keeps what was written", async () => {
    const store = memoryProgress();
    const first = (await openBench({ store })).notebook;
    expect(first.cells.value.map((cell) => cell.source.value)).toEqual([""]);
    first.setSource(cellAt(first, 1).id, "print kept");
    const text = first.addCell("markdown", null);
    first.setSource(text.id, "Words");
    await first.close();
    const again = (await openBench({ store })).notebook;
    expect(again.cells.value.map(({ kind, source }) => [kind, source.value])).toEqual([
      ["markdown", "Words"],
      ["python", "print kept"],
    ]);
  });
});
