import { describe, expect, it } from "vitest";
import { TEXTS, VERSIONS } from "./support/five-versions.ts";
import { cellWith, Learner } from "./support/lesson-versions.ts";
import { cellAt } from "./support/notebook-bench.ts";

/** Somebody who edited every cell of version 1. */
async function editor(): Promise<Learner> {
  const learner = new Learner();
  await learner.visit(VERSIONS.v1, (notebook) => {
    const ids = notebook.cells.peek().map(({ id }) => id);
    Object.values(TEXTS).forEach((text, index) => notebook.setSource(ids[index] ?? "", text));
  });
  return learner;
}

const LATER = [VERSIONS.v2, VERSIONS.v3, VERSIONS.v4, VERSIONS.v5];
const words = (id: string) => `${id} in words`;

/** All texts that were ever typed are stored somewhere. */
async function expectAll(learner: Learner, typed: readonly string[]): Promise<void> {
  const stored = await learner.texts();
  for (const text of typed) expect(stored).toContain(text);
}

describe("five versions of a lesson", () => {
  it("who never chooses has all texts in all of them, each in its cell", async () => {
    const learner = await editor();
    const shown: Record<string, readonly string[]> = {};
    for (const [name, version] of Object.entries(VERSIONS)) {
      await learner.visit(version, (notebook) => {
        shown[name] = notebook.cells.peek().flatMap(({ id, source, change }) => {
          const mine = Object.entries(TEXTS).find(([, text]) => text === source.peek());
          return mine === undefined
            ? []
            : [`${mine[0]}: ${id} ${change.peek()?.kind ?? "settled"}`];
        });
      });
      await expectAll(learner, Object.values(TEXTS));
    }
    expect(shown).toEqual({
      v1: [
        "routes: routes-1 settled",
        "items: routes-2 settled",
        "views: turn-1 settled",
        "hello: hello settled",
      ],
      v2: [
        "routes: routes-1 merges",
        "items: routes-2 settled",
        "views: turn-1 merges",
        "hello: hello settled",
      ],
      v3: [
        "routes: paths-2 conflicts",
        "items: paths-3 settled",
        "views: turn-1 merges",
        "hello: hello settled",
      ],
      // The first cell is gone: its text is offered as a cell.
      v4: ["views: files-1 conflicts", "items: turn-1 settled", "hello: hello conflicts"],
      v5: ["routes: routes-again-1 merges", "views: turn-1 conflicts", "hello: hello conflicts"],
    });
  });

  it("who keeps theirs each time has them at the end, and is asked of new changes only", async () => {
    const learner = await editor();
    const asked: number[] = [];
    for (const version of LATER) {
      await learner.visit(version, (notebook) => {
        asked.push(notebook.changed.value.length);
        notebook.keepMine(null);
      });
      await expectAll(learner, Object.values(TEXTS));
    }
    // In version 5 the cell that was gone is back, with another line.
    expect(asked).toEqual([2, 1, 2, 1]);
    await learner.visit(VERSIONS.v5, (notebook) => expect(notebook.changed.value).toEqual([]));
  });

  it("who merges each time has the lesson's changes and all of their own", async () => {
    const learner = await editor();
    for (const version of LATER) {
      await learner.visit(version, (notebook) => {
        for (const { id } of notebook.changed.peek()) notebook.takeMerge(id);
      });
      await expectAll(learner, Object.values(TEXTS));
    }
    await learner.visit(VERSIONS.v5, (notebook) => {
      const routes = cellAt(notebook, 1).source.peek();
      for (const line of ["Flask('shop')", "/home", '"Mine"']) expect(routes).toContain(line);
      const file = cellWith(notebook, "# mine");
      for (const line of ["sorted(items)", "insert(0, item)", "append(str(item))"]) {
        expect(file.source.peek()).toContain(line);
      }
      expect(notebook.cell("hello")?.source.peek()).toContain('"Hello"  # mine');
    });
  });

  it("who takes the new text each time, and types again, has every text of every version", async () => {
    const learner = await editor();
    const typed: string[] = Object.values(TEXTS);
    for (const [index, version] of LATER.entries()) {
      await learner.visit(version, (notebook) => {
        notebook.takeNew(null);
        for (const cell of notebook.cells.peek()) {
          const text = `${cell.source.peek()}\nversion_${index} = "${words(cell.id)}"`;
          typed.push(text);
          notebook.setSource(cell.id, text);
          // What is typed over by hand is the learner's own affair.
          const former = typed.findIndex((one) => text.startsWith(`${one}\n`));
          if (former >= 0 && former < typed.length - 1) typed.splice(former, 1);
        }
      });
      await expectAll(learner, typed);
    }
    expect(typed.length).toBeGreaterThan(8);
  });

  it("who restarts each time can go back to each text", async () => {
    const learner = await editor();
    for (const version of LATER) {
      await learner.visit(version, (notebook) => {
        notebook.restartLesson();
        for (const cell of notebook.cells.peek()) expect(cell.edited.peek()).toBe(false);
      });
      await expectAll(learner, Object.values(TEXTS));
    }
    await learner.visit(VERSIONS.v5, (notebook) => {
      notebook.takeFormer("hello");
      expect(notebook.cell("hello")?.source.peek()).toBe(TEXTS.hello);
      expect(notebook.cell("hello")?.change.peek()?.kind).toBe("conflicts");
    });
  });
});
