import type { Locator, Page } from "playwright-core";
import { RemoteApi } from "./remote-api.ts";
import { CellView } from "./cell-view.ts";

/** The app in a tab, as someone who reads a lesson or a scratch notebook meets it. */
export class LessonView {
  readonly page: Page;
  readonly api: RemoteApi;

  constructor(page: Page) {
    this.page = page;
    this.api = new RemoteApi(page);
  }

  /** Waits until the app has started; Python may still be starting. */
  async ready(): Promise<void> {
    await this.page.waitForFunction(() => "routebook" in window);
    await this.page.evaluate(() => window.routebook.ready);
  }

  cell(number: number): CellView {
    return new CellView(this.page, number);
  }

  /** The words about Python in the header. */
  get kernel(): Locator {
    return this.page.getByRole("status", { name: "Python", exact: true });
  }

  /** Waits until Python has started. */
  async kernelReady(): Promise<void> {
    await this.kernel.getByText("Ready", { exact: true }).waitFor({ timeout: 60_000 });
  }

  /** Chooses an item of the menu at the right end of the header. */
  async choose(item: string): Promise<void> {
    await this.page.getByRole("button", { name: "More", exact: true }).click();
    await this.page.getByRole("menuitem", { name: item }).click();
  }

  /** Opens a notebook with these code cells as the scratch notebook. */
  async scratch(...cells: string[]): Promise<void> {
    const text = cells.map((code) => `\`\`\`python\n${code}\n\`\`\`\n`).join("\n");
    await this.api.importNotebook(text, "md");
    await this.cell(cells.length).root.waitFor();
  }
}
