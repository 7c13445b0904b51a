import { strToU8, zipSync } from "fflate";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { viewParameters } from "../../src/lesson/link/link-view.ts";
import { classFile, classResult, SOLVED } from "./support/class-files.ts";
import { openClass } from "./support/class-view.ts";
import { Desktop, IPYNB } from "./support/dropping.ts";
import { test as base } from "./support/fixtures.ts";
import type { LessonView } from "./support/lesson-view.ts";
import { eventually } from "./support/served-app.ts";

const test = base.extend<{ desktop: Desktop }>({
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads the names of the fixtures that a fixture needs from this pattern.
  desktop: async ({}, use) => {
    const desktop = new Desktop();
    await use(desktop);
    desktop.clear();
  },
});

/** A project with what a project has: code, a page, data, a picture, and what tools leave behind. */
const PROJECT: Readonly<Record<string, string | Uint8Array>> = {
  "work.ipynb": IPYNB,
  "shop/prices.py": "from pathlib import Path\n\nrows = Path('data/prices.csv').read_text()\n",
  "data/prices.csv": "tea,3\n",
  "static/logo.png": Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0xff),
  "node_modules/left/pad.js": "x",
};

const messages = (page: Page) => page.getByRole("status", { name: "Messages" });
const title = (page: Page) => page.getByRole("heading", { level: 1 });

async function sources(view: LessonView): Promise<readonly string[]> {
  return (await view.api.codeCells()).map(({ source }) => source.trim());
}

/** Checks that Python finds the project's files in the open notebook. */
async function hasProject(view: LessonView): Promise<void> {
  const [cell] = await view.api.codeCells();
  await view.api.setSource(
    cell?.id ?? "",
    [
      "from shop.prices import rows",
      "from pathlib import Path",
      "print(rows.strip(), Path('static/logo.png').stat().st_size)",
      "print(Path('node_modules').exists(), Path('shop/prices.py').exists())",
    ].join("\n"),
  );
  const { outputs } = await view.api.run(cell?.id ?? "");
  expect(outputs[0]?.data).toBe("tea,3 6\nFalse True\n");
}

describe("what is dropped on the page", () => {
  test("a page of Markdown, a notebook and a program open, one after the other", async ({
    visit,
    desktop,
  }) => {
    desktop.put("tea.md", "---\ntitle: Tea\n---\n\n```python\nprint('tea')\n```\n");
    desktop.put("answer.ipynb", IPYNB);
    desktop.put("cups.py", "cups = 2\n");
    const view = await (await visit()).open();
    const { page } = view;
    const cover = page.getByText("Drop the file to open it");
    const held = await desktop.hover(page, "tea.md");
    await cover.waitFor();
    await held.letGo();
    await cover.waitFor({ state: "detached" });
    await title(page).filter({ hasText: "Tea" }).waitFor();
    expect(await sources(view)).toEqual(["print('tea')"]);
    for (const [name, source] of [
      ["answer.ipynb", "print(6 * 7)"],
      ["cups.py", "cups = 2"],
    ] as const) {
      await desktop.drop(page, name);
      const question = page.getByRole("dialog", { name: "Open as a scratch notebook?" });
      await question.getByRole("button", { name: "Open notebook" }).click();
      await eventually(() => sources(view)).toEqual([source]);
    }
  });

  test("of several the first is open, and the others are set aside", async ({ visit, desktop }) => {
    desktop.put("first.py", "first = 1\n");
    desktop.put("second.py", "second = 2\n");
    desktop.put("song.mp3", "ID3");
    const view = await (await visit()).open("#/about");
    await desktop.drop(view.page, "first.py", "song.mp3", "second.py");
    await eventually(() => sources(view)).toEqual(["first = 1"]);
    const aside = view.page.getByRole("region", { name: "Set aside" });
    await aside.getByRole("button", { name: /second = 2/ }).waitFor();
    expect(await messages(view.page).innerText()).toMatch(
      /"song\.mp3" cannot be opened as a notebook\. Choose a lesson or notebook/,
    );
  });

  test("a project as a zip and as a folder has its data and pictures", async ({
    visit,
    desktop,
  }) => {
    const entries = Object.entries(PROJECT);
    for (const [path, content] of entries) desktop.put(`shop-main/${path}`, content);
    const bytes = entries.map(([path, content]) => [
      `shop-main/${path}`,
      typeof content === "string" ? strToU8(content) : content,
    ]);
    desktop.put("shop.zip", zipSync(Object.fromEntries(bytes) as Record<string, Uint8Array>));
    const zipped = await (await visit()).open();
    await desktop.drop(zipped.page, "shop.zip");
    await eventually(() => sources(zipped)).toEqual(["print(6 * 7)"]);
    await hasProject(zipped);
    const asFolder = await (await visit("plain")).open();
    await desktop.drop(asFolder.page, "shop-main");
    await eventually(() => sources(asFolder)).toEqual(["print(6 * 7)"]);
    await hasProject(asFolder);
    // They are there in the next visit, too.
    await asFolder.page.getByText("Saved", { exact: true }).waitFor();
    await asFolder.page.reload();
    await asFolder.ready();
    await hasProject(asFolder);
  });

  test("progress is taken in, a result is told where it belongs", async ({ visit, desktop }) => {
    const author = await (await visit()).open("#/lesson/flask-routing/01-first-route");
    const [first] = await author.api.codeCells();
    await author.api.setSource(first?.id ?? "", "print('kept')");
    await author.page.getByText("Saved", { exact: true }).waitFor();
    desktop.put("progress.json", await author.api.exportProgress());
    desktop.put("results/ann.json", classFile("", classResult({ name: "Ann" })).buffer);
    desktop.put("results/bob.json", classFile("", classResult({ name: "Bob" })).buffer);
    const view = await (await visit()).open("#/lesson/flask-routing/01-first-route");
    await view.cell(1).root.waitFor();
    await desktop.drop(view.page, "progress.json");
    await eventually(() => sources(view)).toContain("print('kept')");
    const told = messages(view.page)
      .getByText("2 files are learners’ results: they belong on the page “Class”.")
      .waitFor();
    await desktop.drop(view.page, "results");
    await told;
  });

  test("that cannot be opened is told in a sentence", async ({ visit, desktop }) => {
    desktop.put("empty/.DS_Store", "x");
    desktop.put("cut.zip", strToU8("PK\u0003\u0004 and no more"));
    desktop.put("broken.ipynb", "{");
    const { page } = await (await visit()).open();
    await desktop.drop(page, "empty", "cut.zip", "broken.ipynb");
    await eventually(async () => messages(page).innerText()).toMatch(
      /There is no file in the folder empty that can be opened\./,
    );
    await eventually(async () => messages(page).innerText()).toMatch(/zip file/);
    await eventually(async () => messages(page).innerText()).toMatch(/broken|notebook/);
    expect(page.url()).not.toContain("#/scratch");
  });
});

test("a lesson within another page takes no file", async ({ visit }) => {
  const lesson = "#/lesson/flask-routing/01-first-route";
  const view = await (await visit()).open(`${lesson}?${viewParameters({ embedded: true })}`);
  await view.cell(1).root.waitFor();
  const drag = (type: string) =>
    view.page.evaluate(async (name) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["print(1)"], "own.py"));
      const event = new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      return event.defaultPrevented;
    }, type);
  // The browser would open it in the place of the page, if nobody refused it.
  expect(await drag("dragover")).toBe(true);
  expect(await view.page.getByText("Drop the file to open it").count()).toBe(0);
  expect(await drag("drop")).toBe(true);
  expect(view.page.url()).toContain(lesson);
});

describe("a folder of results on the page Class", () => {
  test.for(["dropped", "chosen"] as const)(
    "%s, with the folders in it",
    async (how, { visit, desktop }) => {
      for (const [path, name] of [
        ["class/ann.json", "Ann"],
        ["class/late/bob.json", "Bob"],
        ["cleo.json", "Cleo"],
      ] as const) {
        desktop.put(path, classFile("", classResult({ name, code: SOLVED })).buffer);
      }
      desktop.put("class/notes.txt", "Bob was ill.");
      const view = await openClass(await visit());
      if (how === "dropped") {
        await desktop.drop(view.page, "class", "cleo.json");
        await view.row("Cleo").waitFor();
      } else {
        const chooser = view.page.waitForEvent("filechooser");
        await view.button("Choose a folder").click();
        await (await chooser).setFiles(desktop.pathOf("class"));
        await view.row("Bob").waitFor();
      }
      const others = how === "dropped" ? ["Cleo"] : [];
      expect(await view.learners()).toEqual(["Ann", "Bob", ...others]);
      await view.page.getByRole("region", { name: /could not be read/ }).waitFor();
    },
  );
});
