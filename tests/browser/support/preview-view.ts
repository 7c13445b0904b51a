import type { Frame, FrameLocator, Locator, Page } from "playwright-core";

/** The preview in the pane "Your app", as the learner meets it. */
export class PreviewView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get #pane(): Locator {
    return this.page.getByRole("region", { name: "Your app" });
  }

  button(name: string): Locator {
    return this.#pane.getByRole("button", { name, exact: true });
  }

  get address(): Locator {
    return this.#pane.getByRole("textbox", { name: "Address" });
  }

  /** The app's page. */
  get content(): FrameLocator {
    return this.#bridge.frameLocator('iframe[title="Page of your app"]');
  }

  get #bridge(): FrameLocator {
    return this.page.frameLocator('iframe[title="Preview of your app"]');
  }

  heading(text: string | RegExp): Locator {
    return this.content.getByRole("heading", { name: text });
  }

  /** Types an address and presses Enter. */
  async open(url: string): Promise<void> {
    await this.address.fill(url);
    await this.address.press("Enter");
  }

  /** Waits until a page of the app with that heading is there, and can be pressed. */
  async shows(heading: string | RegExp): Promise<void> {
    await this.heading(heading).waitFor();
    await this.button("Reload").waitFor();
    await this.painted();
  }

  /**
   * Waits until the page of the app has been drawn as it is now: the browser sends a press to what
   * it has drawn, and one that comes before a frame's first picture goes nowhere. Where another
   * page takes its place meanwhile, that is waited for.
   */
  async painted(): Promise<void> {
    for (;;) {
      try {
        await this.run(
          () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
          null,
        );
        return;
      } catch (error) {
        if (!/context was destroyed|frame was detached/i.test(String(error))) throw error;
      }
    }
  }

  /** The frame of the app's page, to run scripts in. */
  async frame(): Promise<Frame> {
    await this.content.locator("html").waitFor({ state: "attached" });
    const bridge = this.page
      .frames()
      .find((frame) => /__bridge\.html\?(?!session=keep)/.test(frame.url()));
    const [frame] = bridge?.childFrames() ?? [];
    if (frame === undefined) throw new Error("The preview has no page.");
    return frame;
  }

  /** Runs a function in the app's page. */
  async run<Argument, Result>(
    work: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result> {
    const frame = await this.frame();
    return frame.evaluate(work as (argument: unknown) => Result | Promise<Result>, argument);
  }
}
