import { describe, expect, it } from "vitest";
import { KEPT_LIMIT } from "../../src/notebook/kept-files.ts";
import type { Notebook } from "../../src/notebook/model.ts";
import {
  act,
  cellAt,
  memoryProgress,
  noticed,
  openBench,
  settle,
} from "./support/notebook-bench.ts";
import type { FakeKernel } from "./support/fake-kernel.ts";

const LESSON = '```python file="app/models.py"\nx = 1\n```\n\n```python\nprint hello\n```\n';
const DATA = [{ path: "data/orders.csv", url: "/orders-1a.csv", bytes: 10, hash: "1a" }];

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Paths and kinds, one a line. */
function listed({ files }: Notebook): readonly string[] {
  return files.list.value.map(({ path, kind }) => `${path} ${kind}`);
}

function textOf({ files }: Notebook, path: string): string | undefined {
  return files.list.value.find((file) => file.path === path)?.text?.value;
}

/** A program of the learner's writes a file, or removes it. */
function programWrites(kernel: FakeKernel, path: string, content: string | Uint8Array | null) {
  const bytes = typeof content === "string" ? bytesOf(content) : content;
  kernel.emit({ type: "files", changed: [{ path, bytes }] });
}

const BINARY = new Uint8Array([83, 81, 76, 0, 255]);

describe("the list of files", () => {
  it("holds those of the lesson, its data, the learner's and the program's", async () => {
    const { notebook, kernel } = await openBench({ markdown: LESSON, data: DATA });
    notebook.files.write("app/views.py", "y = 2");
    programWrites(kernel, "db.sqlite3", BINARY);
    expect(listed(notebook)).toEqual([
      "app/models.py lesson",
      "app/views.py own",
      "data/orders.csv data",
      "db.sqlite3 program",
    ]);
    expect(notebook.files.list.value.find(({ path }) => path === "db.sqlite3")).toMatchObject({
      text: null,
      bytes: 5,
    });
  });

  it("leaves out what tools make for themselves", async () => {
    const { notebook, kernel } = await openBench();
    programWrites(kernel, ".pytest_cache/v/cache", "{}");
    expect(listed(notebook)).toEqual([]);
  });

  it("gives the content of each kind", async () => {
    const { notebook, kernel } = await openBench({ markdown: LESSON, data: DATA });
    programWrites(kernel, "db.sqlite3", BINARY);
    const read = async (path: string) => new TextDecoder().decode(await notebook.files.read(path));
    expect(await read("app/models.py")).toBe("x = 1");
    expect(await read("data/orders.csv")).toBe("content of /orders-1a.csv");
    expect(await notebook.files.read("db.sqlite3")).toEqual(BINARY);
    await expect(notebook.files.read("none.py")).rejects.toThrow("There is no file none.py");
  });
});

describe("a lesson's file", () => {
  it("is one text with its cell", async () => {
    const { notebook } = await openBench({ markdown: LESSON });
    notebook.files.write("app/models.py", "x = 2");
    expect(cellAt(notebook, 1).source.value).toBe("x = 2");
    notebook.setSource(cellAt(notebook, 1).id, "x = 3");
    expect(textOf(notebook, "app/models.py")).toBe("x = 3");
  });

  it("can be neither deleted nor renamed", async () => {
    const { notebook } = await openBench({ markdown: LESSON });
    expect(() => notebook.files.remove("app")).toThrow("belongs to the lesson");
    expect(() => notebook.files.rename("app/models.py", "m.py")).toThrow("belongs to the lesson");
  });

  it("takes what a program wrote over it, and offers the text before", async () => {
    const { notebook, kernel } = await openBench({ markdown: LESSON });
    programWrites(kernel, "app/models.py", "x = 9");
    expect(cellAt(notebook, 1).source.value).toBe("x = 9");
    expect(noticed(notebook)).toEqual(["Your program wrote app/models.py: its new text is shown."]);
    act(notebook, "Back to mine");
    expect(cellAt(notebook, 1).source.value).toBe("x = 1");
  });
});

describe("an own file", () => {
  it("is in the kernel's folder before the next run", async () => {
    const { notebook, kernel } = await openBench({ markdown: LESSON });
    notebook.files.write("app/views.py", "y = 2");
    await notebook.run(cellAt(notebook, 2).id);
    expect(kernel.folder.get("app/views.py")).toBe("y = 2");
    expect(kernel.folder.get("app/models.py")).toBe("x = 1");
  });

  it("is there in the next visit", async () => {
    const store = memoryProgress();
    const first = await openBench({ store });
    first.notebook.files.write("main.py", "a = 1");
    await first.notebook.close();
    const { notebook } = await openBench({ store });
    expect(textOf(notebook, "main.py")).toBe("a = 1");
  });

  it.each([
    ["../secret.py", "leads out of the working folder"],
    ["/etc/passwd", "leads out of the working folder"],
    ["a//b.py", "empty part"],
    ["data/x.csv", "is in data/"],
    ["", "has no name"],
    ["main.py/x.py", "main.py is a file"],
    ["pkg", "pkg is a folder"],
  ])("cannot be called %j", async (path, problem) => {
    const { notebook } = await openBench();
    notebook.files.write("main.py", "");
    notebook.files.write("pkg/a.py", "");
    expect(() => notebook.files.write(path, "x")).toThrow(problem);
    expect(listed(notebook)).toEqual(["main.py own", "pkg/a.py own"]);
  });

  it("that is deleted is gone from the kernel, and can be had back", async () => {
    const { notebook, kernel } = await openBench();
    notebook.files.write("main.py", "a = 1");
    await notebook.run(cellAt(notebook, 1).id);
    notebook.files.remove("main.py");
    expect(listed(notebook)).toEqual([]);
    expect(kernel.folder.has("main.py")).toBe(false);
    act(notebook, "Undo");
    await notebook.run(cellAt(notebook, 1).id);
    expect(kernel.folder.get("main.py")).toBe("a = 1");
  });

  it("moves with its folder", async () => {
    const { notebook, kernel } = await openBench();
    notebook.files.write("shop/views.py", "v = 1");
    notebook.files.write("shop/models.py", "m = 1");
    await notebook.run(cellAt(notebook, 1).id);
    notebook.files.rename("shop", "store");
    expect(listed(notebook)).toEqual(["store/models.py own", "store/views.py own"]);
    await notebook.run(cellAt(notebook, 1).id);
    expect([...kernel.folder.keys()].sort()).toEqual(["store/models.py", "store/views.py"]);
  });

  it("is not renamed onto another", async () => {
    const { notebook } = await openBench();
    notebook.files.write("a.py", "1");
    notebook.files.write("b.py", "2");
    expect(() => notebook.files.rename("a.py", "b.py")).toThrow("There is a file b.py already");
    expect(textOf(notebook, "a.py")).toBe("1");
  });

  it("that a program removed goes, and can be had back", async () => {
    const { notebook, kernel } = await openBench();
    notebook.files.write("a.py", "1");
    programWrites(kernel, "a.py", null);
    expect(listed(notebook)).toEqual([]);
    act(notebook, "Undo");
    expect(textOf(notebook, "a.py")).toBe("1");
  });

  it("changed in another tab is shown here", async () => {
    const store = memoryProgress();
    const here = await openBench({ store });
    here.notebook.files.write("a.py", "1");
    await here.notebook.flush();
    const record = await store.read("scratch:one");
    if (record === null) throw new Error("nothing was stored");
    const files = [{ path: "a.py", text: "2", at: "2030-01-01T00:00:00.000Z" }];
    await store.save("scratch:one", record, { ...record, files });
    here.notebook.files.write("b.py", "mine");
    await here.notebook.flush();
    await settle();
    expect(textOf(here.notebook, "a.py")).toBe("2");
    expect(textOf(here.notebook, "b.py")).toBe("mine");
  });
});

describe("what a program wrote", () => {
  it("is there again in the next visit, before the first run", async () => {
    const store = memoryProgress();
    const first = await openBench({ store });
    programWrites(first.kernel, "db.sqlite3", BINARY);
    expect(first.notebook.saved.value).toBe(false);
    await first.page.pass(1000);
    expect(first.notebook.saved.value).toBe(true);
    const { notebook, kernel } = await openBench({ store });
    expect(listed(notebook)).toEqual(["db.sqlite3 program"]);
    expect(kernel.folder.has("db.sqlite3")).toBe(true);
  });

  it("is stored when the page may be about to go", async () => {
    const store = memoryProgress();
    const { kernel, page } = await openBench({ store });
    programWrites(kernel, "db.sqlite3", BINARY);
    await page.hide();
    expect(await store.files.read("scratch:one")).toHaveLength(1);
  });

  it("becomes the learner's own with the first change", async () => {
    const { notebook, kernel, store, page } = await openBench();
    programWrites(kernel, "shop/migrations/0001_initial.py", "m = 1");
    notebook.files.write("shop/migrations/0001_initial.py", "m = 2");
    expect(listed(notebook)).toEqual(["shop/migrations/0001_initial.py own"]);
    await page.pass(1000);
    expect((await store.read("scratch:one"))?.files).toHaveLength(1);
    expect(await store.files.read("scratch:one")).toEqual([]);
  });

  it("beyond the bound is not kept, and the learner is told which", async () => {
    const { notebook, kernel, store, page } = await openBench();
    programWrites(kernel, "small.db", BINARY);
    programWrites(kernel, "large.db", new Uint8Array(KEPT_LIMIT));
    await page.pass(1000);
    expect((await store.files.read("scratch:one")).map(({ path }) => path)).toEqual(["small.db"]);
    expect(noticed(notebook).join()).toContain("large.db is too large");
    programWrites(kernel, "large.db", BINARY);
    await page.pass(1000);
    expect(noticed(notebook)).toEqual([]);
    expect(await store.files.read("scratch:one")).toHaveLength(2);
  });

  it("goes with a reset, and comes back with its undo", async () => {
    const { notebook, kernel } = await openBench({ markdown: LESSON });
    programWrites(kernel, "db.sqlite3", BINARY);
    notebook.files.write("own.py", "1");
    await notebook.resetAll();
    expect(listed(notebook)).toEqual(["app/models.py lesson"]);
    act(notebook, "Undo");
    await settle();
    expect(listed(notebook)).toEqual(["app/models.py lesson", "db.sqlite3 program", "own.py own"]);
    expect(kernel.folder.has("db.sqlite3")).toBe(true);
  });

  it("goes when its notebook is forgotten", async () => {
    const store = memoryProgress();
    await store.files.change("lesson:a", [{ path: "x.db", bytes: BINARY, own: false }], []);
    expect([...(await store.files.sizes())]).toEqual([["lesson:a", 5]]);
    await store.remove("lesson:a");
    expect(await store.files.read("lesson:a")).toEqual([]);
  });
});

describe("an upload", () => {
  it("of a text is an own file, of anything else a kept one", async () => {
    const { notebook, kernel, page, store } = await openBench();
    notebook.files.upload("notes.txt", bytesOf("hello"));
    notebook.files.upload("media/logo.png", BINARY);
    expect(listed(notebook)).toEqual(["media/logo.png own", "notes.txt own"]);
    await page.pass(1000);
    expect(kernel.folder.has("media/logo.png")).toBe(true);
    expect(await store.files.read("scratch:one")).toMatchObject([{ own: true }]);
  });

  it("does not take the place of a lesson's text with something that is none", async () => {
    const { notebook } = await openBench({ markdown: LESSON });
    expect(() => notebook.files.upload("app/models.py", BINARY)).toThrow("is a text");
  });
});
