import { readFile } from "node:fs/promises";
import type { Locator } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import type { LessonView } from "./support/lesson-view.ts";
import type { Visitor } from "./support/visitor.ts";

const MILLION = [
  "import pandas as pd",
  "numbers = pd.RangeIndex(1_000_000)",
  'pd.DataFrame({"number": numbers, "third": numbers % 3, "name": "row " + numbers.astype(str)})',
].join("\n");

interface Shown {
  readonly view: LessonView;
  readonly frame: Locator;
}

async function showMillion(visitor: Visitor): Promise<Shown> {
  const view = await visitor.open("#/scratch");
  await view.scratch(MILLION);
  await view.cell(1).run();
  const frame = view.cell(1).output.getByRole("group", { name: "Data frame" });
  // The rows painted first are only a table; the grid shows where it takes their place.
  await frame.getByRole("grid").or(frame.getByRole("treegrid")).waitFor();
  await frame.getByText("row 0", { exact: true }).waitFor();
  return { view, frame };
}

test("a data frame is one table to every reader while Python is busy", async ({ visit }) => {
  const view = await (await visit()).open("#/scratch");
  await view.scratch(
    'import pandas as pd\ndisplay(pd.DataFrame({"name": ["Ada", "Lin"]}))\nwhile True: pass',
  );
  await view.cell(1).start();
  const frame = view.cell(1).output.getByRole("group", { name: "Data frame" });
  // The grid has its headings and waits for Python to page through the frame.
  await frame.locator(".ag-header-cell", { hasText: "name" }).waitFor({ state: "attached" });
  const name = frame.getByRole("columnheader", { name: "name" });
  expect(await name.count()).toBe(1);
  await view.cell(1).button("Stop").click();
  await frame.getByRole("grid").or(frame.getByRole("treegrid")).waitFor();
  expect(await name.count()).toBe(1);
});

describe("a data frame of a million rows", () => {
  test("says how large it is and has only the rows in view on the page", async ({ visit }) => {
    const { frame } = await showMillion(await visit());
    expect(await frame.innerText()).toContain("1,000,000 rows · 3 columns");
    expect(await frame.getByRole("row").count()).toBeLessThan(300);
  });

  test("sorts by a press on a heading, in the kernel", async ({ visit }) => {
    const { frame } = await showMillion(await visit());
    const heading = frame.getByRole("columnheader", { name: "number" });
    await heading.click();
    await heading.click();
    await frame.getByText("row 999999", { exact: true }).waitFor();
    // Once as the index, once as the number.
    expect(await frame.getByRole("gridcell", { name: "999999", exact: true }).count()).toBe(2);
  });

  test("pages to its last row", async ({ visit }) => {
    const { frame, view } = await showMillion(await visit());
    await frame.getByRole("gridcell", { name: "row 0", exact: true }).click();
    await view.page.keyboard.press("ControlOrMeta+End");
    await frame.getByText("row 999999", { exact: true }).waitFor();
    expect(await frame.getByRole("row").count()).toBeLessThan(300);
  });

  test("filters, and copies what is left as CSV", async ({ visit }) => {
    const visitor = await visit("isolated", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const { frame, view } = await showMillion(visitor);
    const heading = frame.getByRole("columnheader", { name: "name" });
    await heading.hover();
    await heading.locator(".ag-header-cell-filter-button").click();
    await view.page.getByPlaceholder("Filter...").first().fill("99999");
    await view.page.keyboard.press("Escape");
    await frame.getByText("19 rows of 1,000,000 rows").waitFor();
    await frame.getByRole("button", { name: "Copy as CSV" }).click();
    const announced = view.page.getByRole("status", { name: "Announcements" });
    await announced.getByText("19 rows copied as CSV").waitFor();
    const copied = await view.page.evaluate(() => navigator.clipboard.readText());
    const lines = copied.trimEnd().split("\n");
    expect(lines).toHaveLength(20);
    expect(lines[0]).toContain("number,third,name");
    expect(lines[1]).toContain("row 99999");
  });

  test("is a file when it is too large for the clipboard", async ({ visit }) => {
    const { frame, view } = await showMillion(await visit());
    const download = view.page.waitForEvent("download");
    await frame.getByRole("button", { name: "Download CSV" }).click();
    const text = await readFile(await (await download).path(), "utf8");
    expect(text.trimEnd().split("\n")).toHaveLength(1_000_001);
  });

  test("keeps its first rows over a reload, and says how to have the rest", async ({ visit }) => {
    const visitor = await visit();
    await showMillion(visitor);
    const view = await visitor.open("#/scratch");
    await view.page.reload();
    await view.ready();
    const frame = view.cell(1).output.getByRole("group", { name: "Data frame" });
    await frame.getByText("Run the cell again to page through all rows.").waitFor();
    expect(await frame.getByText("row 0", { exact: true }).count()).toBe(1);
  });
});
