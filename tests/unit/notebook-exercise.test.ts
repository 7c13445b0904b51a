import { describe, expect, it } from "vitest";
import { failure } from "./support/fake-kernel.ts";
import { cellAt, openBench, settle, shown } from "./support/notebook-bench.ts";

const LESSON = `\`\`\`python
print first
\`\`\`

\`\`\`python setup="true"
print setup
\`\`\`

\`\`\`python exercise="one"
print starter one
\`\`\`

\`\`\`python check="one"
assert one
\`\`\`

\`\`\`python
print between
\`\`\`

\`\`\`python exercise="two"
print starter two
\`\`\`

> [!TIP]
> A first hint.

> [!TIP]
> A second hint.

\`\`\`python check="two"
assert two
\`\`\`

\`\`\`python solution="two"
print solution
\`\`\`
`;

describe("check", () => {
  it("sends setup and the earlier cells that are no exercises, as the learner has them", async () => {
    const { notebook, kernel } = await openBench({ markdown: LESSON });
    notebook.setSource(cellAt(notebook, 1).id, "print mine");
    await notebook.check("two");
    const [request] = kernel.checks;
    expect(request?.before.map(({ label, code }) => [label, code.trim()])).toEqual([
      ["cell 2", "print setup"],
      ["cell 1", "print mine"],
      ["cell 4", "print between"],
    ]);
    expect(request).toMatchObject({ cell: "two", label: "cell 5" });
    expect(request?.check.trim()).toBe("assert two");
  });

  it("leaves out a cell that raises on purpose, which would end the replay", async () => {
    const raising = '```python raises="KeyError"\nraise KeyError\n```\n\n';
    const { notebook, kernel } = await openBench({ markdown: raising + LESSON });
    await notebook.check("two");
    expect(kernel.checks[0]?.before.map(({ code }) => code.trim())).not.toContain("raise KeyError");
  });

  it("passed: the exercise counts, and the browser is asked once to keep what is stored", async () => {
    const { notebook, page, store } = await openBench({ markdown: LESSON });
    await notebook.check("two");
    await notebook.check("two");
    const exercise = cellAt(notebook, 5).exercise;
    expect(exercise?.passed.value).toBe(true);
    expect(exercise?.tries.value).toBe(2);
    expect(exercise?.report.value).toEqual({ kind: "passed", message: null });
    expect(page.persisted).toBe(1);
    await notebook.flush();
    const record = await store.read(notebook.key);
    expect(record?.cells["two"]?.passedAt).toMatch(/^2026-11-22T/);
  });

  it("failed: says what was asked, and does not undo an earlier pass", async () => {
    const { notebook, kernel } = await openBench({ markdown: LESSON });
    await notebook.check("two");
    const details = [{ label: "Expected", value: "200" }];
    kernel.verdict = { kind: "failed", message: "The answer was 404.", details };
    await notebook.check("two");
    const exercise = cellAt(notebook, 5).exercise;
    expect(exercise?.report.value).toEqual({
      kind: "failed",
      message: "The answer was 404.",
      details,
      error: null,
    });
    expect(exercise?.passed.value).toBe(true);
  });

  it.for([
    [
      "before",
      "cell 2",
      "Cell 2, above, stops with KeyError: 'name'. Mend or reset it first, then check again.",
    ],
    ["code", "cell 5", "Your code stops with KeyError: 'name'."],
    [
      "check",
      "check",
      "The check itself stopped with KeyError: 'name'. It may not have foreseen your answer; compare it with the task.",
    ],
  ] as const)("raised %s: is told in words", async ([where, label, message]) => {
    const { notebook, kernel } = await openBench({ markdown: LESSON });
    kernel.verdict = { kind: "raised", where, label };
    kernel.checkError = failure("KeyError", "'name'");
    await notebook.check("two");
    expect(cellAt(notebook, 5).exercise?.report.value).toMatchObject({ kind: "failed", message });
    expect(shown(cellAt(notebook, 5))).toEqual(["stdout: starter two\n"]);
  });

  it("stopped: says so and is no try", async () => {
    const { notebook } = await openBench({ markdown: LESSON });
    notebook.setSource("two", "loop");
    const check = notebook.check("two");
    await settle();
    await notebook.interrupt();
    await check;
    const exercise = cellAt(notebook, 5).exercise;
    expect([exercise?.tries.value, exercise?.report.value]).toEqual([0, null]);
    expect(shown(cellAt(notebook, 5))[0]).toMatch(/^notice: Stopped/);
  });

  it("waits its turn behind a run of the same cell", async () => {
    const { notebook, kernel } = await openBench({ markdown: LESSON });
    await Promise.all([notebook.run("two"), notebook.check("two")]);
    expect(kernel.log.filter((entry) => /^(run|check) two/.test(entry))).toEqual([
      "run two",
      "check two",
    ]);
  });
});

describe("help", () => {
  it("hints come one by one, up to the last", async () => {
    const { notebook } = await openBench({ markdown: LESSON });
    const exercise = cellAt(notebook, 5).exercise;
    expect(exercise?.hints).toHaveLength(2);
    for (let click = 0; click < 3; click++) notebook.showHint("two");
    expect(exercise?.hintsShown.value).toBe(2);
  });

  it("the solution is shown only after a try", async () => {
    const { notebook, kernel } = await openBench({ markdown: LESSON });
    const exercise = cellAt(notebook, 5).exercise;
    notebook.showSolution("two");
    expect(exercise?.solutionShown.value).toBe(false);
    kernel.verdict = { kind: "failed", message: "no", details: [] };
    await notebook.check("two");
    expect(exercise?.solutionAllowed.value).toBe(true);
    notebook.showSolution("two");
    expect(exercise?.solutionShown.value).toBe(true);
    expect(exercise?.solution?.trim()).toBe("print solution");
  });
});
