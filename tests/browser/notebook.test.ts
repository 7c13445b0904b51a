import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import { eventually } from "./support/served-app.ts";

describe("a scratch notebook", () => {
  test("runs all, runs again after a restart, and counts anew", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch("number = 20", "number += 1\nnumber");
    await view.page.getByRole("button", { name: "Run all" }).click();
    await view.cell(2).count.getByText("[2]").waitFor();
    expect(await view.cell(2).text()).toBe("21");
    await view.cell(2).run();
    expect(await view.cell(2).text()).toBe("22");
    await view.choose("Restart and run all");
    await view.cell(2).output.getByText("21").waitFor();
    await view.cell(2).count.getByText("[2]").waitFor();
    expect(await view.cell(1).count.innerText()).toBe("[1]");
  });

  test("marks what is stale", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch("number = 20", "number + 1");
    await view.api.runAll();
    await view.cell(1).type("number = 30");
    await view.cell(1).root.getByText("Stale").waitFor();
    await view.cell(1).run();
    await view.cell(2).root.getByText("Stale").waitFor();
    await view.cell(2).run();
    expect(await view.cell(2).text()).toBe("31");
    expect(await view.cell(2).root.getByText("Stale").count()).toBe(0);
  });

  test("shows its text cells rendered, and edits them on a double click", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.api.importNotebook("# Heading\n\nSome *words*.\n\n```python\n1\n```\n", "md");
    const text = view.page.getByRole("article", { name: "Text" });
    await text.getByRole("heading", { name: "Heading" }).waitFor();
    await text.dblclick();
    await text.getByRole("textbox").focus();
    await view.page.keyboard.press("ControlOrMeta+A");
    await view.page.keyboard.insertText("## Other words");
    await view.page.keyboard.press("Shift+Enter");
    await text.getByRole("heading", { name: "Other words", level: 2 }).waitFor();
    expect((await view.api.cells())[0]?.source).toBe("## Other words");
  });

  test("stops running all at a cell that fails", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch("1 / 0", 'print("not reached")');
    await view.api.runAll();
    expect(await view.cell(1).text()).toContain("ZeroDivisionError");
    expect(await view.cell(2).text()).toBe("");
  });
});

describe("a notebook of 200 cells", () => {
  test("opens, and its last cell can be edited and run", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const cells = Array.from({ length: 200 }, (_, index) => `value_${index} = ${index}`);
    await view.scratch(...cells);
    await view.page.reload();
    await view.ready();
    const last = view.cell(200);
    await last.type('print("the last one")');
    await last.run();
    expect(await last.text()).toBe("the last one");
    expect(await view.page.locator(".monaco-editor").count()).toBeLessThan(20);
  });
});

describe("when Python dies", () => {
  test("the cell says so, Python starts anew by itself, and files are there", async ({ visit }) => {
    const visitor = await visit();
    visitor.expectProblem(/fatal error|memory access out of bounds|Python error|stack trace/i);
    const view = await visitor.open("#/scratch");
    await view.scratch(
      'from pathlib import Path\nPath("kept.txt").write_text("kept")',
      "import ctypes\nctypes.string_at(0xFFFFFFF0, 10_000_000)",
      'from pathlib import Path\nprint(Path("kept.txt").read_text())',
    );
    await view.cell(1).run();
    await view.cell(2).button("Run").click();
    // Its button says Run before the run has begun, too.
    await eventually(() => view.cell(2).text()).toMatch(/started anew|files are kept/);
    await view.kernelReady();
    const third = (await view.api.cells())[2]?.id ?? "";
    const { status, outputs } = await view.api.run(third);
    expect(status).toBe("done");
    expect(outputs[0]?.data).toContain("kept");
  });
});
