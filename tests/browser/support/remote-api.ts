import type { Page } from "playwright-core";
import type {
  PageApi,
  PlainCell,
  PlainCheck,
  PlainKernel,
  PlainRun,
} from "../../../src/page-api/page-api.ts";

declare global {
  interface Window {
    routebook: PageApi;
  }
}

/** The page's own API, called from a test. */
export class RemoteApi {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  cells(): Promise<readonly PlainCell[]> {
    return this.page.evaluate(() => window.routebook.cells());
  }

  /** The cells with a number: Python's, not requests, files or text. */
  async codeCells(): Promise<readonly PlainCell[]> {
    return (await this.cells()).filter(({ number }) => number !== null);
  }

  async setSource(id: string, text: string): Promise<void> {
    await this.page.evaluate(([cell, code]) => window.routebook.setSource(cell, code), [
      id,
      text,
    ] as const);
  }

  async importNotebook(text: string, format: "md" | "ipynb"): Promise<void> {
    await this.page.evaluate(([source, kind]) => window.routebook.importNotebook(source, kind), [
      text,
      format,
    ] as const);
  }

  kernel(): Promise<PlainKernel> {
    return this.page.evaluate(() => window.routebook.kernel());
  }

  run(id: string): Promise<PlainRun> {
    return this.page.evaluate((cell) => window.routebook.run(cell), id);
  }

  check(id: string): Promise<PlainCheck> {
    return this.page.evaluate((cell) => window.routebook.check(cell), id);
  }

  async open(path: string): Promise<void> {
    await this.page.evaluate((lesson) => window.routebook.open(lesson), path);
  }

  async interrupt(): Promise<void> {
    await this.page.evaluate(() => window.routebook.interrupt());
  }

  async restart(): Promise<void> {
    await this.page.evaluate(() => window.routebook.restart());
  }

  async runAll(): Promise<void> {
    await this.page.evaluate(() => window.routebook.runAll());
  }

  /** The text of the file that `exportProgress` makes. */
  exportProgress(): Promise<string> {
    return this.page.evaluate(async () => (await window.routebook.exportProgress()).text());
  }

  async importProgress(text: string): Promise<void> {
    await this.page.evaluate(
      (file) => window.routebook.importProgress(new Blob([file], { type: "application/json" })),
      text,
    );
  }

  /** Runs code in the first Python cell of a new scratch notebook; the way to ask Python something. */
  async ask(code: string): Promise<PlainRun> {
    await this.importNotebook(`\`\`\`python\n${code}\n\`\`\`\n`, "md");
    const [cell] = await this.cells();
    if (cell === undefined) throw new Error("The imported notebook has no cell.");
    return this.run(cell.id);
  }
}
