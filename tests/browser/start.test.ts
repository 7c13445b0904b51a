import type { Page, Route } from "playwright-core";
import { describe, expect } from "vitest";
import { NO_SERVICE_WORKER } from "./support/document-view.ts";
import { test } from "./support/fixtures.ts";
import { LessonView } from "./support/lesson-view.ts";
import type { Visitor } from "./support/visitor.ts";

const LESSON = "#/lesson/flask-routing/01-first-route";

/** Keeps what the page asks for at such addresses waiting, until told to let it come. */
async function hold(page: Page, address: RegExp): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let open = false;
  await page.route(address, (route) => {
    if (open) void route.continue();
    else held.push(route);
  });
  return async () => {
    open = true;
    await Promise.all(held.map((route) => route.continue()));
  };
}

/**
 * Addresses asked for so far by the page and by Python's worker; each file of the site has one of its
 * own. The service worker, which copies them, is another matter.
 */
function asked(visitor: Visitor): string[] {
  const urls: string[] = [];
  visitor.context.on("request", (request) => {
    if (request.serviceWorker() === null) urls.push(request.url());
  });
  return urls;
}

describe("a first visit to a lesson", () => {
  test("shows the text while the notebook's own code is still on its way", async ({ visit }) => {
    const visitor = await visit();
    const { page } = visitor;
    const release = await hold(page, /\/assets\/notebook-[^/]*\.js$/);
    await page.goto(visitor.address + LESSON);
    await page.getByText("This message is a request").waitFor();
    await page.getByText("app = Flask(__name__)").first().waitFor();
    expect(await page.getByRole("textbox", { name: "Code of cell 1", exact: true }).count()).toBe(
      0,
    );
    await release();
    const view = new LessonView(page);
    await view.kernelReady();
    await view.cell(1).run();
    expect(await view.page.getByText("This message is a request").count()).toBe(1);
  });

  test("asks for the worker before the page's code has come, and for nothing twice", async ({
    visit,
  }) => {
    // Neither are files stored for offline use here, nor is a second Python made ready.
    const visitor = await visit("isolated", {
      initScript: `${NO_SERVICE_WORKER.initScript};
        Object.defineProperty(Navigator.prototype, "deviceMemory", { get: () => 2 })`,
    });
    const { page } = visitor;
    const urls = asked(visitor);
    const release = await hold(page, /\/assets\/shell-[^/]*\.js$/);
    const worker = page.waitForEvent("worker");
    const lesson = page.waitForRequest(/\/assets\/01-first-route-[^/]*\.js$/);
    await page.goto(visitor.address + LESSON, { waitUntil: "commit" });
    expect((await worker).url()).toMatch(/\/assets\/entry-/);
    await lesson;
    await release();
    await new LessonView(page).kernelReady();
    const early = urls.filter((url) => /\/(?:assets|pyodide|images)\//.test(url));
    // Those of the worker are among them.
    expect(early.some((url) => url.includes("/pyodide/"))).toBe(true);
    expect(early.filter((url, index) => early.indexOf(url) !== index)).toEqual([]);
  });

  test("loads the full editor after Python, or for whoever begins to write", async ({ visit }) => {
    const visitor = await visit();
    const { page } = visitor;
    const urls = asked(visitor);
    const monaco = () => urls.filter((url) => /\/assets\/monaco-[^/]*\.js$/.test(url)).length;
    const release = await hold(page, /\/pyodide\.asm\.wasm$/);
    const view = await visitor.open(LESSON);
    await view.kernel.getByText("Starting").waitFor();
    // The pane is loaded in an idle moment, in which the editor would have been, too.
    await page.getByText("Nothing is served yet").waitFor();
    expect(monaco()).toBe(0);
    await page.getByRole("textbox", { name: "Code of cell 1", exact: true }).focus();
    await page.locator(".monaco-editor").first().waitFor();
    expect(monaco()).toBe(1);
    await release();
    await view.kernelReady();
  });
});

describe("a notebook of 200 cells", () => {
  test("is whole for the browser's search and for assistive technology", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const cells = Array.from({ length: 200 }, (_, index) => `value_${index} = "needle ${index}"`);
    await view.scratch(...cells);
    await view.page.reload();
    await view.ready();
    await view.page.getByRole("textbox", { name: "Code of cell 1", exact: true }).waitFor();
    // All text is there with the first cells, whether the last ones are alive or not.
    expect(await view.page.getByText('value_199 = "needle 199"').count()).toBeGreaterThan(0);
    expect(await view.page.evaluate('window.find("needle 199")')).toBe(true);
    await view.page.getByRole("textbox", { name: "Code of cell 200", exact: true }).waitFor();
    expect(await view.page.getByRole("textbox", { name: /^Code of cell \d+$/ }).count()).toBe(200);
  });
});
