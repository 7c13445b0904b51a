import { describe, expect, it } from "vitest";
import { conflictsOf } from "../../src/notebook/cell-change.ts";
import type { Notebook } from "../../src/notebook/model.ts";
import { app, editor, first, MERGED, MINE, text, V2, V2_LAST } from "./support/changed-app.ts";
import { cellWith, fence, Learner } from "./support/lesson-versions.ts";
import { act, cellAt, noticed, openBench } from "./support/notebook-bench.ts";

describe("passages that both changed", () => {
  const THEIRS = app([0, "from flask import Flask, request"], [4, "print(app.url_map)"]);
  const mine = app([0, "import flask"], [4, "print(app.name)"]);

  it.for([
    [["mine", "theirs"], app([0, "import flask"], [4, "print(app.url_map)"])],
    [
      ["theirs", "both"],
      app([0, "from flask import Flask, request"], [4, "print(app.name)\nprint(app.url_map)"]),
    ],
  ] as const)("stand as they were chosen: %o", async ([choices, chosen]) => {
    const learner = await editor(mine);
    await learner.visit(fence(THEIRS) + fence("print two"), (notebook) => {
      const cell = first(notebook);
      expect(cell.change.value && conflictsOf(cell.change.value)).toMatchObject([
        { mine: ["import flask"], theirs: ["from flask import Flask, request"] },
        { mine: ["print(app.name)"], theirs: ["print(app.url_map)"] },
      ]);
      notebook.takeMerge(cell.id, choices);
      expect(text(cell).trim()).toBe(chosen);
      expect(noticed(notebook).at(-1)).toMatch(/has the lines that you chose/);
      expect(cell.former.value).toBe(mine);
      act(notebook, "Back to mine");
      expect(text(cell)).toBe(mine);
    });
  });

  it("stand between comments where nothing was chosen", async () => {
    const learner = await editor(mine);
    await learner.visit(fence(THEIRS) + fence("print two"), (notebook) => {
      notebook.takeMerge(first(notebook).id, [null, "mine"]);
      const lines = text(first(notebook)).trim().split("\n");
      expect(lines.filter((line) => line.startsWith("# ====="))).toHaveLength(3);
      expect(lines.at(-1)).toBe("print(app.name)");
      expect(noticed(notebook).at(-1)).toMatch(/Keep the lines you need/);
    });
  });
});

describe("each choice can be undone", () => {
  const choices = {
    keepMine: { back: "Undo", after: MINE },
    takeMerge: { back: "Back to mine", after: MERGED },
    takeNew: { back: "Back to mine", after: app([0, "from flask import Flask, request"]) },
  } as const;

  it.for(Object.entries(choices))("%s at once, by its notice", async ([name, { back, after }]) => {
    const learner = await editor();
    await learner.visit(V2, (notebook) => {
      notebook[name as keyof typeof choices](first(notebook).id);
      expect(text(first(notebook)).trim()).toBe(after);
      act(notebook, back);
      expect(text(first(notebook))).toBe(MINE);
      expect(first(notebook).change.value?.merged).toBe(MERGED);
      expect(first(notebook).former.value).toBeNull();
    });
  });

  it.for(Object.entries(choices))("%s after a reload, and a new version", async ([name]) => {
    const learner = await editor();
    await learner.visit(V2, (notebook) =>
      notebook[name as keyof typeof choices](first(notebook).id),
    );
    for (const version of [V2, V2.replace("print(app)", "print(app, 3)")]) {
      await learner.visit(version, (notebook) => {
        expect(first(notebook).former.value).toBe(MINE);
      });
    }
    await learner.visit(V2, (notebook) => {
      notebook.takeFormer(first(notebook).id);
      expect(text(first(notebook))).toBe(MINE);
      expect(first(notebook).change.value?.merged).toBe(MERGED);
    });
  });

  it("what was typed after a choice is not lost by undoing it", async () => {
    const learner = await editor();
    await learner.visit(V2, (notebook) => {
      notebook.takeMerge(first(notebook).id);
      notebook.setSource(first(notebook).id, "typed since");
      act(notebook, "Back to mine");
      expect(text(first(notebook))).toBe(MINE);
      expect(first(notebook).former.value).toBe("typed since");
    });
    expect(await learner.texts()).toEqual(expect.arrayContaining([MINE, "typed since"]));
    const keeping = await editor();
    await keeping.visit(V2, (notebook) => {
      notebook.keepMine(first(notebook).id);
      notebook.setSource(first(notebook).id, "typed since");
      act(notebook, "Undo");
      expect(text(first(notebook))).toBe("typed since");
      expect(first(notebook).change.value).not.toBeNull();
    });
  });

  it("former texts lead from one to the next, and none drops out", async () => {
    const learner = await editor("mine in 1");
    await learner.visit(V2, (notebook) => {
      notebook.takeNew(first(notebook).id);
      notebook.setSource(first(notebook).id, "mine in 2");
    });
    await learner.visit(V2_LAST, (notebook) => {
      notebook.takeNew(first(notebook).id);
      notebook.setSource(first(notebook).id, "mine in 3");
    });
    await learner.visit(V2_LAST, (notebook) => {
      const seen = [1, 2, 3].map(() => {
        notebook.takeFormer(first(notebook).id);
        return text(first(notebook));
      });
      expect(seen).toEqual(["mine in 2", "mine in 1", "mine in 3"]);
    });
  });

  it("a cell without a former text has none to take", async () => {
    const learner = await editor();
    await learner.visit(V2, (notebook) => {
      notebook.takeFormer(first(notebook).id);
      notebook.takeFormer("nowhere");
      notebook.keepMine("nowhere");
      expect(text(first(notebook))).toBe(MINE);
    });
  });
});

describe("all changed cells at once", () => {
  const THREE = fence("a\nb\nc") + fence("d\ne\nf") + fence("g");
  const NEW = fence("A\nb\nc") + fence("D\ne\nf") + fence("G");

  /** Two cells fit together with version NEW, one does not. */
  async function editorOfThree(): Promise<Learner> {
    const learner = new Learner();
    await learner.visit(THREE, (notebook) => {
      const edits = ["a\nb\nmine", "d\ne\nmine", "mine"];
      edits.forEach((edit, index) => notebook.setSource(cellAt(notebook, index + 1).id, edit));
    });
    return learner;
  }
  const texts = (notebook: Notebook) => notebook.cells.peek().map((cell) => text(cell).trim());

  it("are counted, and kept with one call", async () => {
    const learner = await editorOfThree();
    await learner.visit(NEW, (notebook) => {
      expect(notebook.changed.value).toHaveLength(3);
      notebook.keepMine(null);
      expect(notebook.changed.value).toEqual([]);
      expect(noticed(notebook)).toEqual(["3 cells keep your text."]);
      act(notebook, "Undo");
      expect(notebook.changed.value).toHaveLength(3);
    });
  });

  it("are merged where that is no question; the others go on waiting", async () => {
    const learner = await editorOfThree();
    await learner.visit(NEW, (notebook) => {
      notebook.takeMerge(null);
      expect(texts(notebook)).toEqual(["A\nb\nmine", "D\ne\nmine", "mine"]);
      expect(notebook.changed.value).toEqual([cellAt(notebook, 3)]);
      expect(noticed(notebook)).toEqual([
        "2 cells have your changes and the lesson's. One cell cannot be merged by itself: choose there.",
      ]);
      notebook.takeMerge(null);
      expect(texts(notebook)[2]).toBe("mine");
      expect(noticed(notebook)).toContain("One cell cannot be merged by itself: choose there.");
      act(notebook, "Undo");
      expect(texts(notebook)).toEqual(["a\nb\nmine", "d\ne\nmine", "mine"]);
    });
  });

  it("take the new text, and all go back with one call", async () => {
    const learner = await editorOfThree();
    await learner.visit(NEW, (notebook) => {
      notebook.takeNew(null);
      expect(texts(notebook)).toEqual(["A\nb\nc", "D\ne\nf", "G"]);
      act(notebook, "Undo");
      expect(texts(notebook)).toEqual(["a\nb\nmine", "d\ne\nmine", "mine"]);
    });
  });
});

describe("restarting the lesson", () => {
  async function restarted() {
    const learner = await editor();
    const bench = await openBench({ markdown: V2, store: learner.store });
    const { notebook } = bench;
    const own = notebook.addCell("python", null);
    notebook.setSource(own.id, "own text");
    await notebook.run(cellWith(notebook, "print two").id);
    notebook.restartLesson();
    return { learner, notebook, own };
  }

  it("gives all cells the lesson's text and keeps the learner's with them", async () => {
    const { notebook, own } = await restarted();
    const cell = cellWith(notebook, "request");
    expect(cell.edited.value).toBe(false);
    expect(cell.former.value).toBe(MINE);
    expect(cellWith(notebook, "print two").outputs.value).toEqual([]);
    expect(notebook.cell(own.id)?.source.value).toBe("own text");
    notebook.takeFormer(cell.id);
    expect(text(cell)).toBe(MINE);
  });

  it("can be undone, and what was done since stays", async () => {
    const { learner, notebook } = await restarted();
    const later = notebook.addCell("python", null);
    notebook.setSource(later.id, "added since");
    act(notebook, "Undo");
    expect(text(cellWith(notebook, "print(app.name)"))).toBe(MINE);
    expect(cellWith(notebook, "print two").outputs.value).toHaveLength(1);
    expect(text(cellWith(notebook, "added since"))).toBe("added since");
    expect(notebook.changed.value).toHaveLength(1);
    await notebook.close();
    expect(await learner.texts()).toEqual(
      expect.arrayContaining([MINE, "own text", "added since"]),
    );
  });
});
