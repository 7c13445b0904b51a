import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  ConsoleMessage,
  Page,
  Request,
} from "playwright-core";
import { cacheDir } from "../../../scripts/paths.ts";
import { LessonView } from "./lesson-view.ts";
import { PATIENCE } from "./patience.ts";

/** What a visitor's browser is like. */
export interface VisitorOptions extends Pick<
  BrowserContextOptions,
  "viewport" | "hasTouch" | "isMobile" | "colorScheme" | "reducedMotion" | "permissions"
> {
  /** Runs in every page before its own scripts. */
  readonly initScript?: string;
  /** Address of the preview's own origin, which belongs to the app. */
  readonly previewUrl?: string | null;
}

/**
 * A person with a browser profile of their own. Whatever the page says on its console as an error,
 * throws, or asks of another host is a problem, and a test with problems fails.
 */
export class Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Address of the app, with a slash at its end. */
  readonly address: string;
  /** Address of the preview's own origin; null where it has none. */
  readonly previewUrl: string | null;
  readonly log: string[] = [];
  readonly problems: string[] = [];
  readonly #expected: RegExp[] = [];
  readonly #origins: ReadonlySet<string>;
  /** Asked of another host by a page of the app: its service worker may have a copy. */
  readonly #undecided = new Set<Request>();

  private constructor(
    context: BrowserContext,
    page: Page,
    address: string,
    previewUrl: string | null,
  ) {
    this.context = context;
    this.page = page;
    this.address = address;
    this.previewUrl = previewUrl;
    const own = previewUrl === null ? [address] : [address, previewUrl];
    this.#origins = new Set(own.map((url) => new URL(url).origin));
  }

  static async arrive(
    browser: Browser,
    address: string,
    options: VisitorOptions,
  ): Promise<Visitor> {
    const { initScript, previewUrl = null, ...contextOptions } = options;
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: "reduce",
      ...contextOptions,
    });
    context.setDefaultTimeout(PATIENCE);
    if (initScript !== undefined) await context.addInitScript(initScript);
    const page = await context.newPage();
    const visitor = new Visitor(context, page, address, previewUrl);
    visitor.#listen();
    return visitor;
  }

  /** Another tab of the same visitor; it is watched as the first is. */
  async newTab(): Promise<Page> {
    return this.context.newPage();
  }

  /** A console error or exception that the test provokes on purpose. */
  expectProblem(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  /** Opens a fragment of the app: "", "#/scratch", "#/lesson/…". */
  async open(fragment = "", page: Page = this.page): Promise<LessonView> {
    await page.goto(this.address + fragment);
    const view = new LessonView(page);
    await view.ready();
    return view;
  }

  /** What went wrong and was not expected. */
  unexpectedProblems(): string[] {
    return this.problems.filter((problem) => !this.#expected.some((known) => known.test(problem)));
  }

  /** Keeps what a person needs who looks into a failed test. */
  async keepArtifacts(test: string): Promise<void> {
    const folder = join(
      cacheDir,
      "test-artifacts",
      test.replaceAll(/[^\w.-]+/g, "-").slice(0, 120),
    );
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "console.txt"), `${this.log.join("\n")}\n`);
    for (const [index, page] of this.context.pages().entries()) {
      const path = join(folder, `tab-${index + 1}.png`);
      // A page that hangs must not take the other artefacts along.
      await page.screenshot({ path, timeout: 5_000 }).catch((error: unknown) => {
        writeFileSync(`${path}.txt`, String(error));
      });
    }
  }

  leave(): Promise<void> {
    return this.context.close();
  }

  #listen(): void {
    this.context.on("request", (request) => {
      const url = new URL(request.url());
      if (!url.protocol.startsWith("http") || this.#origins.has(url.origin)) return;
      if (this.#isOfPreview(request)) this.#undecided.add(request);
      else this.#problem(foreign(request));
    });
    this.context.on("response", (response) => {
      const request = response.request();
      if (!this.#undecided.delete(request) || response.fromServiceWorker()) return;
      this.#problem(foreign(request));
    });
    this.context.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      this.log.push(`request failed: ${request.url()}: ${reason}`);
      // One that was given up because its page went away had no answer from anywhere.
      if (this.#undecided.delete(request) && reason !== "net::ERR_ABORTED") {
        this.#problem(foreign(request));
      }
    });
    this.context.on("console", (message) => {
      this.log.push(`${message.type()}: ${message.text()}`);
      if (message.type() !== "error" || this.#isOfApp(message)) return;
      this.#problem(`console error: ${message.text()}`);
    });
    this.context.on("weberror", (error) => {
      this.#problem(`exception: ${String(error.error().stack ?? error.error())}`);
    });
  }

  /** The browser notes each 404 or 500 of the learner's app: that is the app's own affair. */
  #isOfApp(message: ConsoleMessage): boolean {
    if (!message.text().startsWith("Failed to load resource: the server responded")) return false;
    const { origin, pathname } = new URL(message.location().url);
    return origin !== new URL(this.address).origin || /\/preview\/~/.test(pathname);
  }

  #isOfPreview(request: Request): boolean {
    if (request.serviceWorker() !== null || request.isNavigationRequest()) return false;
    const page = new URL(request.frame().url());
    return page.origin !== new URL(this.address).origin || /\/preview\/~/.test(page.pathname);
  }

  #problem(text: string): void {
    this.log.push(text);
    this.problems.push(text);
  }
}

function foreign(request: Request): string {
  return `request to another host: ${request.method()} ${request.url()}`;
}
