import type { Locator, Page } from "playwright-core";
import type { PlainRequest } from "../../../src/page-api/page-api.ts";

/** The tabs Files and Database of the pane "Your app", as the learner meets them. */
export class PanelsView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Shows a tab; the pane too, where it is hidden: to be called before there is an app. */
  async open(tab: "Files" | "Database"): Promise<void> {
    const button = this.page.getByRole("tab", { name: tab });
    const pane = this.page.getByRole("button", { name: "Your app", exact: true });
    await pane.waitFor();
    if ((await pane.getAttribute("aria-pressed")) !== "true") await pane.click();
    await button.click();
  }

  get #panel(): Locator {
    return this.page.getByRole("tabpanel").filter({ visible: true });
  }

  button(name: string | RegExp): Locator {
    return this.#panel.getByRole("button", { name, exact: true });
  }

  /** A line of the tree of files. */
  file(name: string | RegExp): Locator {
    return this.page.getByRole("treeitem", { name, exact: true });
  }

  /** The editor of an open file. */
  contents(path: string): Locator {
    return this.page
      .getByRole("tabpanel")
      .getByRole("textbox", { name: `Contents of ${path}`, exact: true });
  }

  /** Makes a file with that text by way of the panel. */
  async make(path: string, text: string): Promise<void> {
    await this.button("New file").first().click();
    await this.page.getByRole("textbox", { name: "Path of the new file" }).fill(path);
    await this.page.keyboard.press("Enter");
    await this.type(path, text);
  }

  /** Types a text over that of an open file. */
  async type(path: string, text: string): Promise<void> {
    await this.contents(path).focus();
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.page.keyboard.insertText(text);
  }

  /** A table of rows: "Rows of note", "Result of the query", "Changes in note". */
  table(name: string): Locator {
    return this.page.getByRole("table", { name, exact: true });
  }

  /** The text of a table's rows, cell by cell. */
  async rows(name: string): Promise<readonly (readonly string[])[]> {
    const rows = await this.table(name).locator("tbody").getByRole("row").all();
    return Promise.all(rows.map((row) => row.getByRole("cell").allInnerTexts()));
  }

  /** Sends a request to the learner's app; its body as text. */
  send(request: PlainRequest): Promise<{ readonly status: number; readonly text: string }> {
    return this.page.evaluate(async (asked) => {
      const { status, body } = await window.routebook.request(asked);
      return { status, text: new TextDecoder().decode(body) };
    }, request);
  }

  /** Posts a form as a browser would. */
  post(url: string, form: string): Promise<{ readonly status: number; readonly text: string }> {
    const headers = [["Content-Type", "application/x-www-form-urlencoded"]] as const;
    return this.send({ method: "POST", url, headers, body: form });
  }
}
