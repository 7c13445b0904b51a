import { describe, expect, it } from "vitest";
import { FakeKernel, INFO } from "./support/fake-kernel.ts";
import { cellAt, openBench, settle, shown } from "./support/notebook-bench.ts";

const THREE =
  "```python\nprint one\n```\n\n```python\nprint two\n```\n\n```python\nprint three\n```";

describe("run", () => {
  it("resolves when the cell has ended, with its outputs there", async () => {
    const { notebook } = await openBench({ markdown: "```python\nprint hello\nerr oh\n```" });
    const cell = cellAt(notebook, 1);
    expect(await notebook.run(cell.id)).toBe("done");
    expect(shown(cell)).toEqual(["stdout: hello\n", "stderr: oh\n"]);
    expect(cell.lastRun.value).toEqual({ status: "done", ms: 5, count: 1 });
  });

  it("counts runs in the kernel's life, and from 1 after a restart", async () => {
    const { notebook } = await openBench({ markdown: THREE });
    await notebook.runAll();
    expect(notebook.cells.value.map((cell) => cell.lastRun.value?.count)).toEqual([1, 2, 3]);
    await notebook.restart();
    await notebook.run(cellAt(notebook, 3).id);
    expect(cellAt(notebook, 3).lastRun.value?.count).toBe(1);
  });

  it("waits for Python, which opening does not", async () => {
    const kernel = new FakeKernel();
    let started: (info: typeof INFO) => void = () => {};
    kernel.starting = new Promise((resolve) => {
      started = resolve;
    });
    const { notebook } = await openBench({ markdown: THREE, kernel });
    const run = notebook.run(cellAt(notebook, 1).id);
    await settle();
    expect(notebook.kernel.value.kind).toBe("starting");
    expect(cellAt(notebook, 1).state.value.kind).toBe("queued");
    started(INFO);
    expect(await run).toBe("done");
  });

  it("shows the sentence where Python does not start, and is not stuck", async () => {
    const kernel = new FakeKernel();
    kernel.starting = Promise.reject(new Error("Python did not start: no network."));
    kernel.starting.catch(() => {});
    const { notebook } = await openBench({ markdown: THREE, kernel });
    expect(notebook.kernel.value).toEqual({
      kind: "broken",
      message: "Python did not start: no network.",
    });
    expect(await notebook.run(cellAt(notebook, 1).id)).toBe("failed");
    expect(shown(cellAt(notebook, 1))).toEqual(["notice: Python did not start: no network."]);
    expect(cellAt(notebook, 1).state.value.kind).toBe("idle");
  });

  it("rejects an unknown id", async () => {
    const { notebook } = await openBench();
    await expect(notebook.run("nothing")).rejects.toThrow('no cell "nothing"');
  });

  it("shows a failure as its last output", async () => {
    const { notebook } = await openBench({
      markdown: "```python\nprint a\nraise KeyError 'x'\n```",
    });
    expect(await notebook.run(cellAt(notebook, 1).id)).toBe("failed");
    expect(shown(cellAt(notebook, 1))).toEqual(["stdout: a\n", "error: KeyError"]);
  });

  it("hands the lines typed beforehand and the time limit in milliseconds to the kernel", async () => {
    const { notebook, kernel } = await openBench({ markdown: THREE });
    notebook.typed.value = "Ada\nBob\n";
    notebook.timeLimit.value = 2;
    await notebook.run(cellAt(notebook, 1).id);
    expect(kernel.runs[0]).toMatchObject({
      label: "cell 1",
      typed: ["Ada", "Bob"],
      timeLimit: 2000,
    });
  });

  it("shows what input() asks, and hands over the answer", async () => {
    const { notebook } = await openBench({ markdown: "```python\ninput Name?\n```" });
    const cell = cellAt(notebook, 1);
    const run = notebook.run(cell.id);
    await settle();
    expect(cell.state.value).toMatchObject({ input: { prompt: "Name?", password: false } });
    notebook.answer("Ada");
    expect(await run).toBe("done");
    expect(shown(cell)).toEqual(["stdout: Name?Ada\n"]);
  });

  it("updates a display in whatever cell shows it", async () => {
    const { notebook } = await openBench({
      markdown: "```python\nshow bar 10%\n```\n\n```python\nupdate bar 90%\n```",
    });
    await notebook.runAll();
    expect(shown(cellAt(notebook, 1))).toEqual(['display: "90%"']);
    expect(shown(cellAt(notebook, 2))).toEqual([]);
  });
});

describe("setup cells", () => {
  const SETUP = '```python setup="true"\nprint ready\n```\n\n```python\nprint one\n```';

  it("run by themselves before the first run of a kernel, once", async () => {
    const { notebook, kernel } = await openBench({ markdown: SETUP });
    const [setup, cell] = [cellAt(notebook, 1), cellAt(notebook, 2)];
    await notebook.run(cell.id);
    await notebook.run(cell.id);
    expect(kernel.log.filter((entry) => entry.startsWith("run"))).toEqual([
      `run ${setup.id}`,
      `run ${cell.id}`,
      `run ${cell.id}`,
    ]);
    expect(shown(setup)).toEqual(["stdout: ready\n"]);
  });

  it("run again after a restart, and once in restart and run all", async () => {
    const { notebook, kernel } = await openBench({ markdown: SETUP });
    await notebook.run(cellAt(notebook, 2).id);
    kernel.log.length = 0;
    await notebook.restartAndRunAll();
    expect(kernel.log.filter((entry) => entry.startsWith("run"))).toHaveLength(2);
  });
});

describe("runAll", () => {
  it("stops at the first failure; what waited is idle again", async () => {
    const { notebook } = await openBench({ markdown: THREE });
    notebook.setSource(cellAt(notebook, 2).id, "raise ValueError");
    await notebook.runAll();
    expect(notebook.cells.value.map((cell) => cell.lastRun.value?.status)).toEqual([
      "done",
      "failed",
      undefined,
    ]);
    expect(cellAt(notebook, 3).state.value.kind).toBe("idle");
  });

  it("goes on after a failing exercise, whose starter may fail", async () => {
    const { notebook } = await openBench({
      markdown:
        '```python exercise="e"\nraise NameError\n```\n\n```python check="e"\nassert\n```\n\n```python\nprint after\n```',
    });
    await notebook.runAll();
    expect(notebook.cells.value.map((cell) => cell.lastRun.value?.status)).toEqual([
      "failed",
      "done",
    ]);
  });

  it("goes on after a cell that raises on purpose", async () => {
    const { notebook } = await openBench({
      markdown: '```python raises="KeyError"\nraise KeyError\n```\n\n```python\nprint after\n```',
    });
    await notebook.runAll();
    expect(cellAt(notebook, 2).lastRun.value?.status).toBe("done");
  });

  it("shows which cells wait", async () => {
    const { notebook, kernel } = await openBench({ markdown: THREE });
    notebook.setSource(cellAt(notebook, 1).id, "loop");
    const all = notebook.runAll();
    await settle();
    expect(notebook.cells.value.map((cell) => cell.state.value.kind)).toEqual([
      "running",
      "queued",
      "queued",
    ]);
    kernel.endBy("code");
    await all;
  });

  it("pressed twice, runs the cells twice, in order", async () => {
    const { notebook, kernel } = await openBench({ markdown: THREE });
    await Promise.all([notebook.runAll(), notebook.runAll()]);
    const order = ["cell 1", "cell 2", "cell 3"];
    expect(kernel.runs.map(({ label }) => label)).toEqual([...order, ...order]);
  });

  it("a cell that waits last is not queued again", async () => {
    const { notebook, kernel } = await openBench({ markdown: THREE });
    const run = (number: number) => notebook.run(cellAt(notebook, number).id);
    await Promise.all([run(1), run(2), run(2), run(2)]);
    expect(kernel.runs.map(({ label }) => label)).toEqual(["cell 1", "cell 2"]);
  });

  it("runAbove runs the cells above only", async () => {
    const { notebook, kernel } = await openBench({ markdown: THREE });
    await notebook.runAbove(cellAt(notebook, 3).id);
    expect(kernel.runs.map(({ label }) => label)).toEqual(["cell 1", "cell 2"]);
  });
});

describe("files", () => {
  const FILES = '```python file="app/models.py"\nx = 1\n```\n\n```python\nprint one\n```';
  const DATA = [{ path: "data/orders.csv", url: "/orders-1a.csv", bytes: 10 }];

  it("data and file cells are in the folder before the first run", async () => {
    const { notebook, kernel } = await openBench({ markdown: FILES, data: DATA });
    await notebook.run(cellAt(notebook, 2).id);
    expect(kernel.folder).toEqual(
      new Map([
        ["data/orders.csv", "content of /orders-1a.csv"],
        ["app/models.py", "x = 1"],
      ]),
    );
  });

  it("a file cell is written again only when it changed, or the kernel is new", async () => {
    const { notebook, kernel } = await openBench({ markdown: FILES });
    const writes = () => kernel.log.filter((entry) => entry.startsWith("write")).length;
    await notebook.runAll();
    await notebook.runAll();
    expect(writes()).toBe(1);
    notebook.setSource(cellAt(notebook, 1).id, "x = 2");
    await notebook.runAll();
    expect(writes()).toBe(2);
    expect(kernel.folder.get("app/models.py")).toBe("x = 2");
    await notebook.restartAndRunAll();
    expect(writes()).toBe(3);
  });

  it("data that cannot be had is told, and tried again at the next run", async () => {
    const bench = await openBench({ markdown: FILES, data: [] });
    bench.page.missing.add("/orders-1a.csv");
    const { notebook, page } = await openBench({ markdown: FILES, data: DATA, page: bench.page });
    expect(await notebook.run(cellAt(notebook, 2).id)).toBe("failed");
    expect(shown(cellAt(notebook, 2))[0]).toMatch(/data\/orders.csv could not be loaded/);
    page.missing.clear();
    expect(await notebook.run(cellAt(notebook, 2).id)).toBe("done");
  });
});

describe("stale", () => {
  it("marks a cell whose text changed since its run", async () => {
    const { notebook } = await openBench({ markdown: THREE });
    const cell = cellAt(notebook, 1);
    notebook.setSource(cell.id, "print changed");
    expect(cell.stale.value).toBe(false);
    await notebook.run(cell.id);
    notebook.setSource(cell.id, "print again");
    expect(cell.stale.value).toBe(true);
    notebook.setSource(cell.id, "print changed");
    expect(cell.stale.value).toBe(false);
  });

  it("marks the cells below one that ran with another text after them", async () => {
    const { notebook } = await openBench({ markdown: THREE });
    await notebook.runAll();
    const stale = () => notebook.cells.value.map((cell) => cell.stale.value);
    await notebook.run(cellAt(notebook, 2).id);
    expect(stale()).toEqual([false, false, false]);
    notebook.setSource(cellAt(notebook, 2).id, "print other");
    await notebook.run(cellAt(notebook, 2).id);
    expect(stale()).toEqual([false, false, true]);
  });
});
