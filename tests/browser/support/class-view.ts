import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { ClassFile } from "./class-files.ts";
import type { Visitor } from "./visitor.ts";

/** Goes to the page Class. */
export async function openClass(visitor: Visitor): Promise<ClassView> {
  const { page } = await visitor.open("#/class");
  await page.getByRole("heading", { level: 1, name: "Class" }).waitFor();
  return new ClassView(page);
}

/** The page Class, as a teacher meets it. */
export class ClassView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Chooses files with the button. */
  async choose(...files: readonly ClassFile[]): Promise<void> {
    const chooser = this.page.waitForEvent("filechooser");
    await this.button("Choose files").click();
    await (await chooser).setFiles([...files]);
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** The sentence that says how far the checks are. */
  get checks(): Locator {
    return this.page.getByRole("status", { name: "Checks" });
  }

  get table(): Locator {
    return this.page.getByRole("table");
  }

  /** The learners of the table, in its order. */
  learners(): Promise<string[]> {
    return this.table.getByRole("rowheader").allInnerTexts();
  }

  row(learner: string): Locator {
    return this.table
      .getByRole("row")
      .filter({ has: this.page.getByRole("rowheader", { name: learner, exact: true }) });
  }

  /** The words of a learner's cells, but for the name. */
  async cells(learner: string): Promise<string[]> {
    const texts = await this.row(learner).getByRole("cell").allInnerTexts();
    return texts.map((text) => text.replaceAll(/\s+/g, " ").trim());
  }

  /** Opens a learner's row; what stands below it then. */
  async open(learner: string): Promise<Locator> {
    await this.row(learner).getByRole("button", { name: learner, exact: true }).click();
    const work = this.page.getByRole("region", { name: `Work of ${learner}`, exact: true });
    await work.waitFor();
    return work;
  }

  /** Runs all checks, each for so many seconds at most, to their end. */
  async runChecks(seconds: number): Promise<void> {
    await this.page.getByLabel("One check may take").selectOption(String(seconds));
    await this.button("Run the checks again").click();
    await this.checks.getByText(/were checked/).waitFor({ timeout: 300_000 });
  }

  /** Presses a button that saves a file; its name and its bytes. */
  async save(button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
    const saved = this.page.waitForEvent("download");
    await this.button(button).click();
    const file = await saved;
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  }

  /** Nothing is wider than the window. */
  async expectToFit(): Promise<void> {
    const widths = await this.page.evaluate(() => ({
      page: document.documentElement.scrollWidth,
      window: innerWidth,
    }));
    expect(widths.page).toBeLessThanOrEqual(widths.window);
  }
}
