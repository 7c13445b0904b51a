import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import { createWorkspace } from "../../src/notebook/create-workspace.ts";
import type { NotebookContent, Opening } from "../../src/notebook/workspace.ts";
import { createPageApi } from "../../src/page-api/create-page-api.ts";
import { FakeKernel } from "./support/fake-kernel.ts";
import { FakePage, lessonOf, memoryProgress } from "./support/notebook-bench.ts";

const TEXT = `---
title: Tea
packages: [flask]
---

Read *this*.

\`\`\`python
print("tea")
\`\`\`

\`\`\`python exercise="pour"
cups = 0
\`\`\`

\`\`\`python check="pour"
assert cups == 2
\`\`\`
`;

const MD: NotebookContent = { kind: "text", text: TEXT, format: "md", name: "tea.md" };

function desk() {
  const kernel = new FakeKernel();
  const workspace = createWorkspace({
    catalogue: [],
    loadLesson: async () => ({ lesson: lessonOf(TEXT), data: [] }),
    kernel,
    store: memoryProgress(),
    storageTrouble: signal(null),
    effects: new FakePage(),
  });
  return { workspace, kernel };
}

function fetched(opening: Opening) {
  if (opening.kind !== "fetched") throw new Error(`The opening is ${opening.kind}.`);
  return opening;
}

describe("showFetched", () => {
  it("shows what came with all that is hidden in it, and starts nothing", async () => {
    const { workspace, kernel } = desk();
    await workspace.showFetched(MD, "a.org");
    const { host, title, contents, items } = fetched(workspace.opening.value);
    expect([host, title]).toEqual(["a.org", "Tea"]);
    expect(contents).toMatchObject({ cells: 1, exercises: 1, packages: ["flask"] });
    expect(items.map((item) => (item.kind === "cell" ? item.spec.starter : item.kind))).toEqual([
      "prose",
      'print("tea")',
      "cups = 0",
    ]);
    const exercise = items.flatMap((item) => (item.kind === "cell" ? item.spec.exercise : null));
    expect(exercise.at(-1)).toMatchObject({ check: "assert cups == 2" });
    expect(workspace.notebook.value).toBeNull();
    expect(kernel.log).toEqual([]);
  });

  it("the page's API refuses to run it until the reader agreed", async () => {
    const { workspace } = desk();
    const api = createPageApi(workspace, Promise.resolve(), "https://site.example/");
    await workspace.showFetched(MD, "a.org");
    await expect(api.runAll()).rejects.toThrow(/came from a\.org.*Open to run/);
    const notebook = await workspace.agree();
    expect(notebook.key).toBe("scratch");
    const cell = notebook.cells.value.find(({ kind }) => kind === "python");
    expect((await api.run(cell?.id ?? "")).status).toBe("done");
  });

  it("leaves what is open alone where it cannot be read", async () => {
    const { workspace } = desk();
    const notebook = await workspace.openScratch();
    const broken = workspace.showFetched({ ...MD, text: "{", format: "ipynb" }, "a.org");
    await expect(broken).rejects.toThrow(/\.$/);
    expect(workspace.notebook.value).toBe(notebook);
  });

  it("leaves the scratch notebook as it was where the reader does not agree", async () => {
    const { workspace } = desk();
    const mine = await workspace.openScratch();
    mine.setSource(mine.cells.value[0]?.id ?? "", "mine = 1");
    await workspace.showFetched(MD, "a.org");
    const again = await workspace.openScratch();
    expect(again.cells.value.map(({ source }) => source.value)).toEqual(["mine = 1"]);
    expect(await workspace.recentScratches()).toHaveLength(1);
  });

  it("is named by its file where it has no title, and forgotten with what comes next", async () => {
    const { workspace } = desk();
    await workspace.showFetched({ ...MD, text: "x = 1\n", format: "py", name: "tea.py" }, "a.org");
    expect(fetched(workspace.opening.value).title).toBe("tea.py");
    await workspace.closeNotebook();
    await expect(workspace.agree()).rejects.toThrow(/nothing here to agree to/);
  });
});
