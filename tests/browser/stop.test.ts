import { describe, expect } from "vitest";
import { NO_SERVICE_WORKER } from "./support/document-view.ts";
import { test } from "./support/fixtures.ts";

const FOREVER = 'print("going on")\nwhile True: pass';

describe("Stop in an endless loop", () => {
  test("keeps variables where the page is isolated", async ({ visit }) => {
    const view = await (await visit("isolated")).open("#/scratch");
    await view.scratch("kept = 42", FOREVER, "print(kept)");
    expect(await view.page.evaluate(() => crossOriginIsolated)).toBe(true);
    await view.cell(1).run();
    await view.cell(2).start();
    // Python is within the loop: a cell that is stopped before has nothing to lose.
    await view.cell(2).root.getByText("going on", { exact: true }).waitFor();
    await view.cell(2).button("Stop").click();
    await view.cell(2).button("Run").waitFor();
    expect(await view.cell(2).text()).toContain("Variables and files were kept.");
    await view.cell(3).run();
    expect(await view.cell(3).text()).toBe("42");
  });

  test("keeps files where nothing signals to Python, and says that variables are lost", async ({
    visit,
  }) => {
    const view = await (await visit("plain", NO_SERVICE_WORKER)).open("#/scratch");
    await view.scratch(
      'kept = 42\nfrom pathlib import Path\nPath("notes.txt").write_text("still here")',
      FOREVER,
      'print(Path("notes.txt").read_text() if "Path" in globals() else "no variables")',
      'from pathlib import Path\nprint(Path("notes.txt").read_text())',
    );
    expect(await view.page.evaluate(() => crossOriginIsolated)).toBe(false);
    await view.cell(1).run();
    await view.cell(2).start();
    await view.cell(2).root.getByText("going on", { exact: true }).waitFor();
    await view.cell(2).button("Stop").click();
    await view.cell(2).button("Run").waitFor();
    expect(await view.cell(2).text()).toContain("files were kept, variables were lost");
    const [, , third, fourth] = await view.api.cells();
    expect((await view.api.run(third?.id ?? "")).outputs[0]?.data).toContain("no variables");
    expect((await view.api.run(fourth?.id ?? "")).outputs[0]?.data).toContain("still here");
  });

  test("has the setup run again before what is run while the next Python starts", async ({
    visit,
  }) => {
    const view = await (await visit("plain", NO_SERVICE_WORKER)).open("#/scratch");
    const setup = '```python setup="true"\ngreeting = "from the setup"\n```\n\n';
    const cells = [FOREVER, "print(greeting)"].map((code) => `\`\`\`python\n${code}\n\`\`\`\n\n`);
    await view.api.importNotebook(setup + cells.join(""), "md");
    await view.cell(2).start();
    await view.cell(2).root.getByText("going on", { exact: true }).waitFor();
    await view.cell(2).button("Stop").click();
    // Run can be pressed as soon as the next Python begins to start.
    await view.cell(2).button("Run").waitFor();
    await view.cell(3).run();
    expect(await view.cell(3).text()).toBe("from the setup");
  });

  test("ends a cell that sleeps or awaits, with variables kept", async ({ visit }) => {
    const view = await (await visit("plain")).open("#/scratch");
    await view.scratch("kept = 42", "import time\ntime.sleep(3600)", "print(kept)");
    await view.cell(1).run();
    await view.cell(2).start();
    await view.cell(2).button("Stop").click();
    await view.cell(2).button("Run").waitFor();
    expect(await view.cell(2).text()).toContain("Stopped");
    await view.cell(3).run();
    expect(await view.cell(3).text()).toBe("42");
  });

  test("empties the queue: cells that waited do not run", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(FOREVER, 'print("ran all the same")');
    const all = view.api.runAll();
    await view.cell(2).root.getByText("Queued").waitFor();
    await view.cell(1).button("Stop").click();
    await all;
    expect(await view.cell(2).text()).toBe("");
  });
});

test("the time limit ends a cell and says how to lift it", async ({ visit }) => {
  const view = await (await visit()).open("#/storage");
  const limit = view.page.getByRole("combobox", { name: /^Time limit of a cell/ });
  await limit.selectOption("10 seconds");
  await view.page.goto(`${view.page.url().split("#")[0] ?? ""}#/scratch`);
  await view.scratch(FOREVER);
  await view.kernelReady();
  await view.cell(1).run();
  expect(await view.cell(1).text()).toContain("Stopped after 10 s, the time limit");
  expect(await view.cell(1).text()).toContain("settings");
});
