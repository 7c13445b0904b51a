import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import { eventually } from "./support/served-app.ts";

const LESSON = "#/lesson/flask-routing/01-first-route";

/** Everything in the page's IndexedDB, as text. */
function storedText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const result = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("IndexedDB failed"));
      });
    const all: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await result(indexedDB.open(name ?? ""));
      for (const store of database.objectStoreNames) {
        all.push(await result(database.transaction(store).objectStore(store).getAll()));
      }
      database.close();
    }
    return JSON.stringify(all);
  });
}

describe("what a learner did", () => {
  test("is there after a reload: edits, outputs, passed checks", async ({ visit }) => {
    const visitor = await visit();
    const view = await visitor.open(LESSON);
    await view.cell(2).type('print("my own words")');
    await view.cell(2).run();
    const exercise = view.cell(6);
    await exercise.type(
      'from flask import Flask\napp = Flask(__name__)\n@app.get("/contact")\ndef contact():\n    return "Ask at the desk"',
    );
    expect(await exercise.check()).toContain("Passed");
    await view.page.reload();
    await view.ready();
    const cells = await view.api.codeCells();
    expect(cells[1]?.source).toBe('print("my own words")');
    await view.cell(2).root.getByText("From an earlier visit").waitFor();
    expect(await view.cell(2).text()).toBe("my own words");
    expect(cells[5]?.source).toContain("/contact");
    await view.page.getByRole("link", { name: "Routebook" }).click();
    await view.page.getByRole("link", { name: /^1 of 2: Your first route/ }).waitFor();
  });

  test("survives a tab that dies half a second after the last key", async ({ visit }) => {
    const visitor = await visit();
    const view = await visitor.open(LESSON);
    await view.cell(2).type("typed = 'just now'");
    await expect.poll(() => storedText(view.page)).toContain("just now");
    visitor.expectProblem(/crash/i);
    const crashed = view.page.waitForEvent("crash");
    await view.page.goto("chrome://crash").catch(() => null);
    await crashed;
    const again = await visitor.open(LESSON, await visitor.newTab());
    expect((await again.api.codeCells())[1]?.source).toBe("typed = 'just now'");
  });

  test("goes to another browser as a file", async ({ visit }) => {
    const first = await (await visit()).open(LESSON);
    await first.cell(2).type("carried = 'over'");
    const download = first.page.waitForEvent("download");
    await first.choose("Export progress");
    const file = await (await download).path();
    expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({
      format: "routebook-progress",
    });

    const second = await (await visit()).open();
    const chooser = second.page.waitForEvent("filechooser");
    await second.choose("Import progress");
    await (await chooser).setFiles(file);
    await second.page
      .getByRole("status", { name: "Messages" })
      .getByText(/1 lesson/)
      .waitFor();
    await second.page.getByRole("link", { name: /^(Begun|0 of 2): Your first route/ }).click();
    await second.cell(2).root.waitFor();
    expect((await second.api.codeCells())[1]?.source).toBe("carried = 'over'");
  });

  test("is not harmed by a file that is something else", async ({ visit }) => {
    const view = await (await visit()).open(LESSON);
    await view.cell(2).type("mine = 1");
    for (const text of ["", "{}", '{"format":"routebook-progress"}', "[1,2", '{"format":"x"}']) {
      const refused = await view.api.importProgress(text).then(
        () => "taken",
        (error: unknown) => String(error),
      );
      expect(refused).not.toBe("taken");
    }
    expect((await view.api.codeCells())[1]?.source).toBe("mine = 1");
  });

  test("of one cell is undone by Reset, and Reset by Undo", async ({ visit }) => {
    const view = await (await visit()).open(LESSON);
    const starter = (await view.api.codeCells())[1]?.source;
    await view.cell(2).type("mine = 1");
    await view.cell(2).button("Reset").click();
    await expect.poll(async () => (await view.api.codeCells())[1]?.source).toBe(starter);
    await view.page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect.poll(async () => (await view.api.codeCells())[1]?.source).toBe("mine = 1");
  });

  test("of a whole lesson is reset only after a question", async ({ visit }) => {
    const view = await (await visit()).open(LESSON);
    const starter = (await view.api.codeCells())[1]?.source;
    await view.cell(2).type("mine = 1");
    await view.choose("Reset lesson");
    const dialog = view.page.getByRole("dialog", { name: "Reset this lesson?" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect((await view.api.codeCells())[1]?.source).toBe("mine = 1");
    await view.choose("Reset lesson");
    await dialog.getByRole("button", { name: "Reset lesson" }).click();
    await expect.poll(async () => (await view.api.codeCells())[1]?.source).toBe(starter);
  });

  test("stays apart on two sites that share an origin", async ({ visit }) => {
    const visitor = await visit();
    const view = await visitor.open(LESSON);
    await view.cell(2).type("mine = 1");
    await view.page.reload();
    await view.ready();
    const names = await view.page.evaluate(async () =>
      (await indexedDB.databases()).map(({ name }) => name),
    );
    const path = new URL(visitor.address).pathname;
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toContain(path);
  });
});

describe("two tabs on one lesson", () => {
  test("do not overwrite each other's cells", async ({ visit }) => {
    const visitor = await visit();
    const first = await visitor.open(LESSON);
    const second = await visitor.open(LESSON, await visitor.newTab());
    await first.cell(1).type("from_first = 1");
    await second.cell(2).type("from_second = 2");
    for (const view of [first, second]) {
      await view.page.reload();
      await view.ready();
    }
    // The first tab hears of what the second one stored.
    for (const view of [first, second]) {
      const sources = async () => (await view.api.codeCells()).map(({ source }) => source);
      await eventually(async () => (await sources()).slice(0, 2)).toEqual([
        "from_first = 1",
        "from_second = 2",
      ]);
    }
  });
});

describe("where the browser keeps nothing", () => {
  test("the app works in memory and says so", async ({ visit }) => {
    const visitor = await visit("isolated", {
      initScript:
        "Object.defineProperty(globalThis, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } });",
    });
    const view = await visitor.open(LESSON);
    await view.page.getByText("This browser does not let Routebook store anything").waitFor();
    await view.cell(2).type('print("all the same")');
    await view.cell(2).run();
    expect(await view.cell(2).text()).toBe("all the same");
  });
});
