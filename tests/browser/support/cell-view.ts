import type { Locator, Page } from "playwright-core";

/** A code cell on the page, found by its number as a reader would. */
export class CellView {
  readonly root: Locator;
  readonly code: Locator;
  readonly output: Locator;

  readonly page: Page;

  constructor(page: Page, number: number) {
    this.page = page;
    this.root = page.getByRole("article", { name: `Cell ${number}`, exact: true });
    this.code = this.root.getByRole("textbox", { name: `Code of cell ${number}`, exact: true });
    this.output = this.root.getByRole("group", { name: `Output of cell ${number}`, exact: true });
  }

  button(name: string): Locator {
    return this.root.getByRole("button", { name, exact: true });
  }

  /** The run count in brackets. */
  get count(): Locator {
    return this.root.getByText(/^\[\d+\]$/);
  }

  /** Presses Run and waits until this very run has ended. */
  async run(): Promise<void> {
    await this.#ended(() => this.button("Run").click());
  }

  /** Does what starts a run of this cell and waits until that run has ended. */
  async #ended(start: () => Promise<void>): Promise<void> {
    const before = (await this.count.allTextContents())[0] ?? "none";
    await start();
    await this.count.filter({ hasNotText: before }).waitFor();
    await this.button("Run").waitFor();
  }

  /** The same with keys, as from the editor: "Control+Enter". */
  async runByKey(key: string): Promise<void> {
    await this.code.focus();
    await this.#ended(() => this.page.keyboard.press(key));
  }

  /** Presses Run and waits until the code runs. */
  async start(): Promise<void> {
    await this.button("Run").click();
    await this.button("Stop").waitFor();
  }

  /** Presses Check and waits for what it says: "Passed…" or "Not yet: …". */
  async check(): Promise<string> {
    await this.#ended(() => this.button("Check").click());
    const report = this.root.getByRole("group", { name: /^Check (passed|failed)$/ });
    return report.innerText();
  }

  /** Replaces the code by typing over it. */
  async type(code: string): Promise<void> {
    await this.code.focus();
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.page.keyboard.insertText(code);
  }

  /** Waits until the caret is in the code; the full editor's own field is too small to be seen. */
  async focused(): Promise<void> {
    await this.code.and(this.page.locator(":focus")).waitFor({ state: "attached" });
  }

  /** What a reader sees as output, without the frames of HTML. */
  async text(): Promise<string> {
    if ((await this.output.count()) === 0) return "";
    return (await this.output.innerText()).trim();
  }
}
