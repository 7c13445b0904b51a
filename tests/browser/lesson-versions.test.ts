import type { Locator } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import { buildCourses } from "./support/built-courses.ts";
import { test as base } from "./support/fixtures.ts";
import type { LessonView } from "./support/lesson-view.ts";
import { OfflineView } from "./support/offline-view.ts";
import { eventually } from "./support/served-app.ts";
import { Site } from "./support/site.ts";
import { violations } from "./support/violations.ts";
import type { VisitorOptions } from "./support/visitor.ts";

const LESSON = "#/lesson/shop/01-prices";

/** The first cell with the learner's last line; the lesson has another first line by now. */
const SUM = 'currency = "euro"\n\nprices = [1, 2]\n\nprint("mine", sum(prices))';
const SUM_MERGED = SUM.replace("euro", "dollar");
/** The second cell, in a line that the lesson changed, too. */
const NAMES = 'names = ["mine"]\nprint(names)';

/** The build of each version of the lesson. */
let builds: readonly [string, string] = ["", ""];

interface Fixtures {
  /** A learner who edited two cells, and meets the new version of the lesson. */
  comeBack: (options?: VisitorOptions) => Promise<LessonView>;
}

const test = base.extend<Fixtures>({
  comeBack: async ({ visitors }, use) => {
    const sites: Site[] = [];
    await use(async (options = {}) => {
      const site = await Site.open(builds[0]);
      sites.push(site);
      const visitor = await visitors(site.url, { previewUrl: site.previewUrl, ...options });
      // While the server changes, the browser notes each request that nobody answers.
      visitor.expectProblem(/net::ERR_|Failed to load resource|Failed to fetch/);
      const view = await visitor.open(LESSON);
      const offline = new OfflineView(view.page);
      await offline.ready();
      await view.cell(1).type(SUM);
      await view.cell(2).type(NAMES);
      await site.serve(builds[1]);
      await offline.lookForUpdate();
      await offline.update(view);
      return view;
    });
    for (const site of sites) await site.stop();
  },
});

const notice = (view: LessonView) =>
  view.page.getByRole("region", { name: "New version of the lesson" });
const card = (view: LessonView, number: number) =>
  view.page.getByRole("region", { name: `New version of cell ${number}` });
const press = (place: Locator, name: string) =>
  place.getByRole("button", { name, exact: true }).click();

async function sources(view: LessonView): Promise<readonly string[]> {
  return (await view.api.codeCells()).map(({ source }) => source.trim());
}

/** Loads the page anew once everything is stored. */
async function reload(view: LessonView): Promise<void> {
  await view.page.reload();
  await view.ready();
  await view.cell(1).root.waitFor();
}

describe("a lesson that changed under its learner's edits", () => {
  beforeAll(async () => {
    builds = [await buildCourses("lesson-versions-1"), await buildCourses("lesson-versions-2")];
  });

  test("says how many cells are affected, and shows both texts of each", async ({ comeBack }) => {
    const view = await comeBack();
    await notice(view).getByText("This lesson has a new version: 2 of your cells are").waitFor();
    const diff = card(view, 1).getByRole("group", { name: "Your text and the new one" });
    const told = await diff.innerText();
    for (const line of ['currency = "euro"', 'currency = "dollar"', 'print("mine", sum(prices))']) {
      expect(told).toContain(line);
    }
    await card(view, 2).getByText("You and the lesson changed the same lines").waitFor();
    // The heading above it is another, and nobody edited it: it has its new text in silence.
    expect((await sources(view)).slice(0, 3)).toEqual([SUM, NAMES, 'print("version 2")']);
  });

  test("merges what fits together; the rest waits", async ({ comeBack }) => {
    const view = await comeBack();
    await press(notice(view), "Merge all");
    await eventually(() => sources(view)).toContain(SUM_MERGED);
    await notice(view).getByText("1 of your cells is affected").waitFor();
    await press(card(view, 2), "Merge");
    await notice(view).waitFor({ state: "detached" });
    const [, names] = await sources(view);
    expect(names).toContain("# ===== Your lines =====");
    expect(names).toContain('names = ["mine"]');
    expect(names).toContain('names = ["tea", "coffee"]');
  });

  test("asks for each passage that both changed, with keys, and shows what comes of it", async ({
    comeBack,
  }) => {
    const view = await comeBack();
    const passage = card(view, 2).getByRole("group", { name: "Passage 1 of 1" });
    const choice = (name: string) => passage.getByRole("radio", { name });
    await card(view, 2).getByText("The merged text").click();
    const preview = card(view, 2).locator("details");
    await preview.getByText("1 passage to be finished by you").waitFor();
    await choice("Mine").focus();
    await view.page.keyboard.press("Space");
    await eventually(() => preview.innerText()).not.toContain("coffee");
    await view.page.keyboard.press("ArrowDown");
    expect(await choice("The lesson’s").isChecked()).toBe(true);
    await eventually(() => preview.innerText()).not.toContain("mine");
    await view.page.keyboard.press("ArrowDown");
    await eventually(() => preview.innerText()).toMatch(/"mine"[^]*"coffee"/);
    await view.page.keyboard.press("ArrowUp");
    await reload(view);
    expect(await choice("The lesson’s").isChecked()).toBe(true);
    await press(card(view, 2), "Merge");
    await eventually(async () => (await sources(view))[1]).toBe(
      'names = ["tea", "coffee"]\nprint(names)',
    );
    await view.page.getByText(/has the lines that you chose/).waitFor();
    await view.page.getByText("Saved", { exact: true }).waitFor();
    await reload(view);
    await view.cell(2).button("My former text").click();
    await eventually(() => sources(view)).toContain(NAMES);
  });

  test("keeps what was chosen over a reload, and the way back, too", async ({ comeBack }) => {
    const view = await comeBack();
    await press(card(view, 1), "Take the new text");
    await press(card(view, 2), "Keep mine");
    await reload(view);
    expect(await notice(view).count()).toBe(0);
    expect((await sources(view))[0]).toContain('currency = "dollar"');
    await view.cell(1).button("My former text").click();
    await eventually(() => sources(view)).toContain(SUM);
    await card(view, 1).waitFor();
    await view.cell(2).button("Choose again").click();
    await card(view, 2).waitFor();
  });

  test("can be begun anew, after a question", async ({ comeBack }) => {
    const view = await comeBack();
    await press(notice(view), "Restart the lesson");
    const dialog = view.page.getByRole("dialog", { name: "Restart this lesson?" });
    await press(dialog, "Cancel");
    expect(await sources(view)).toContain(SUM);
    await press(notice(view), "Restart the lesson");
    await press(dialog, "Restart the lesson");
    await notice(view).waitFor({ state: "detached" });
    expect((await sources(view))[1]).toContain("coffee");
    await view.cell(2).button("My former text").click();
    await eventually(() => sources(view)).toContain(NAMES);
  });

  test("can be settled from the palette", async ({ comeBack }) => {
    const view = await comeBack();
    const { page } = view;
    const find = async (words: string) => {
      await page.keyboard.press("ControlOrMeta+K");
      await page.getByRole("combobox", { name: "Find lessons, cells and actions" }).fill(words);
    };
    await notice(view).waitFor();
    await find("New version");
    await page.getByRole("option", { name: /restart the lesson/ }).waitFor();
    await page.getByRole("option", { name: /keep all mine/ }).click();
    await notice(view).waitFor({ state: "detached" });
    expect((await sources(view)).slice(0, 2)).toEqual([SUM, NAMES]);
    await find("New version");
    await page.getByText("Nothing is called “New version”.").waitFor();
  });

  test("can be settled with keys alone", async ({ comeBack }) => {
    const view = await comeBack();
    await card(view, 1).waitFor();
    await view.cell(1).root.focus();
    await view.page.keyboard.press("Tab");
    const merge = card(view, 1).getByRole("button", { name: "Merge", exact: true });
    await card(view, 1).getByRole("button", { name: "Keep mine" }).and(focused(view)).waitFor();
    await view.page.keyboard.press("Tab");
    await merge.and(focused(view)).waitFor();
    await view.page.keyboard.press("Enter");
    await eventually(() => sources(view)).toContain(SUM_MERGED);
    // The focus stays in the cell, whose keys work on.
    await view.cell(1).root.and(focused(view)).waitFor();
  });

  test.for(["light", "dark"] as const)(
    "can be read by everybody, %s",
    async (colorScheme, { comeBack }) => {
      const view = await comeBack({ colorScheme });
      await card(view, 1).waitFor();
      await card(view, 2).getByText("The merged text").click();
      expect(await violations(view.page)).toEqual([]);
    },
  );
});

function focused(view: LessonView): Locator {
  return view.page.locator(":focus");
}
