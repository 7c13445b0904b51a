import type { Locator } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";

describe("outputs", () => {
  test("stdout and stderr come in the order in which they were written", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(
      'import sys\nprint("one")\nprint("two", file=sys.stderr)\nprint("three")\n"four"',
    );
    await view.cell(1).run();
    expect((await view.cell(1).text()).split(/\n+/)).toEqual(["one", "two", "three", "'four'"]);
  });

  test("objects show themselves in the richest way they know", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const shown = (body: string): string => `class Shown:\n    ${body}\nShown()`;
    await view.scratch(
      shown('_repr_html_ = lambda self: "<b>bold</b>"'),
      shown('_repr_markdown_ = lambda self: "**strong** words"'),
      shown(
        '_repr_svg_ = lambda self: \'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>\'',
      ),
      shown(
        '_repr_mimebundle_ = lambda self, **options: {"application/json": {"deep": [1, 2]}, "text/plain": "plain"}',
      ),
    );
    await view.api.runAll();
    const html = view.cell(1).output.frameLocator("iframe").getByText("bold");
    expect(await html.evaluate((element) => element.tagName)).toBe("B");
    const strong = view.cell(2).output.locator("strong");
    expect(await strong.innerText()).toBe("strong");
    const image = view.cell(3).output.getByRole("img");
    expect(await widthOf(image)).toBe(40);
    expect(await view.cell(4).text()).toContain("deep");
  });

  test("a matplotlib figure shows without any boilerplate", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch("import matplotlib.pyplot as plt\nplt.plot([1, 2, 3]);");
    await view.cell(1).run();
    const images = view.cell(1).output.getByRole("img");
    await images.first().waitFor();
    expect(await images.count()).toBe(1);
    expect(await widthOf(images)).toBeGreaterThan(300);
  });

  test("a line of a traceback leads to that line of its cell", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch("def divide(a, b):\n    return a / b", "\ndivide(1, 0)");
    await view.cell(1).run();
    await view.cell(2).run();
    const { output } = view.cell(2);
    expect(await output.innerText()).toContain("ZeroDivisionError: division by zero");
    expect(await output.innerText()).not.toContain("site-packages");
    await output.getByRole("button", { name: "cell 1, line 2, in divide()" }).click();
    // The caret stands before the culprit, which is marked.
    await view.cell(1).root.locator(".monaco-editor.focused .culprit").first().waitFor();
    await view.page.keyboard.insertText("1 + ");
    await expect
      .poll(async () => (await view.api.cells())[0]?.source)
      .toBe("def divide(a, b):\n    return 1 + a / b");
  });

  test("HTML of the learner cannot run script on the page, nor load anything", async ({
    visit,
  }) => {
    const visitor = await visit();
    // Chromium says on the console that the sandbox did its work.
    visitor.expectProblem(/Blocked script execution|Content Security Policy|sandbox/);
    const view = await visitor.open("#/scratch");
    const html = [
      "<script>parent.document.title = 'taken'</script>",
      "<img src=x onerror=\"parent.document.title = 'taken'\">",
      "<a href=\"javascript:parent.document.title='taken'\">press</a>",
      "<svg onload=\"parent.document.title='taken'\"></svg>",
      "<p>harmless</p>",
    ].join("");
    await view.scratch(`from IPython.display import HTML\nHTML(${JSON.stringify(html)})`);
    const title = await view.page.title();
    await view.cell(1).run();
    const frame = view.cell(1).output.frameLocator("iframe");
    await frame.getByText("harmless").waitFor();
    await frame.getByText("press").click();
    expect(await view.page.title()).toBe(title);
    expect(view.page.context().pages()).toHaveLength(1);
    expect(view.page.url()).toContain("#/scratch");
  });

  test("Markdown and text of the learner cannot bring HTML onto the page", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(
      'from IPython.display import Markdown\nMarkdown("<img src=x onerror=alert(1)> [bad](javascript:alert(1)) **good**")',
      'print("<img src=x onerror=alert(1)>")',
    );
    await view.api.runAll();
    await view.cell(1).output.locator("strong").waitFor();
    expect(await view.cell(1).output.locator("img, a[href^='javascript']").count()).toBe(0);
    expect(await view.cell(2).text()).toBe("<img src=x onerror=alert(1)>");
  });

  test("top-level await works", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch('import asyncio\nawait asyncio.sleep(0.01)\n"awaited"');
    await view.cell(1).run();
    expect(await view.cell(1).text()).toBe("'awaited'");
  });
});

/** An image's own width in pixels, once it is loaded. */
function widthOf(image: Locator): Promise<number> {
  return image.evaluate(async (element) => {
    const picture = element as HTMLImageElement;
    await picture.decode();
    return picture.naturalWidth;
  });
}
