import { describe, expect, it } from "vitest";
import type { Notebook } from "../../src/notebook/model.ts";
import { hashSource } from "../../src/shared/hash.ts";
import { EMPTY_RECORD } from "../../src/storage/schema.ts";
import { act, cellAt, memoryProgress, noticed, openBench } from "./support/notebook-bench.ts";

const LESSON =
  "Some words.\n\n```python\nprint one\n```\n\nMore words.\n\n```python\nprint two\n```\n";

function order(notebook: Notebook): readonly string[] {
  return notebook.items.value.map((item) =>
    item.kind === "cell" ? item.cell.source.value.trim() : item.kind,
  );
}

function source(notebook: Notebook, position: number): string {
  return cellAt(notebook, position).source.value.trim();
}

describe("editing", () => {
  it("an edit makes the cell edited; the starter's own text does not", async () => {
    const { notebook } = await openBench({ markdown: LESSON });
    const cell = cellAt(notebook, 1);
    notebook.setSource(cell.id, "print mine");
    expect(cell.edited.value).toBe(true);
    notebook.setSource(cell.id, cell.starter);
    expect(cell.edited.value).toBe(false);
  });

  it("resetCell goes back to the lesson's text, and can be undone", async () => {
    const { notebook } = await openBench({ markdown: LESSON });
    notebook.setSource(cellAt(notebook, 1).id, "print mine");
    notebook.resetCell(cellAt(notebook, 1).id);
    expect(source(notebook, 1)).toBe("print one");
    act(notebook, "Undo");
    expect(source(notebook, 1)).toBe("print mine");
  });

  it("resetAll takes texts, outputs, own cells and passed checks, and can be undone", async () => {
    const { notebook, store } = await openBench({ markdown: LESSON });
    const cell = cellAt(notebook, 1);
    notebook.setSource(cell.id, "print mine");
    notebook.addCell("python", cell.id);
    await notebook.run(cell.id);
    await notebook.resetAll();
    expect(order(notebook)).toEqual(["prose", "print one", "prose", "print two"]);
    expect(cell.outputs.value).toEqual([]);
    await notebook.flush();
    expect((await store.read(notebook.key))?.cells).toEqual({});
    act(notebook, "Undo");
    expect(order(notebook)).toEqual(["prose", "print mine", "", "prose", "print two"]);
    expect(cell.outputs.value).toHaveLength(1);
  });
});

describe("own cells", () => {
  it("stand where they were put, at the top too, and are numbered with the others", async () => {
    const { notebook } = await openBench({ markdown: LESSON });
    const prose = notebook.items.value[2]?.key ?? "";
    const first = notebook.addCell("python", null);
    const second = notebook.addCell("python", prose);
    notebook.setSource(first.id, "print top");
    notebook.setSource(second.id, "print after words");
    expect(order(notebook)).toEqual([
      "print top",
      "prose",
      "print one",
      "prose",
      "print after words",
      "print two",
    ]);
    expect(notebook.cells.value.map((cell) => cell.number.value)).toEqual([1, 2, 3, 4]);
  });

  it("move past their neighbours, and stay in the notebook at its ends", async () => {
    const { notebook } = await openBench({ markdown: LESSON });
    const own = notebook.addCell("python", null);
    notebook.setSource(own.id, "own");
    notebook.moveCell(own.id, -1);
    notebook.moveCell(own.id, 1);
    notebook.moveCell(own.id, 1);
    expect(order(notebook)).toEqual(["prose", "print one", "own", "prose", "print two"]);
    notebook.moveCell(cellAt(notebook, 1).id, 1);
    expect(order(notebook)[1]).toBe("print one");
  });

  it("are deleted with an undo, by notice and by key; the lesson's cells are not", async () => {
    const { notebook } = await openBench({ markdown: LESSON });
    const own = notebook.addCell("python", cellAt(notebook, 1).id);
    const other = notebook.addCell("python", own.id);
    notebook.setSource(own.id, "own");
    notebook.setSource(other.id, "other");
    notebook.deleteCell(cellAt(notebook, 1).id);
    notebook.deleteCell(own.id);
    notebook.deleteCell(other.id);
    expect(order(notebook)).toEqual(["prose", "print one", "prose", "print two"]);
    notebook.undoDelete();
    notebook.undoDelete();
    notebook.undoDelete();
    expect(order(notebook)).toEqual(["prose", "print one", "own", "other", "prose", "print two"]);
    expect(noticed(notebook)).toEqual([]);
  });

  it("change their kind and keep their text", async () => {
    const { notebook } = await openBench({ markdown: LESSON });
    const own = notebook.addCell("python", null);
    notebook.setSource(own.id, "# Words");
    notebook.changeKind(own.id, "markdown");
    const cell = notebook.cell(own.id);
    expect([cell?.kind, cell?.source.value]).toEqual(["markdown", "# Words"]);
    expect(await notebook.run(own.id)).toBe("done");
    expect(cell?.html?.value).toBe("<p># Words</p>");
  });

  it("are not lost when the lesson loses what they stood after", async () => {
    const store = memoryProgress();
    const before = await openBench({ markdown: LESSON, store });
    const prose = before.notebook.items.value[2]?.key ?? "";
    const own = before.notebook.addCell("python", prose);
    before.notebook.setSource(own.id, "own");
    await before.notebook.close();
    const changed = LESSON.replace("More words.", "Other words.");
    const after = await openBench({ markdown: changed, store });
    expect(order(after.notebook)).toEqual(["prose", "print one", "own", "prose", "print two"]);
    await after.notebook.close();
    const gone = await openBench({ markdown: "Nothing left.\n", store });
    expect(order(gone.notebook)).toEqual(["prose", "own"]);
  });
});

describe("a lesson that changed under the learner", () => {
  const NEW = LESSON.replace("print one", "print one, mended");

  it("gives cells that were not edited their new text", async () => {
    const store = memoryProgress();
    const before = await openBench({ markdown: LESSON, store });
    await before.notebook.run(cellAt(before.notebook, 1).id);
    await before.notebook.close();
    const { notebook } = await openBench({ markdown: NEW, store });
    expect(source(notebook, 1)).toBe("print one, mended");
    expect(cellAt(notebook, 1).change.value).toBeNull();
    expect(cellAt(notebook, 1).stale.value).toBe(true);
  });

  it("an edit of a cell that is gone is kept, and offered as a cell", async () => {
    const store = memoryProgress();
    const edit = { source: "print long ago", base: hashSource("x"), at: "2026-01-01T00:00:00Z" };
    const record = { ...EMPTY_RECORD, cells: { "old-1": { edit } } };
    await store.save("lesson:course/lesson", EMPTY_RECORD, record);
    const { notebook } = await openBench({ markdown: LESSON, store });
    expect(noticed(notebook)[0]).toMatch(/no longer part of this lesson/);
    notebook.setSource(cellAt(notebook, 1).id, "print mine");
    await notebook.flush();
    expect((await store.read(notebook.key))?.cells["old-1"]?.edit?.source).toBe("print long ago");
    act(notebook, "Show it as a cell");
    expect(order(notebook).at(-1)).toBe("print long ago");
  });
});
