import { describe, expect, it } from "vitest";
import { hashSource } from "../../src/shared/hash.ts";
import { EMPTY_RECORD, type CellRecord } from "../../src/storage/schema.ts";
import { app, editor, first, MERGED, MINE, text, V1, V2, V2_LAST } from "./support/changed-app.ts";
import { cellWith, fence, Learner } from "./support/lesson-versions.ts";
import { act, cellAt, noticed, openBench } from "./support/notebook-bench.ts";

describe("a cell that the lesson changed", () => {
  it("takes the new text in silence where the learner did not edit it", async () => {
    const learner = await editor();
    await learner.visit(V1.replace("print two", "print 2"), (notebook) => {
      expect(text(cellAt(notebook, 2))).toContain("print 2");
      expect(notebook.changed.value).toEqual([]);
      expect(noticed(notebook)).toEqual([]);
    });
  });

  it("is no change where only the learner edited it, or both did the same", async () => {
    const learner = await editor();
    for (const version of [V1, fence(MINE) + fence("print two")]) {
      await learner.visit(version, (notebook) => {
        expect(text(first(notebook)).trim()).toBe(MINE);
        expect(first(notebook).change.value).toBeNull();
      });
    }
    // The lesson has it now: it is no edit any more, and later versions come in silence.
    await learner.visit(V2, (notebook) => expect(text(first(notebook))).toContain("request"));
  });

  it("keeps the learner's text, and tells all three texts and what merging gives", async () => {
    const learner = await editor();
    await learner.visit(V2, (notebook) => {
      expect(notebook.changed.value).toEqual([first(notebook)]);
      expect(text(first(notebook))).toBe(MINE);
      expect(first(notebook).change.value).toMatchObject({
        kind: "merges",
        mine: MINE,
        merged: MERGED,
      });
      expect(first(notebook).change.value?.base?.trim()).toBe(app());
      expect(first(notebook).change.value?.theirs).toContain("request");
    });
  });

  it("goes on waiting while the learner types, and is settled by typing the new text", async () => {
    const learner = await editor();
    await learner.visit(V2, (notebook) => {
      notebook.setSource(first(notebook).id, `${MINE}\nmore()`);
      expect(first(notebook).change.value?.merged).toBe(`${MERGED}\nmore()`);
      notebook.setSource(first(notebook).id, MERGED);
      expect(notebook.changed.value).toEqual([]);
    });
  });

  it("tells the lines that both changed", async () => {
    const learner = await editor();
    await learner.visit(V2_LAST, (notebook) => {
      const change = first(notebook).change.value;
      expect(change?.kind).toBe("conflicts");
      expect(change?.chunks.filter(({ kind }) => kind === "conflict")).toEqual([
        {
          kind: "conflict",
          mine: ["print(app.name)"],
          base: ["print(app)"],
          theirs: ["print(app.url_map)"],
        },
      ]);
    });
  });

  it("is settled for good by keepMine; the next version asks again, from there", async () => {
    const learner = await editor();
    await learner.visit(V2, (notebook) => notebook.keepMine(first(notebook).id));
    await learner.visit(V2, (notebook) => {
      expect(first(notebook).change.value).toBeNull();
      expect(text(first(notebook))).toBe(MINE);
    });
    const v3 = V2.replace("Flask(__name__)", 'Flask("shop")');
    await learner.visit(v3, (notebook) => {
      expect(first(notebook).change.value?.kind).toBe("merges");
      // What was refused in version 2 is not brought in by version 3.
      expect(first(notebook).change.value?.merged).toBe(MINE.replace("__name__", '"shop"'));
    });
  });

  it("takes the merged text, or the new one; both stay so", async () => {
    const merging = await editor();
    await merging.visit(V2, (notebook) => notebook.takeMerge(first(notebook).id));
    await merging.visit(V2, (notebook) => {
      expect(text(first(notebook))).toBe(MERGED);
      expect(notebook.changed.value).toEqual([]);
    });
    const taking = await editor();
    await taking.visit(V2, (notebook) => notebook.takeNew(first(notebook).id));
    await taking.visit(V2, (notebook) => {
      expect(text(first(notebook))).toBe(first(notebook).starter);
      expect(first(notebook).edited.value).toBe(false);
    });
  });

  it("merged in spite of a conflict, has both sides between comments", async () => {
    const learner = await editor();
    await learner.visit(V2_LAST, (notebook) => notebook.takeMerge(first(notebook).id));
    await learner.visit(V2_LAST, (notebook) => {
      expect(text(first(notebook))).toMatch(
        /# =+ Your lines =+\nprint\(app\.name\)\n# =+ The lesson's new lines =+\nprint\(app\.url_map\)\n# =/,
      );
      expect(notebook.changed.value).toEqual([]);
    });
  });

  it("goes back to an earlier version of the lesson without a question", async () => {
    const learner = await editor();
    await learner.visit(V2, () => {});
    await learner.visit(V1, (notebook) => expect(notebook.changed.value).toEqual([]));
  });
});

describe("an exercise", () => {
  const exercise = (check: string, solution = "print right") =>
    fence("print starter", ' exercise="e"') +
    fence(check, ' check="e"') +
    fence(solution, ' solution="e"');

  async function passed(): Promise<Learner> {
    const learner = new Learner();
    const { notebook } = await openBench({ markdown: exercise("assert 1"), store: learner.store });
    notebook.setSource("e", "print right");
    await notebook.check("e");
    expect(notebook.cell("e")?.exercise?.checkChanged.value).toBe(false);
    await notebook.close();
    return learner;
  }

  it("that was passed stays passed, and says that the check is another since", async () => {
    const learner = await passed();
    const { notebook } = await openBench({ markdown: exercise("assert 2"), store: learner.store });
    const part = notebook.cell("e")?.exercise;
    expect([part?.passed.value, part?.checkChanged.value]).toEqual([true, true]);
    await notebook.check("e");
    expect([part?.passed.value, part?.checkChanged.value]).toEqual([true, false]);
    await notebook.close();
    await learner.visit(exercise("assert 2"), (again) =>
      expect(again.cell("e")?.exercise?.checkChanged.value).toBe(false),
    );
  });

  it("with another solution is the same exercise: it shows the new one", async () => {
    const learner = await passed();
    await learner.visit(exercise("assert 1", "print better"), (notebook) => {
      const part = notebook.cell("e")?.exercise;
      expect([part?.passed.value, part?.checkChanged.value]).toEqual([true, false]);
      expect(part?.solution).toContain("print better");
    });
  });

  it("passed in an earlier build says nothing of its check", async () => {
    const learner = await passed();
    const record = await learner.record();
    const { passedCheck: _unknown, ...cell } = record.cells["e"] ?? {};
    await learner.store.put(new Map([["lesson:course/lesson", { ...record, cells: { e: cell } }]]));
    await learner.visit(exercise("assert 2"), (notebook) => {
      const part = notebook.cell("e")?.exercise;
      expect([part?.passed.value, part?.checkChanged.value]).toEqual([true, false]);
    });
  });
});

describe("a cell that the lesson has no more", () => {
  it("is offered as a cell, with the texts that were kept with it", async () => {
    const learner = await editor("mine in 1");
    await learner.visit(V2, (notebook) => {
      notebook.takeNew(first(notebook).id);
      notebook.setSource(first(notebook).id, "mine in 2");
    });
    const gone = fence("print two");
    await learner.visit(gone, (notebook) => {
      expect(noticed(notebook)).toEqual([
        "A cell you edited is no longer part of this lesson. Your text is kept.",
      ]);
      act(notebook, "Show it as a cell");
    });
    await learner.visit(gone, (notebook) => {
      const own = cellWith(notebook, "mine in 2");
      expect(own.own).toBe(true);
      notebook.changeKind(own.id, "markdown");
      notebook.takeFormer(own.id);
      expect(notebook.cell(own.id)?.source.value).toBe("mine in 1");
    });
    expect(await learner.texts()).toEqual(["mine in 1", "mine in 2"]);
  });

  it("is offered where nothing but a former text is left of it", async () => {
    const learner = await editor("mine in 1");
    await learner.visit(V2, (notebook) => notebook.takeNew(null));
    await learner.visit(fence("print two"), (notebook) => {
      act(notebook, "Show it as a cell");
      expect(cellWith(notebook, "mine in 1").own).toBe(true);
    });
    expect(await learner.texts()).toEqual(["mine in 1"]);
  });

  it.each([
    ["file", "app/models.py", fence("NAME = 1", ' file="app/models.py"')],
    ["http", null, "```http\nGET /tea\n```\n\n"],
  ])("is a %s again, in a later visit, too", async (kind, file, markdown) => {
    const learner = new Learner();
    await learner.visit(markdown + fence("print two"), (notebook) =>
      notebook.setSource(first(notebook).id, "GET /mine"),
    );
    await learner.visit(fence("print two"), () => {});
    await learner.visit(fence("print 2"), (notebook) => act(notebook, "Show it as a cell"));
    await learner.visit(fence("print 2"), (notebook) => {
      expect(cellWith(notebook, "GET /mine")).toMatchObject({ own: true, kind, file });
    });
  });

  it("has its text again when the lesson has it again", async () => {
    const learner = await editor();
    await learner.visit(fence("print two"), () => {});
    await learner.visit(`# Later\n\n${V1}`, (notebook) => {
      expect(text(first(notebook))).toBe(MINE);
      expect(noticed(notebook)).toEqual([]);
    });
  });
});

describe("a record of an earlier build, without the texts that edits were made from", () => {
  const AT = "2026-01-01T00:00:00.000Z";

  async function earlier(from: string): Promise<Learner> {
    const learner = new Learner();
    const edit = { source: MINE, base: hashSource(from), at: AT };
    const cells: Record<string, CellRecord> = { "start-1": { edit } };
    await learner.store.save("lesson:course/lesson", EMPTY_RECORD, { ...EMPTY_RECORD, cells });
    return learner;
  }

  it("can keep mine, take both, or take the new one", async () => {
    for (const choose of ["keepMine", "takeMerge", "takeNew"] as const) {
      const learner = await earlier(app());
      await learner.visit(V2, (notebook) => {
        expect(first(notebook).change.value).toMatchObject({ kind: "unknown", base: null });
        notebook[choose](first(notebook).id);
        expect(notebook.changed.value).toEqual([]);
        if (choose === "takeMerge") {
          expect(text(first(notebook))).toContain("print(app.name)");
          expect(text(first(notebook))).toContain("request");
        }
        expect(first(notebook).former.value).toBe(MINE);
      });
      expect(await learner.texts()).toContain(MINE);
    }
  });

  it("is not merged together with others, for nobody knows what is whose", async () => {
    const learner = await earlier(app());
    await learner.visit(V2, (notebook) => {
      notebook.takeMerge(null);
      expect(text(first(notebook))).toBe(MINE);
    });
  });

  it("is completed once the lesson is opened in the version that it was made from", async () => {
    const starter = await new Learner().visit(V1, (notebook) => first(notebook).starter);
    const learner = await earlier(starter);
    await learner.visit(V1, (notebook) => {
      notebook.scroll.value = 1;
    });
    expect((await learner.record()).cells["start-1"]?.edit?.from).toBe(starter);
    await learner.visit(V2, (notebook) =>
      expect(first(notebook).change.value?.merged).toBe(MERGED),
    );
  });
});
