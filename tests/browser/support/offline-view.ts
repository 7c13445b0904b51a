import type { Locator, Page } from "playwright-core";
import type { LessonView } from "./lesson-view.ts";
import { PATIENCE } from "./patience.ts";

/** What a lesson's page says of its use without a network. */
export class OfflineView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Waits until the open lesson is ready offline, and gives what the page says of it. */
  async ready(): Promise<string> {
    const fact = this.page.getByText(/(?:Ready offline, |Not ready offline)/);
    await fact.waitFor({ timeout: PATIENCE });
    const text = await fact.innerText();
    const why = await fact.getAttribute("title");
    if (why !== null) throw new Error(`${text}: ${why}`);
    return text;
  }

  /** The header's word on the network. */
  get network(): Locator {
    return this.page.getByRole("status", { name: "Network" });
  }

  get updateBar(): Locator {
    return this.page.getByRole("status", { name: "New version" });
  }

  /** Takes the new version, and waits until its page is there. */
  async update(view: LessonView): Promise<void> {
    const loaded = this.page.waitForEvent("load");
    await this.updateBar.getByRole("button", { name: "Reload" }).click();
    await loaded;
    await view.ready();
  }

  /** Which version of the site this tab runs; "" is the build under test as it is. */
  version(): Promise<string> {
    return this.page.evaluate(() => document.body.dataset["version"] ?? "");
  }

  /** Asks the browser to look for a newer version, as it does by itself now and then. */
  async lookForUpdate(): Promise<void> {
    await this.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
    });
  }

  /** Names of the site's caches, without what differs between builds. */
  caches(): Promise<readonly string[]> {
    return this.page.evaluate(async () =>
      (await caches.keys()).filter((name) => !/preview/.test(name)),
    );
  }

  /** The browser drops a cache of the site, or its files. */
  async dropCache(part: "shell" | "immutable" | "lessons" | "images"): Promise<void> {
    if (part === "images") {
      await this.page.evaluate(async () => {
        const top = await navigator.storage.getDirectory();
        await top.removeEntry("routebook-images", { recursive: true });
      });
      return;
    }
    await this.page.evaluate(async (kind) => {
      for (const name of await caches.keys()) {
        if (name.startsWith(`routebook-${kind}:`)) await caches.delete(name);
      }
    }, part);
  }
}
