import { describe, expect, it } from "vitest";
import { cellAt, openBench, settle, shown } from "./support/notebook-bench.ts";
import { FakeKernel, failure } from "./support/fake-kernel.ts";

const LESSON = '```python file="app/models.py"\nx = 1\n```\n\n```python\nprint hello\n```\n';

describe("the app after edits", () => {
  const reloads = (kernel: FakeKernel) => kernel.log.filter((entry) => entry === "reload").length;

  it("is reloaded once, when the edits have ended, with the files as they are", async () => {
    const { notebook, kernel, page } = await openBench({ markdown: LESSON });
    notebook.files.write("app/models.py", "x = 2");
    await page.pass(300);
    notebook.files.write("app/models.py", "x = 3");
    await page.pass(300);
    expect(reloads(kernel)).toBe(0);
    await page.pass(100);
    expect(reloads(kernel)).toBe(1);
    expect(kernel.folder.get("app/models.py")).toBe("x = 3");
    expect(notebook.files.reload.value).toEqual({ kind: "reloaded", count: 1 });
    notebook.files.write("app/models.py", "x = 4");
    expect(notebook.files.reload.value).toEqual({ kind: "idle" });
  });

  it("is reloaded at once when the learner saves", async () => {
    const { notebook, kernel } = await openBench({ markdown: LESSON });
    notebook.setSource(cellAt(notebook, 1).id, "x = 2");
    await notebook.flush();
    await settle();
    expect(reloads(kernel)).toBe(1);
  });

  it("is not reloaded for code in cells", async () => {
    const { notebook, kernel, page } = await openBench({ markdown: LESSON });
    notebook.setSource(cellAt(notebook, 2).id, "print other");
    await page.pass(1000);
    expect(reloads(kernel)).toBe(0);
  });

  it("says what the files raised", async () => {
    const kernel = new FakeKernel();
    const error = failure("SyntaxError", "invalid syntax");
    kernel.reloadApp = () => Promise.resolve({ reloaded: false, error });
    const { notebook, page } = await openBench({ markdown: LESSON, kernel });
    notebook.files.write("app/models.py", "x = ");
    await page.pass(400);
    expect(notebook.files.reload.value).toEqual({ kind: "failed", error });
  });

  it("that is made in a cell waits for that cell", async () => {
    const kernel = new FakeKernel();
    kernel.reloadApp = () => Promise.resolve({ reloaded: false, error: null });
    kernel.apps = () => Promise.resolve([{ name: "app" }] as never[]);
    const { notebook, page } = await openBench({ markdown: LESSON, kernel });
    notebook.files.write("app/models.py", "x = 2");
    await page.pass(400);
    expect(notebook.files.reload.value).toEqual({ kind: "in-cell" });
    await notebook.run(cellAt(notebook, 2).id);
    expect(notebook.files.reload.value).toEqual({ kind: "idle" });
  });
});

describe("running a file", () => {
  it("runs it in the kernel, with its output beside the file", async () => {
    const { notebook, kernel } = await openBench();
    notebook.files.write("main.py", "print 1");
    expect(await notebook.files.run("main.py")).toBe("done");
    expect(kernel.runs.at(-1)).toMatchObject({ code: "%run main.py", label: "%run main.py" });
    expect(kernel.folder.get("main.py")).toBe("print 1");
    expect(shown(notebook.files.output)).toEqual(["stdout: 1\n"]);
    expect(notebook.files.ran.value).toBe("main.py");
    expect(notebook.cells.value.map(({ id }) => id)).not.toContain(notebook.files.output.id);
  });

  it("can be stopped", async () => {
    const { notebook } = await openBench();
    notebook.files.write("main.py", "loop");
    const run = notebook.files.run("main.py");
    await settle();
    expect(notebook.files.output.state.value.kind).toBe("running");
    await notebook.interrupt();
    expect(await run).toBe("interrupted");
  });

  it("takes a name with a blank in it", async () => {
    const { notebook, kernel } = await openBench();
    await notebook.files.run("my file.py");
    expect(kernel.runs.at(-1)?.code).toBe('%run "my file.py"');
  });
});
