import type { Locator, Page } from "playwright-core";

/** The pane "Your app" and the request log in it, as the learner meets them. */
export class PaneView {
  readonly page: Page;
  readonly root: Locator;
  /** The log's part of the pane: the list, or the request that is opened. */
  readonly log: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole("region", { name: "Your app", exact: true });
    this.log = this.root.getByRole("region", { name: "Requests", exact: true });
  }

  /** Shows the pane, or hides it. */
  async toggle(): Promise<void> {
    await this.page.getByRole("banner").getByRole("button", { name: "Your app" }).click();
  }

  tab(name: string): Locator {
    return this.root.getByRole("tab", { name, exact: true });
  }

  /** Opens a tab and gives its panel. */
  async openTab(name: string): Promise<Locator> {
    await this.tab(name).click();
    return this.root.getByRole("tabpanel", { name, exact: true });
  }

  /** A line of the log by what stands in it: "POST /login Alice 302". */
  row(words: string | RegExp): Locator {
    return this.log.getByRole("row", { name: words });
  }

  /** The lines of the log that are in sight, as their cells. */
  async rows(): Promise<readonly (readonly string[])[]> {
    const rows = this.log.getByRole("row").filter({ has: this.page.getByRole("gridcell") });
    const cells: string[][] = [];
    for (const row of await rows.all()) {
      cells.push((await row.getByRole("gridcell").allInnerTexts()).map((text) => text.trim()));
    }
    return cells;
  }

  get filter(): Locator {
    return this.log.getByRole("searchbox", { name: "Filter requests" });
  }

  /** Opens the request of a line and gives the detail view. */
  async open(words: string | RegExp): Promise<DetailView> {
    await this.row(words).last().click();
    const back = this.log.getByRole("button", { name: "All requests" });
    await back.waitFor();
    return new DetailView(this.page, this.log);
  }
}

/** A request of the log, opened. */
export class DetailView {
  readonly page: Page;
  readonly root: Locator;

  constructor(page: Page, root: Locator) {
    this.page = page;
    this.root = root;
  }

  button(name: string): Locator {
    return this.root.getByRole("button", { name, exact: true });
  }

  /** Turns to "Overview", "Request", "Response" or "On the wire". */
  async turnTo(part: string): Promise<void> {
    await this.button(part).click();
  }

  /** A section by its heading: "SQL", "Messages", "environ". */
  section(name: string): Locator {
    return this.root.getByRole("region", { name, exact: true });
  }

  async back(): Promise<void> {
    await this.button("All requests").click();
  }
}
