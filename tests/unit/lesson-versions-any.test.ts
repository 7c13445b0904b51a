import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CellId, Notebook } from "../../src/notebook/model.ts";
import { fence, Learner } from "./support/lesson-versions.ts";

describe("any learner in any lesson", () => {
  const LINES = ["a = 1", "b = 2", "print(a)", "print(b)", "", "def f():", "    return a", "f()"];
  const cellText = fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 5 });
  const heading = fc.constantFrom("", "# One\n\n", "# Two\n\n");
  const lesson = fc
    .array(fc.tuple(heading, cellText), { minLength: 1, maxLength: 4 })
    .map((cells) => cells.map(([head, lines]) => head + fence(lines.join("\n"))).join(""));
  const deed = fc.record({
    what: fc.constantFrom(
      "type",
      "type",
      "keep",
      "merge",
      "new",
      "former",
      "undo",
      "restart",
      "show",
    ),
    cell: fc.nat(5),
    all: fc.boolean(),
  });
  const visits = fc.array(fc.tuple(lesson, fc.array(deed, { maxLength: 4 })), {
    minLength: 2,
    maxLength: 5,
  });

  /** Does it; a line that was typed is noted. */
  function doIt(
    notebook: Notebook,
    { what, cell, all }: { what: string; cell: number; all: boolean },
    typed: string[],
  ): void {
    const cells = notebook.cells.peek();
    const { id } = cells[cell % cells.length] ?? { id: "" };
    const changed: CellId | null = all ? null : (notebook.changed.peek()[0]?.id ?? null);
    if (what === "keep") notebook.keepMine(changed);
    if (what === "merge") notebook.takeMerge(changed);
    if (what === "new") notebook.takeNew(changed);
    if (what === "former") notebook.takeFormer(id);
    if (what === "restart") notebook.restartLesson();
    const labels =
      what === "undo"
        ? ["Undo", "Back to mine"]
        : what === "show"
          ? ["Show it as a cell", "Show them as cells"]
          : [];
    notebook.notices
      .peek()
      .findLast(({ action }) => labels.includes(action?.label ?? ""))
      ?.action?.run();
    if (what !== "type") return;
    const line = `mine_${typed.length} = True`;
    typed.push(line);
    // At the beginning or the end: nothing of what is there is typed over.
    const source = notebook.cell(id)?.source.peek() ?? "";
    notebook.setSource(id, all ? `${line}\n${source}` : `${source}\n${line}`);
  }

  it("loses no line, whatever versions come and whatever is chosen", async () => {
    await fc.assert(
      fc.asyncProperty(visits, async (all) => {
        const learner = new Learner();
        const typed: string[] = [];
        for (const [version, deeds] of all) {
          await learner.visit(version, (notebook) => {
            for (const one of deeds) doIt(notebook, one, typed);
          });
          const stored = (await learner.texts()).join("\n").split("\n");
          for (const line of typed) expect(stored).toContain(line);
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it("sees the same again when nothing was done", async () => {
    await fc.assert(
      fc.asyncProperty(visits, lesson, async (all, last) => {
        const learner = new Learner();
        for (const [version, deeds] of all) {
          await learner.visit(version, (notebook) =>
            deeds.forEach((one) => doIt(notebook, one, [])),
          );
        }
        await learner.visit(last, () => {});
        const before = await learner.record();
        await learner.visit(last, () => {});
        const after = await learner.record();
        expect([after.cells, after.own]).toEqual([before.cells, before.own]);
      }),
      { numRuns: 50 },
    );
  }, 60_000);
});
