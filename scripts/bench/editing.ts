import type { Page } from "playwright-core";
import { notebookOf } from "./many-cells.ts";
import type { Scenario } from "./scenario.ts";
import { percentileOf } from "./statistics.ts";
import { addressOf, markerOf, taskCalled } from "./tasks.ts";
import { withVisitor } from "./visitor.ts";
import { figuresOf, visitThrice } from "./visits.ts";

/** What a cell's code is called for those who cannot see it. */
function fieldName(cell: number): string {
  return `Code of cell ${cell}`;
}

/** The full editor's field says that it is an editor; the plain field before it does not. */
function fullEditor(cell: number): string {
  return `[aria-label="${fieldName(cell)}"][aria-roledescription="editor"]`;
}

/** Gives the code of a cell the focus, as soon as it is there, and waits for the full editor. */
async function becomeEditor(page: Page, cell: number): Promise<number> {
  await page.evaluate(
    (selector) => window.bench.focused(selector),
    `[aria-label="${fieldName(cell)}"]`,
  );
  return page.evaluate((selector) => window.bench.present(selector), fullEditor(cell));
}

/** From navigation to the full editor in the first cell of a lesson. */
export const editorReady: Scenario = async ({ routebook }) =>
  figuresOf(
    "editor ready",
    await withVisitor((visitor) =>
      visitThrice(visitor, routebook, addressOf(taskCalled("flask")), (page) =>
        becomeEditor(page, 1),
      ),
    ),
  );

/** An unused import and an unknown name: diagnostics have something to say at each key. */
const TYPED =
  "import os\ntotal = unknown_name + 1\nfor number in range(total):\n    print(number)\n";

/** Milliseconds between two keys of somebody who types fast. */
const KEY_DISTANCE = 60;

/** From a key to its paint, in the full editor. */
export const typing: Scenario = ({ routebook }) =>
  withVisitor((visitor) =>
    visitor.visit(routebook.address + addressOf(taskCalled("flask")), async (page) => {
      // Python has started when this is over, so that it does not compete.
      await page.evaluate(({ code, marker }) => window.bench.runFirst(code, marker), {
        code: taskCalled("base").code(42),
        marker: markerOf(42),
      });
      await becomeEditor(page, 1);
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.press("Delete");
      await page.evaluate(() => window.bench.watchKeys());
      await page.keyboard.type(TYPED, { delay: KEY_DISTANCE });
      const times = await page.evaluate((count) => window.bench.keyTimes(count), TYPED.length);
      return { "typing, key to paint, p95": percentileOf(times, 95) };
    }),
  );

const CELLS = 200;

/** A long notebook, from navigation, at the second visit. */
export const largeNotebook: Scenario = ({ routebook }) =>
  withVisitor(async (visitor) => {
    const address = `${routebook.address}#/scratch`;
    await visitor.visit(address, (page) =>
      page.evaluate((text) => window.bench.importText(text), notebookOf(CELLS)),
    );
    return visitor.visit(address, async (page) => {
      const [usable, all] = await page.evaluate(
        ([first, last]) =>
          Promise.all([window.bench.focused(first), window.bench.present(last)] as const),
        [`[aria-label="${fieldName(1)}"]`, `[aria-label="${fieldName(CELLS)}"]`] as const,
      );
      const start = performance.now();
      await page.getByRole("textbox", { name: fieldName(CELLS), exact: true }).click();
      const typed = page.evaluate(() => window.bench.shown("typed_here"));
      await page.keyboard.insertText("typed_here");
      await typed;
      return {
        "200 cells, usable": usable,
        "200 cells, all there": all,
        "200 cells, typing in the last": performance.now() - start,
      };
    });
  });
