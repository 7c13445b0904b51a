import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium, type Browser, type Page } from "playwright-core";
import { runScript } from "./failure.ts";
import { cacheDir, root } from "./paths.ts";
import { serveDist } from "./serve/serve-dist.ts";
import { BROWSER_FLAGS, ensureBrowser } from "./testing/browser.ts";
import { prepareApp } from "./testing/prepare.ts";

/** A lesson that is not there. */
const NOWHERE = "#/lesson/flask-routing/01-first-rout";

/** Pages to look at, by the name of their file. */
const PAGES: Readonly<Record<string, string>> = {
  catalogue: "",
  flask: "#/lesson/flask-routing/01-first-route",
  pydantic: "#/lesson/pydantic-validation/01-models",
  pandas: "#/lesson/pandas-first-steps/01-frames",
  scratch: "#/scratch",
  storage: "#/storage",
  about: "#/about",
  nowhere: NOWHERE,
};

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const;

const THEMES = ["light", "dark"] as const;

/**
 * `screenshots.ts` takes the README's picture; `--all` takes every page in three widths and both
 * themes into .cache/screenshots, for looking at. `--no-build` takes the app as it was built last.
 */
await runScript(async () => {
  const { values: options } = parseArgs({
    options: {
      all: { type: "boolean", default: false },
      "no-build": { type: "boolean", default: false },
    },
  });
  if (!options["no-build"]) prepareApp();
  const server = await serveDist({ port: 0, previewPort: 0 });
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: [...BROWSER_FLAGS],
  });
  try {
    await (options.all ? takeAll(browser, server.url) : takeReadme(browser, server.url));
  } finally {
    await browser.close();
    await server.close();
  }
});

async function takeReadme(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await openAndRun(page, url + (PAGES["flask"] ?? ""));
  // Prose, code and what it printed, in one window.
  await page.getByRole("heading", { name: "No route, no page" }).evaluate((heading) => {
    heading.scrollIntoView();
  });
  await page.getByText("/Hours -> 404 NOT FOUND").waitFor();
  const path = join(root, ".github", "lesson.png");
  await page.screenshot({ path });
  console.log(path);
}

async function takeAll(browser: Browser, url: string): Promise<void> {
  const folder = join(cacheDir, "screenshots");
  await mkdir(folder, { recursive: true });
  for (const colorScheme of THEMES) {
    for (const viewport of SIZES) {
      const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
      for (const [name, fragment] of Object.entries(PAGES)) {
        const page = await context.newPage();
        await openAndRun(page, url + fragment);
        const path = join(folder, `${name}-${viewport.width}-${colorScheme}.png`);
        await page.screenshot({ path, fullPage: true });
        await page.close();
        console.log(path);
      }
      await context.close();
    }
  }
}

/**
 * Opens the page; where it is a notebook all its cells are run, for an empty page shows little. The
 * page's own API is called by text: its types belong to the page.
 */
async function openAndRun(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForFunction("window.routebook");
  await page.evaluate("routebook.ready");
  if (/#\/(lesson|scratch)/.test(address) && !address.endsWith(NOWHERE)) {
    await page.evaluate("routebook.runAll()");
    await page.getByText("Saving", { exact: true }).waitFor({ state: "hidden" });
  }
}
