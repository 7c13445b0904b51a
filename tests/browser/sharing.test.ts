import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { IPYNB } from "./support/dropping.ts";
import { test } from "./support/fixtures.ts";
import type { LessonView } from "./support/lesson-view.ts";
import { eventually } from "./support/served-app.ts";
import { banner, dialog, openToRun, TEA } from "./support/share-view.ts";
import { violations } from "./support/violations.ts";

const LESSON = "flask-routing/01-first-route";

/** What follows the site's address in the link to the open notebook. */
async function linkOf(view: LessonView): Promise<string> {
  const { address } = await view.page.evaluate(() => window.routebook.share());
  return address.slice(new URL(".", view.page.url().split("#")[0] ?? "").href.length);
}

/** The link to a notebook with this text. */
async function linkTo(view: LessonView, text: string): Promise<string> {
  await view.api.importNotebook(text, "md");
  return linkOf(view);
}

describe("a link with a notebook", () => {
  test("runs nothing before the reader agreed, then all of it", async ({ visit }) => {
    const link = await linkTo(await (await visit()).open("#/scratch"), TEA);
    const visitor = await visit();
    const view = await visitor.open(link);
    const { page } = view;
    await banner(page).getByText("1 cell with code").waitFor();
    await page.getByRole("heading", { level: 1, name: "Tea for two" }).waitFor();
    await page.getByText('print("tea")').waitFor();
    await page.getByText("Check", { exact: true }).click();
    await page.getByText("assert cups == 2").waitFor();

    const refused = await page.evaluate(() => window.routebook.run("cell-1").then(String, String));
    expect(refused).toMatch(/came by a link/);
    expect(await page.evaluate(() => window.routebook.runAll().then(String, String))).toMatch(
      /came by a link/,
    );
    await page.keyboard.press("Control+Enter");
    await page.keyboard.press("Control+K");
    await page.getByRole("combobox", { name: "Find lessons, cells and actions" }).fill("Run all");
    await page.getByText("Nothing is called “Run all”.").waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByRole("button", { name: "Run all" }).count()).toBe(0);
    // Python's state is only told of a notebook; there is none, and no file of a package was asked for.
    expect(await view.kernel.count()).toBe(0);
    const asked = await page.evaluate(() =>
      performance.getEntriesByType("resource").map(({ name }) => name),
    );
    expect(asked.filter((name) => /\.wasm|\/packs\/|\.image/.test(name))).toEqual([]);

    await openToRun(page).click();
    const cell = view.cell(1);
    await cell.run();
    expect(await cell.text()).toBe("tea");
    expect(page.url()).toContain("#l=1.");
  });

  test("keeps that the reader agreed, and their work, over a reload", async ({ visit }) => {
    const link = await linkTo(await (await visit()).open("#/scratch"), TEA);
    const view = await (await visit()).open(link);
    await openToRun(view.page).click();
    await view.cell(1).type('print("coffee")');
    await view.page.getByText("Saved", { exact: true }).waitFor();
    await view.page.reload();
    await view.ready();
    await view.cell(1).root.waitFor();
    await eventually(() => view.cell(1).code.inputValue()).toBe('print("coffee")');
    expect(await openToRun(view.page).count()).toBe(0);
  });

  test("that was cut short says so, and what to do", async ({ visit }) => {
    const link = await linkTo(await (await visit()).open("#/scratch"), TEA);
    const { page } = await (await visit()).open(link.slice(0, -20));
    await page.getByRole("heading", { name: "This link cannot be opened" }).waitFor();
    await page
      .getByRole("alert")
      .getByText(/Only part of the link arrived/)
      .waitFor();
    await page.getByRole("main").getByRole("link", { name: "All courses" }).click();
    await eventually(async () => page.url()).toMatch(/#\/$/);
  });
});

describe("a link to a lesson", () => {
  test("is short without changes, and opens at an exercise", async ({ visit }) => {
    const visitor = await visit();
    const view = await visitor.open(`#/lesson/${LESSON}`);
    expect(await linkOf(view)).toBe(`?lesson=${LESSON}`);
    const [exercise] = (await view.api.cells()).flatMap((cell) => cell.exercise ?? []);
    const id = exercise?.id ?? "";
    const other = await visitor.open(`?lesson=${LESSON}&exercise=${id}`, await visitor.newTab());
    const focused = other.page.locator("article:focus");
    await focused.waitFor();
    expect(await focused.getAttribute("data-kind")).toBe("exercise");
    expect(other.page.url()).toContain(`#/lesson/${LESSON}?exercise=`);
  });

  test("with changes says which lesson it changes, and shows them", async ({ visit }) => {
    const author = await (await visit()).open(`#/lesson/${LESSON}`);
    const [first] = await author.api.codeCells();
    await author.api.setSource(first?.id ?? "", 'print("changed")');
    const link = await linkOf(author);
    expect(link).toMatch(/^#l=1\./);
    const { page } = await (await visit()).open(link);
    await banner(page).getByText("“Your first route”, changed in 1 place.").waitFor();
    await page.getByText('print("changed")').waitFor();
    await banner(page).getByRole("link", { name: "Open the site’s own lesson" }).click();
    await page.getByRole("button", { name: "Run all" }).waitFor();
    expect(await page.getByText('print("changed")').count()).toBe(0);
  });
});

describe("the Share dialog", () => {
  test("copies the link, and says so on its button", async ({ visit }) => {
    const visitor = await visit("isolated", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const { page } = await visitor.open(`#/lesson/${LESSON}`);
    await page.getByRole("button", { name: "Share", exact: true }).click();
    const field = dialog(page).getByRole("textbox", { name: "Link", exact: true });
    await eventually(() => field.inputValue()).toContain(`?lesson=${LESSON}`);
    await dialog(page)
      .getByText(/It works everywhere/)
      .waitFor();
    const said = dialog(page).getByRole("button", { name: "Link copied" }).waitFor();
    await dialog(page).getByRole("button", { name: "Copy link" }).click();
    await said;
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(`${visitor.address}?lesson=${LESSON}`);
    await dialog(page).getByText("QR code").click();
    await dialog(page).getByRole("img", { name: "QR code of the link" }).waitFor();
  });

  test("makes an assignment: title, time, no solutions, locked cells", async ({ visit }) => {
    const author = await (await visit()).open("#/scratch");
    await author.api.importNotebook(TEA, "md");
    await author.page.getByRole("button", { name: "Share", exact: true }).click();
    const box = dialog(author.page);
    const field = box.getByRole("textbox", { name: "Link", exact: true });
    await box.getByText(/^Assignment/).click();
    await box.getByRole("textbox", { name: "Title" }).fill("Monday’s tea");
    await box.getByRole("spinbutton", { name: "Time limit in minutes" }).fill("30");
    await box.getByRole("checkbox", { name: "Leave the solutions out" }).check();
    await box.getByRole("checkbox", { name: /^Cell 1/ }).check();
    await box.locator('[aria-busy="true"]').waitFor({ state: "detached" });
    const address = await field.inputValue();
    const reader = await visit();
    const view = await reader.open(`#${address.split("#")[1] ?? ""}`);
    await view.page.getByRole("heading", { level: 1, name: "Monday’s tea" }).waitFor();
    await banner(view.page)
      .getByText(/You have 30 minutes/)
      .waitFor();
    await banner(view.page).getByText("Its author left the solutions out.").waitFor();
    expect(await view.page.getByText("Solution", { exact: true }).count()).toBe(0);
    await openToRun(view.page).click();
    const cell = view.cell(1);
    await cell.root.getByText(/Locked by the author/).waitFor();
    expect(await cell.code.getAttribute("readonly")).not.toBeNull();
    await cell.run();
    expect(await cell.text()).toBe("tea");
    const [first] = await view.api.codeCells();
    await expect(view.api.setSource(first?.id ?? "", "1")).rejects.toThrow(/locked/);
    const clock = view.page.getByRole("timer", { name: "Time left" });
    expect(await clock.innerText()).toMatch(/^(29|30) min left$/);
    await view.page.reload();
    expect(await clock.innerText()).toMatch(/^(29|30) min left$/);
  });
});

/** Drops a file on the page, as from the desktop. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], fileName));
      return transfer;
    },
    [name, text] as const,
  );
  await page.dispatchEvent("main", "drop", { dataTransfer });
}

describe("a file that is dropped", () => {
  test("a notebook opens, and a scratch notebook with content is asked for", async ({ visit }) => {
    const view = await (await visit()).open(`#/lesson/${LESSON}`);
    await view.cell(1).root.waitFor();
    await drop(view.page, "answer.ipynb", IPYNB);
    await eventually(async () => view.page.url()).toMatch(/#\/scratch$/);
    await view.cell(1).run();
    expect(await view.cell(1).text()).toBe("42");
    await drop(view.page, "tea.py", "print('tea')\n");
    const question = view.page.getByRole("dialog", { name: "Open as a scratch notebook?" });
    await question.getByRole("button", { name: "Open notebook" }).click();
    await eventually(async () => (await view.api.codeCells())[0]?.source.trim()).toBe(
      "print('tea')",
    );
    await view.page.getByRole("region", { name: "Set aside" }).waitFor();
  });

  test("that is none says what can be opened", async ({ visit }) => {
    const { page } = await (await visit()).open();
    await drop(page, "song.mp3", "ID3");
    const messages = page.getByRole("status", { name: "Messages" });
    await eventually(() => messages.innerText()).toMatch(/song\.mp3.*Choose a lesson or notebook/);
  });
});

describe.for(["light", "dark"] as const)("accessibility of sharing, %s", (colorScheme) => {
  test("the dialog, a lesson to be read, and a link that is refused", async ({ visit }) => {
    const visitor = await visit("isolated", { colorScheme });
    const view = await visitor.open("#/scratch");
    const link = await linkTo(view, TEA);
    await view.page.getByRole("button", { name: "Share", exact: true }).click();
    await dialog(view.page)
      .getByText(/It works everywhere/)
      .waitFor();
    for (const part of await dialog(view.page).locator("summary").all()) await part.click();
    expect(await violations(view.page)).toEqual([]);
    const { page } = await visitor.open(link, await visitor.newTab());
    await banner(page).waitFor();
    expect(await violations(page)).toEqual([]);
    await visitor.open(link.slice(0, -20), page);
    await page.getByRole("heading", { name: "This link cannot be opened" }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
