import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import type { LessonView } from "./support/lesson-view.ts";

async function sources(view: LessonView): Promise<string[]> {
  return (await view.api.cells()).map(({ source }) => source);
}

describe("keys as in Jupyter", () => {
  test("Shift+Enter runs and goes on, Ctrl+Enter stays, Alt+Enter inserts below", async ({
    visit,
  }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch('print("first")', 'print("second")');
    await view.cell(1).runByKey("Shift+Enter");
    expect(await view.cell(1).text()).toBe("first");
    await view.cell(1).runByKey("Control+Enter");
    await view.cell(2).runByKey("Alt+Enter");
    expect(await view.cell(2).text()).toBe("second");
    await view.cell(3).focused();
    await view.page.keyboard.insertText("third");
    await expect.poll(() => sources(view)).toEqual(['print("first")', 'print("second")', "third"]);
  });

  test("cells are added, moved, deleted and brought back without a mouse", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch("one", "two");
    const { keyboard } = view.page;
    await view.cell(1).code.focus();
    await keyboard.press("Escape");
    await keyboard.press("b");
    await keyboard.press("Enter");
    await view.cell(2).focused();
    await keyboard.insertText("between");
    await expect.poll(() => sources(view)).toEqual(["one", "between", "two"]);

    await keyboard.press("Escape");
    await keyboard.press("Alt+ArrowDown");
    await expect.poll(() => sources(view)).toEqual(["one", "two", "between"]);

    // Both at once: they count as one command while they come within 800 ms.
    await Promise.all([keyboard.press("d"), keyboard.press("d")]);
    await expect.poll(() => sources(view)).toEqual(["one", "two"]);
    await keyboard.press("z");
    await expect.poll(() => sources(view)).toEqual(["one", "two", "between"]);

    await keyboard.press("k");
    await keyboard.press("a");
    await expect.poll(async () => (await sources(view)).length).toBe(4);
  });

  test("letters typed in code or in fields are letters", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch("one", 'input("? ")');
    await view.cell(1).code.click();
    await view.page.keyboard.press("End");
    await view.page.keyboard.type("abdd00ii?");
    await expect.poll(async () => (await sources(view))[0]).toBe("oneabdd00ii?");
    await view.cell(2).button("Run").click();
    const field = view.cell(2).output.getByRole("textbox");
    await field.pressSequentially("add");
    await field.press("Enter");
    await view.cell(2).button("Run").waitFor();
    expect(await view.cell(2).text()).toContain("'add'");
    expect(await sources(view)).toHaveLength(2);
  });

  test("? lists the keys, Ctrl+K finds a lesson", async ({ visit }) => {
    const view = await (await visit()).open("#/lesson/flask-routing/01-first-route");
    await view.cell(1).code.focus();
    await view.page.keyboard.press("Escape");
    await view.page.keyboard.press("?");
    const help = view.page.getByRole("dialog");
    expect(await help.innerText()).toContain("Shift Enter");
    await view.page.keyboard.press("Escape");
    await help.waitFor({ state: "hidden" });

    await view.page.keyboard.press("ControlOrMeta+k");
    await view.page.getByRole("dialog").getByRole("combobox").fill("table in python");
    await view.page.keyboard.press("Enter");
    await view.page.getByRole("heading", { name: "A table in Python", level: 1 }).waitFor();
    expect(view.page.url()).toContain("pandas-first-steps/01-frames");
  });

  test("Tab leaves the code after Escape, and everything can be reached", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch("one");
    await view.cell(1).code.focus();
    await view.page.keyboard.press("Escape");
    const reached = new Set<string>();
    for (let presses = 0; presses < 60; presses += 1) {
      await view.page.keyboard.press("Tab");
      reached.add(
        await view.page.evaluate(() => {
          const element = document.activeElement;
          return element?.getAttribute("aria-label") ?? element?.textContent.trim() ?? "";
        }),
      );
      if (reached.has("Run all")) break;
    }
    for (const name of ["Run", "Delete cell", "Add cell", "Run all"]) {
      expect([...reached]).toContain(name);
    }
  });
});

describe("typing before the editor has loaded", () => {
  test("is not lost", async ({ visit }) => {
    const visitor = await visit();
    let release = (): void => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await visitor.context.route(/monaco/i, async (route) => {
      await released;
      await route.continue();
    });
    const view = await visitor.open("#/scratch");
    await view.scratch("start");
    await view.cell(1).code.click();
    await view.page.keyboard.press("End");
    await view.page.keyboard.type(" of it");
    release();
    await view.cell(1).root.locator(".monaco-editor").waitFor();
    await view.page.keyboard.type(" all");
    await expect.poll(() => sources(view)).toEqual(["start of it all"]);
  });
});
