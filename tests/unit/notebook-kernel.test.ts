import { describe, expect, it } from "vitest";
import { deferred } from "../../src/shared/deferred.ts";
import type { KernelInfo } from "../../src/shared/kernel.ts";
import { FakeKernel, INFO } from "./support/fake-kernel.ts";
import { act, cellAt, noticed, openBench, settle, shown } from "./support/notebook-bench.ts";

const THREE =
  "```python\nprint one\n```\n\n```python\nprint two\n```\n\n```python\nprint three\n```";

const SETUP = '```python setup="true"\nprint ready\n```\n\n```python\nprint one\n```';

describe("interrupt", () => {
  it("stops the cell, empties the queue and keeps the state", async () => {
    const { notebook, kernel } = await openBench({ markdown: THREE });
    notebook.setSource(cellAt(notebook, 1).id, "print a\nloop");
    const all = notebook.runAll();
    await settle();
    await notebook.interrupt();
    await all;
    expect(kernel.runs).toHaveLength(1);
    expect(shown(cellAt(notebook, 1))).toEqual([
      "stdout: a\n",
      "notice: Stopped. Variables and files were kept.",
    ]);
    expect(cellAt(notebook, 1).lastRun.value?.status).toBe("interrupted");
    expect(notebook.kernel.value.kind).toBe("ready");
    expect(noticed(notebook)).toEqual([]);
  });

  it("says what was lost where the kernel had to be replaced, and runs all above", async () => {
    const { notebook, kernel } = await openBench({ markdown: THREE });
    notebook.setSource(cellAt(notebook, 3).id, "stuck");
    const run = notebook.run(cellAt(notebook, 3).id);
    await settle();
    await notebook.interrupt();
    expect(await run).toBe("interrupted");
    expect(shown(cellAt(notebook, 3))[0]).toMatch(/files were kept, variables were lost/);
    expect(noticed(notebook)).toEqual([
      "Stopped. The kernel had to be replaced: files were kept, variables were lost. Run the cells above again.",
    ]);
    kernel.runs.length = 0;
    act(notebook, "Run all above");
    await settle();
    expect(kernel.runs.map(({ label }) => label)).toEqual(["cell 1", "cell 2"]);
    expect(noticed(notebook)).toEqual([]);
  });

  it("what runs after it runs in the next life, setup first, however long replacing takes", async () => {
    const { notebook, kernel } = await openBench({ markdown: SETUP });
    const { id } = cellAt(notebook, 2);
    notebook.setSource(id, "stuck");
    const stuck = notebook.run(id);
    await settle();
    const replacing = deferred();
    const starting = deferred<KernelInfo>();
    kernel.replacing = replacing.promise;
    kernel.starting = starting.promise;
    const stop = notebook.interrupt();
    expect(await stuck).toBe("interrupted");
    kernel.runs.length = 0;
    notebook.setSource(id, "print two");
    const next = notebook.run(id);
    await settle();
    expect(kernel.runs).toEqual([]);
    replacing.resolve();
    await settle();
    expect(notebook.kernel.value.kind).toBe("starting");
    expect(kernel.runs).toEqual([]);
    starting.resolve(INFO);
    await stop;
    expect(await next).toBe("done");
    expect(kernel.runs.map(({ label }) => label)).toEqual(["cell 1", "cell 2"]);
    expect(cellAt(notebook, 2).lastRun.value?.count).toBe(2);
    expect(cellAt(notebook, 2).outputsLive.value).toBe(true);
    expect(notebook.kernel.value.kind).toBe("ready");
  });

  it("calls off a run that still waits for Python", async () => {
    const kernel = new FakeKernel();
    kernel.starting = new Promise(() => {});
    const { notebook } = await openBench({ markdown: THREE, kernel });
    const run = notebook.run(cellAt(notebook, 1).id);
    await settle();
    await notebook.interrupt();
    expect(await run).toBe("interrupted");
    expect(cellAt(notebook, 1).state.value.kind).toBe("idle");
  });

  it("stops a setup cell that runs for another one", async () => {
    const { notebook, kernel } = await openBench({
      markdown: '```python setup="true"\nloop\n```\n\n```python\nprint one\n```',
    });
    const run = notebook.run(cellAt(notebook, 2).id);
    await settle();
    await notebook.interrupt();
    expect(await run).toBe("interrupted");
    expect(kernel.runs).toHaveLength(1);
  });

  it("the time limit says how long it was and how to lift it", async () => {
    const { notebook, kernel } = await openBench({ markdown: "```python\nloop\n```" });
    const run = notebook.run(cellAt(notebook, 1).id);
    await settle();
    kernel.endBy("time-limit");
    expect(await run).toBe("interrupted");
    expect(shown(cellAt(notebook, 1))[0]).toMatch(
      /^notice: Stopped after 60 s, the time limit.*lift it in the settings/,
    );
  });
});

describe("when Python dies", () => {
  it("the cell is not stuck, and the notebook says that it starts anew", async () => {
    const { notebook, kernel } = await openBench({ markdown: THREE });
    notebook.setSource(cellAt(notebook, 2).id, "die");
    await notebook.runAll();
    await settle();
    expect(cellAt(notebook, 2).lastRun.value?.status).toBe("failed");
    expect(shown(cellAt(notebook, 2))[0]).toMatch(/died.*started anew/);
    expect(noticed(notebook)[0]).toMatch(/files were kept, variables were lost/);
    expect(notebook.kernel.value.kind).toBe("ready");
    expect(kernel.runs).toHaveLength(2);
  });

  it("with no cell running, the next run waits for it and runs the setup again", async () => {
    const { notebook, kernel } = await openBench({ markdown: SETUP });
    const { id } = cellAt(notebook, 2);
    await notebook.run(id);
    kernel.runs.length = 0;
    const starting = deferred<KernelInfo>();
    kernel.starting = starting.promise;
    kernel.lose("A request to the app could not be stopped.");
    expect(notebook.kernel.value.kind).toBe("starting");
    const run = notebook.run(id);
    await settle();
    expect(kernel.runs).toEqual([]);
    starting.resolve(INFO);
    expect(await run).toBe("done");
    expect(kernel.runs.map(({ label }) => label)).toEqual(["cell 1", "cell 2"]);
    expect(noticed(notebook)[0]).toMatch(/could not be stopped.*started anew/);
  });

  it("just as a run ends, the run ends in its own words and the notebook tells of it", async () => {
    const { notebook, kernel } = await openBench({ markdown: "```python\nloop\n```" });
    const run = notebook.run(cellAt(notebook, 1).id);
    await settle();
    kernel.lose("The Python runtime died.");
    kernel.endBy("code");
    expect(await run).toBe("interrupted");
    await settle();
    expect(shown(cellAt(notebook, 1))).toEqual(["notice: The program stopped itself."]);
    expect(noticed(notebook)).toHaveLength(1);
    expect(noticed(notebook)[0]).toMatch(/died.*started anew/);
    expect(notebook.kernel.value.kind).toBe("ready");
  });

  it("the notebook says why, where the cell was told less", async () => {
    const { notebook, kernel } = await openBench({ markdown: "```python\nstuck\n```" });
    const run = notebook.run(cellAt(notebook, 1).id);
    await settle();
    kernel.lose("A request to the app could not be stopped.");
    await kernel.interrupt();
    await run;
    expect(noticed(notebook)).toEqual([
      "A request to the app could not be stopped. Python was started anew: files were kept, variables were lost.",
    ]);
  });

  it("three deaths within a minute are enough; Restart begins again", async () => {
    const { notebook, page } = await openBench({ markdown: "```python\ndie\n```" });
    const { id } = cellAt(notebook, 1);
    for (let death = 0; death < 3; death++) {
      await page.pass(10_000);
      await notebook.run(id);
      await settle();
    }
    expect(notebook.kernel.value.kind).toBe("broken");
    expect(await notebook.run(id)).toBe("failed");
    expect(shown(cellAt(notebook, 1))[0]).toMatch(/three times|3 times/);
    act(notebook, "Restart");
    await settle();
    expect(notebook.kernel.value.kind).toBe("ready");
  });

  it("deaths far apart do not add up", async () => {
    const { notebook, page } = await openBench({ markdown: "```python\ndie\n```" });
    for (let death = 0; death < 4; death++) {
      await page.pass(40_000);
      await notebook.run(cellAt(notebook, 1).id);
      await settle();
    }
    expect(notebook.kernel.value.kind).toBe("ready");
  });
});

describe("restart", () => {
  it("ends the running cell as interrupted and says what was kept", async () => {
    const { notebook } = await openBench({ markdown: "```python\nloop\n```" });
    const run = notebook.run(cellAt(notebook, 1).id);
    await settle();
    await notebook.restart();
    expect(await run).toBe("interrupted");
    expect(noticed(notebook)).toEqual([
      "Python was restarted: files were kept, variables were lost.",
    ]);
  });

  it("outputs of the former life are told apart", async () => {
    const { notebook } = await openBench({ markdown: THREE });
    await notebook.run(cellAt(notebook, 1).id);
    expect(cellAt(notebook, 1).outputsLive.value).toBe(true);
    await notebook.restart();
    expect(cellAt(notebook, 1).outputsLive.value).toBe(false);
  });
});

describe("packages that load", () => {
  it("show their progress while Python starts, and while a cell runs", async () => {
    const kernel = new FakeKernel();
    kernel.starting = new Promise(() => {});
    const progress = { step: "pandas", loadedBytes: 1, totalBytes: 4 };
    const starting = await openBench({ markdown: THREE, kernel });
    kernel.tellProgress(progress);
    expect(starting.notebook.kernel.value).toMatchObject({ kind: "starting", progress });
    const running = await openBench({ markdown: "```python\nloop\n```" });
    void running.notebook.run(cellAt(running.notebook, 1).id);
    await settle();
    running.kernel.tellProgress(progress);
    expect(running.notebook.kernel.value).toMatchObject({ kind: "running", progress });
  });
});
