import { describe, expect } from "vitest";
import type { LessonView } from "./support/lesson-view.ts";
import { LESSON, openReady, reload, test, type OfflineScene } from "./support/offline-scene.ts";
import { PreviewView } from "./support/preview-view.ts";
import { storedFile } from "./support/stored-files.ts";
import { wholeImage } from "./support/stored-images.ts";
import { eventually } from "./support/served-app.ts";

/** Opens a lesson once, until it is ready offline; then the server goes. */
async function openOnce(scene: OfflineScene, fragment: string = LESSON): Promise<LessonView> {
  const view = await openReady(scene, fragment);
  await scene.site.stop();
  return view;
}

/** The number of the first exercise, its solution put in its cell. */
async function solve(view: LessonView): Promise<number> {
  const cells = await view.api.codeCells();
  const number = cells.findIndex(({ kind }) => kind === "exercise") + 1;
  const cell = view.cell(number);
  expect(await cell.check()).toContain("Not yet");
  await cell.button("Show solution").click();
  await cell.root.getByRole("button", { name: "Put it in the cell" }).click();
  return number;
}

describe("after one visit, the server gone and the page loaded anew", () => {
  test.for([
    "flask-routing/01-first-route",
    "pydantic-validation/01-models",
    "pandas-first-steps/01-frames",
    "fastapi/01-paths-and-bodies",
    "django/01-project-and-urls",
    "sessions-and-security/01-cookies",
  ])("%s runs, and its check passes", async (lesson, { arrive }) => {
    const scene = await arrive();
    const view = await openOnce(scene, `#/lesson/${lesson}`);
    await reload(view);
    await scene.offline.network.getByText("You are offline").waitFor();
    const number = await solve(view);
    expect(await view.cell(number).check()).toContain("Passed");
  });

  test.for([true, false])(
    "the app's page is shown (preview on its own origin: %s)",
    async (own, { arrive }) => {
      const scene = await arrive(own);
      const view = await openOnce(scene);
      await reload(view);
      await view.cell(1).run();
      const shown = new PreviewView(view.page).content.getByText("Welcome to the library");
      await shown.waitFor();
      expect(await shown.count()).toBe(1);
    },
  );

  test("a notebook of no lesson runs, where nothing but it was ever open", async ({ arrive }) => {
    const { site, visitor } = await arrive();
    const view = await visitor.open("#/scratch");
    await view.kernelReady();
    // One package comes before the service worker is there to keep it, as a rule, and one later.
    await view.scratch("import click\nprint(6 * 7)", "import itsdangerous\nprint(7 * 8)");
    await view.cell(1).run();
    // The service worker is active once it has stored the page.
    await view.page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await eventually(() => storedFile(view, "/pyodide\\.asm\\.wasm$")).toBe(true);
    await wholeImage(view);
    await view.cell(2).run();
    await eventually(() => storedFile(view, "/packs/click-\\d[^/]*$")).toBe(true);
    await eventually(() => storedFile(view, "/packs/itsdangerous-\\d[^/]*$")).toBe(true);
    await site.stop();
    // What the browser happens to keep of the first visit by itself is not to be relied on.
    await (await view.page.context().newCDPSession(view.page)).send("Network.clearBrowserCache");
    await reload(view);
    await view.cell(1).run();
    expect(await view.cell(1).output.innerText()).toContain("42");
    await view.cell(2).run();
    expect(await view.cell(2).output.innerText()).toContain("56");
  });

  test("every page of the site opens, and the full editor", async ({ arrive }) => {
    const scene = await arrive(false);
    const { visitor } = scene;
    const view = await openOnce(scene);
    const titles = new Set<string>();
    for (const fragment of ["", "#/scratch", "#/storage", "#/about", "#/nowhere"]) {
      await visitor.open(fragment);
      await view.page.reload();
      titles.add(await view.page.getByRole("heading", { level: 1 }).first().innerText());
    }
    expect(titles.size).toBe(5);
    await visitor.open(LESSON);
    await view.cell(1).code.focus();
    await view.page.locator(".monaco-editor").first().waitFor();
  });

  test("the page keeps its headers, isolation among them", async ({ arrive }) => {
    const scene = await arrive();
    const view = await openOnce(scene);
    await reload(view);
    expect(await view.page.evaluate(() => crossOriginIsolated)).toBe(true);
  });

  test("a lesson that was never opened says so, and what is ready", async ({ arrive }) => {
    const scene = await arrive();
    const { visitor } = scene;
    const view = await openOnce(scene);
    await visitor.open("#/lesson/pandas-first-steps/01-frames");
    const ready = view.page.getByRole("region", { name: "You are offline" });
    await ready.getByRole("link", { name: "Your first route" }).waitFor();
    const problem = view.page.getByRole("alert").filter({ hasText: "Try again" });
    expect(await problem.innerText()).toContain("not on this device");
    await ready.getByRole("link", { name: "Your first route" }).click();
    await view.kernelReady();
  });

  test("everything works once it was all stored, and what is stored can be removed", async ({
    arrive,
  }) => {
    const scene = await arrive();
    const { visitor, site } = scene;
    const view = await openReady(scene);
    await visitor.open("#/storage");
    const section = view.page.getByRole("region", { name: "Use offline" });
    await section.getByRole("button", { name: "Make everything available offline" }).click();
    await section.getByText("Everything is available offline").waitFor();
    await site.stop();
    await visitor.open("#/lesson/django/01-project-and-urls");
    await reload(view);
    await scene.offline.ready();
    await scene.offline.network.getByText("You are offline").waitFor();
    // Python stores its image inflated, a moment after it has started.
    await wholeImage(view);

    await visitor.open("#/storage");
    await section.getByRole("button", { name: "Remove Memory images" }).click();
    await view.page.getByRole("button", { name: "Remove", exact: true }).click();
    await section.getByRole("row", { name: /Memory images/ }).waitFor({ state: "detached" });
    expect(await section.getByRole("row", { name: /Your progress/ }).count()).toBe(1);
  });

  test("an address of no page is answered in the site's own words", async ({ arrive }) => {
    const scene = await arrive();
    const view = await openOnce(scene);
    await view.page.goto(`${scene.site.url}nowhere/at/all`);
    await view.page.getByRole("heading", { name: "You are offline" }).waitFor();
    await view.page.getByRole("link", { name: "Open the start page" }).click();
    await view.ready();
    expect(new URL(view.page.url()).pathname).toBe("/");
  });
});
