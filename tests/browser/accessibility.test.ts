import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import { PaneView } from "./support/pane-view.ts";
import { PanelsView } from "./support/panels-view.ts";
import { violations, violationsInBoth } from "./support/violations.ts";

test("what is wrong would be found", async ({ visit }) => {
  const view = await (await visit()).open();
  await view.page.evaluate(() => {
    const paragraph = document.createElement("p");
    paragraph.id = "pale";
    paragraph.style.cssText = "color: #999; background: #fff";
    paragraph.textContent = "too pale to read";
    document.querySelector("main")?.append(paragraph, document.createElement("button"));
  });
  const found = (await violations(view.page)).join("\n");
  expect(found).toContain("color-contrast: #pale");
  expect(found).toContain("button-name");
});

const PAGES = [
  ["catalogue", ""],
  ["lesson", "#/lesson/flask-routing/01-first-route"],
  ["scratch", "#/scratch"],
  ["storage and settings", "#/storage"],
  ["class", "#/class"],
  ["about", "#/about"],
  ["an address that is not there", "#/lesson/flask-routing/01-first-rout"],
] as const;

describe("accessibility, light and dark", () => {
  test.for(PAGES)("%s", async ([, fragment], { visit }) => {
    const view = await (await visit()).open(fragment);
    await view.page.getByRole("heading", { level: 1 }).waitFor();
    expect(await violationsInBoth(view.page)).toEqual([]);
  });

  test("a lesson that ran, failed, and was checked", async ({ visit }) => {
    const visitor = await visit();
    const view = await visitor.open("#/lesson/flask-routing/01-first-route");
    await view.api.runAll();
    await view.cell(6).check();
    await view.cell(7).button("Show hint").click();
    expect(await violationsInBoth(view.page)).toEqual([]);
  });

  test("a data frame and a figure", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(
      'import pandas as pd\npd.DataFrame({"a": range(500), "b": ["x"] * 500})',
      "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
    );
    await view.api.runAll();
    await view.cell(2).output.getByRole("img").waitFor();
    await view.cell(1).output.getByRole("gridcell", { name: "x" }).first().waitFor();
    expect(await violationsInBoth(view.page)).toEqual([]);
  });

  test("the preview, the request log, and a request opened", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(`
from flask import Flask
app = Flask(__name__)

@app.get("/")
def home():
    return "<!doctype html><html lang=en><title>Home</title><main><h1>Hello</h1></main>"

@app.get("/boom")
def boom():
    return {}["name"]
`);
    await view.cell(1).run();
    const pane = new PaneView(view.page);
    await pane.row("GET / Alice 200").waitFor();
    await view.page.evaluate(() => window.routebook.request({ method: "GET", url: "/boom" }));
    await pane.row(/GET \/boom .* 500/).waitFor();
    expect(await violationsInBoth(view.page)).toEqual([]);
    const detail = await pane.open(/GET \/boom/);
    expect(await violationsInBoth(view.page)).toEqual([]);
    for (const part of ["Request", "Response", "On the wire"]) {
      await detail.turnTo(part);
      expect(await violationsInBoth(view.page)).toEqual([]);
    }
  });

  test("the files of a project, and its database", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(
      'import sqlite3\ndb = sqlite3.connect("notes.db")\ndb.execute("CREATE TABLE note (text)")\ndb.execute("INSERT INTO note VALUES (NULL)")\ndb.commit()',
    );
    const panels = new PanelsView(view.page);
    await panels.open("Files");
    await panels.make("app/main.py", "print(1)");
    await view.api.runAll();
    await panels.file("notes.db, written").waitFor();
    await panels.button("Run file").click();
    await view.page.getByText("Ended").waitFor();
    expect(await violationsInBoth(view.page)).toEqual([]);
    await panels.open("Database");
    await panels.table("Rows of note").waitFor();
    expect(await violationsInBoth(view.page)).toEqual([]);
  });
});

describe("on a phone", () => {
  const phone = {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  } as const;

  test("a lesson fits the width, and its text is edited in a plain field", async ({ visit }) => {
    const visitor = await visit("isolated", phone);
    const view = await visitor.open("#/lesson/flask-routing/01-first-route");
    const widths = await view.page.evaluate(() => ({
      page: document.documentElement.scrollWidth,
      window: innerWidth,
    }));
    expect(widths.page).toBeLessThanOrEqual(widths.window);
    await view.cell(2).code.tap();
    await view.page.keyboard.press("ControlOrMeta+A");
    await view.page.keyboard.insertText('print("from a phone")');
    await view.cell(2).run();
    expect(await view.cell(2).text()).toBe("from a phone");
    expect(await view.page.locator(".monaco-editor").count()).toBe(0);
  });

  test("the dock at the bottom leads to the lessons", async ({ visit }) => {
    const visitor = await visit("isolated", phone);
    const view = await visitor.open("#/lesson/flask-routing/01-first-route");
    await view.page.getByRole("button", { name: "Lessons" }).last().tap();
    await view.page
      .getByRole("dialog")
      .getByRole("link", { name: /When things go wrong/ })
      .tap();
    await view.page.waitForURL(/05-errors/);
    expect(await view.page.getByRole("heading", { level: 1 }).count()).toBe(1);
  });

  test.for(PAGES)(
    "nothing of the page %s is wider than the screen",
    async ([, fragment], { visit }) => {
      const view = await (await visit("isolated", phone)).open(fragment);
      await view.page.getByRole("heading", { level: 1 }).waitFor();
      expect(
        await view.page.evaluate(() => document.documentElement.scrollWidth),
      ).toBeLessThanOrEqual(390);
    },
  );
});
