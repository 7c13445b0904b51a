import { describe, expect } from "vitest";
import { NO_OPTIONS } from "../../src/lesson/link/shared-lesson.ts";
import { test } from "./support/fixtures.ts";
import { LessonView } from "./support/lesson-view.ts";
import { linkWith, openToRun, TEA } from "./support/share-view.ts";

/** A name of this machine that is not its own: without HTTPS it is no secure context. */
const HOST = "school.test";

describe("a page that came without HTTPS", () => {
  test("opens a link, runs it, and remembers that the reader agreed", async ({ visit }) => {
    const visitor = await visit("plain");
    visitor.expectProblem(/^request to another host: (GET|HEAD) http:\/\/school\.test:\d+\//);
    visitor.expectProblem(/Cross-Origin-Opener-Policy header has been ignored/);
    const content = { form: "lesson", text: TEA, files: [], options: NO_OPTIONS } as const;
    const { page } = visitor;
    const site = new URL(visitor.address);
    site.hostname = HOST;
    await page.goto(site.href + (await linkWith(content)));
    const view = new LessonView(page);
    await view.ready();
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await openToRun(page).click();
    await view.cell(1).run();
    expect(await view.cell(1).text()).toBe("tea");
    await page.getByText("Saved", { exact: true }).waitFor();
    await page.reload();
    await view.ready();
    await view.cell(1).root.waitFor();
    expect(await openToRun(page).count()).toBe(0);
  });
});
