import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import { createWorkspace } from "../../src/notebook/create-workspace.ts";
import type { ProgressStore } from "../../src/storage/progress-store.ts";
import { FakeKernel } from "./support/fake-kernel.ts";
import { FakePage, lessonOf, memoryProgress } from "./support/notebook-bench.ts";

const EXERCISE =
  '```python\nprint one\n```\n\n```python exercise="e"\nprint starter\n```\n\n```python check="e"\nassert\n```\n';
const LESSON_TEXT = `---\ntitle: A lesson\npackages: [flask]\n---\n\n${EXERCISE}`;
const DATA = [{ path: "data/a.csv", url: "/a.csv", bytes: 1 }];

function desk(store: ProgressStore = memoryProgress()) {
  const page = new FakePage();
  const about = { title: "A lesson", summary: "", minutes: null, packages: [], exercises: ["e"] };
  const lessons = [{ path: "c/01-one", ...about }];
  const workspace = createWorkspace({
    catalogue: [{ id: "c", title: "Course", summary: "", lessons }],
    loadLesson: async () => ({ lesson: lessonOf(EXERCISE), data: DATA }),
    loadLessonText: async () => LESSON_TEXT,
    loadProjectParts: async () => ({ helpers: [["run_check.py", ""]], versions: {} }),
    kernel: new FakeKernel(),
    store,
    storageTrouble: signal(null),
    effects: page,
  });
  return { workspace, page, store };
}

async function rejection(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "fulfilled",
    (error: unknown) => String(error),
  );
}

describe("exporting", () => {
  it("a lesson is its own text until something is changed in it", async () => {
    const { workspace } = desk();
    const notebook = await workspace.openLesson("c/01-one");
    expect(await workspace.exportNotebook("md")).toEqual({
      name: "01-one.md",
      type: "text/markdown",
      content: LESSON_TEXT,
    });
    notebook.setSource("e", "print mine");
    const { content } = await workspace.exportNotebook("md");
    expect(content).toBe(LESSON_TEXT.replace("print starter", "print mine"));
    expect((await workspace.exportNotebook("py")).content).toContain(
      '# %% exercise="e"\nprint mine',
    );
    expect((await workspace.exportNotebook("ipynb")).content).toContain('"exercise": "e"');
  });

  it("a lesson is a project, which comes back with the work in it", async () => {
    const { workspace, page } = desk();
    const notebook = await workspace.openLesson("c/01-one");
    notebook.setSource("e", "print mine");
    notebook.files.write("mine.txt", "words");
    const { name, content } = await workspace.exportNotebook("zip");
    if (typeof content === "string") throw new Error("A zip is no text.");
    expect(page.fetched).toContain("/a.csv");
    const back = await workspace.importFile({ kind: "zip", bytes: content, name });
    expect(back.title.value).toBe("A lesson");
    expect(back.cell("e")?.source.value).toBe("print mine");
    expect(back.files.list.value.map(({ path }) => path)).toEqual(["data/a.csv", "mine.txt"]);
  });

  it("a scratch notebook keeps what an imported file brought, over edits and visits", async () => {
    const { workspace, store } = desk();
    const output = { output_type: "stream", name: "stdout", text: ["hi\n"] };
    const metadata = { tags: ["x"], custom: { deep: [1] } };
    const code = {
      cell_type: "code",
      id: "abc",
      metadata,
      source: ["print hi"],
      outputs: [output],
    };
    const note = { cell_type: "markdown", id: "note", metadata, source: ["# words"] };
    const file = { nbformat: 4, nbformat_minor: 5, metadata: { mine: 1 }, cells: [code, note] };
    const notebook = await workspace.importNotebook(JSON.stringify(file), "ipynb");
    const cell = notebook.cells.value[0];
    expect(cell?.outputs.value).toMatchObject([{ kind: "stream", text: "hi\n" }]);
    notebook.setSource(cell?.id ?? "", "print hello");
    notebook.addCell("python", cell?.id ?? null);
    // There and back: what the file said of the cell stays with it.
    notebook.changeKind(notebook.cells.value[2]?.id ?? "", "python");
    await workspace.flush();
    const again = desk(store);
    await again.workspace.openScratch();
    const { name, content } = await again.workspace.exportNotebook("ipynb");
    expect(name).toBe("scratch-notebook.ipynb");
    expect(JSON.parse(String(content))).toMatchObject({
      metadata: { mine: 1 },
      cells: [
        { id: "abc", metadata, source: ["print hello"], outputs: [output] },
        { source: [] },
        { cell_type: "code", id: "note", metadata, source: ["# words"] },
      ],
    });
  });

  it("says that there is nothing open, or no project to be had", async () => {
    const { workspace } = desk();
    expect(await rejection(workspace.exportNotebook("md"))).toMatch(/No notebook is open/);
    expect(
      await rejection(
        workspace.importFile({ kind: "zip", bytes: new Uint8Array(3), name: "x.zip" }),
      ),
    ).toMatch(/This is no zip file/);
  });
});
