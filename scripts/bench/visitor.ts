import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { Failure } from "../failure.ts";
import { BROWSER_FLAGS, ensureBrowser } from "../testing/browser.ts";
import { PROBE_FILE } from "./probe.ts";
import { processMemory } from "./process-memory.ts";

/** Milliseconds that a visit may take, also over a slow line, where nothing else is said. */
const LONGEST = 180_000;

/** A browser with a profile of its own on disk, so that caches of all kinds work as they do at home. */
export interface Visitor {
  /**
   * Opens the address in a new tab and measures in it; the tab is closed afterwards. Service workers
   * sleep when it begins, as they do for who comes back on another day.
   */
  visit<T>(address: string, measure: (page: Page) => Promise<T>, longest?: number): Promise<T>;
  /** Bytes that the browser takes with all that is open; null where the system does not tell. */
  memory(): Promise<number | null>;
  close(): Promise<void>;
}

/** A visitor who was never here before. */
async function newVisitor(): Promise<Visitor> {
  const profile = await mkdtemp(join(tmpdir(), "routebook-bench-"));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: ensureBrowser(),
    args: [...BROWSER_FLAGS],
    headless: true,
    viewport: { width: 1440, height: 900 },
  });
  await context.addInitScript({ path: PROBE_FILE });
  return {
    async visit(address, measure, longest = LONGEST) {
      const page = await context.newPage();
      await sendServiceWorkersToSleep(page);
      try {
        await page.goto(address, { waitUntil: "commit" });
        return await Promise.race([measure(page), tooLong(address, longest)]);
      } finally {
        await page.close();
      }
    },
    async memory() {
      const browser = context.browser();
      return browser === null ? null : processMemory(browser);
    },
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

async function sendServiceWorkersToSleep(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await session.detach();
}

/** Runs `use` with a new visitor and sees it off. */
export async function withVisitor<T>(use: (visitor: Visitor) => Promise<T>): Promise<T> {
  const visitor = await newVisitor();
  try {
    return await use(visitor);
  } finally {
    await visitor.close();
  }
}

/** Rejects after a while: what is waited for on the page may never come. */
async function tooLong(address: string, ms: number): Promise<never> {
  await sleep(ms, undefined, { ref: false });
  throw new Failure(`Nothing to measure came within ${ms / 1000} s at ${address}.`);
}

/** "Chromium 156.0.1" or what the browser calls itself. */
export async function browserVersion(): Promise<string> {
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: [...BROWSER_FLAGS],
  });
  const version = browser.version();
  await browser.close();
  return `Chromium ${version}`;
}
