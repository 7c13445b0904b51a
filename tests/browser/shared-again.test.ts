import { describe, expect } from "vitest";
import { decodeLink } from "../../src/lesson/link/decode-link.ts";
import { type LinkOptions, NO_OPTIONS } from "../../src/lesson/link/shared-lesson.ts";
import { test } from "./support/fixtures.ts";
import { eventually } from "./support/served-app.ts";
import { banner, dialog, linkWith, openToRun, TEA } from "./support/share-view.ts";

/** What a link says besides the text; null for an address that is none yet. */
async function optionsOf(address: string): Promise<LinkOptions | null> {
  const shared = await decodeLink(address, { baseText: async () => null });
  return shared.kind === "shared" ? shared.options : null;
}

describe("a link that is shared again", () => {
  test("keeps title, time limit and missing solutions, and the dialog begins with them", async ({
    visit,
  }) => {
    const content = { form: "lesson", text: TEA, files: [] } as const;
    const options = { title: "Monday", exercise: "pour", limit: 30, hideSolutions: true };
    const view = await (await visit()).open(await linkWith({ ...content, options }));
    await openToRun(view.page).click();
    await view.cell(1).root.waitFor();
    const before = await view.page.evaluate(() => window.routebook.share());
    expect(await optionsOf(before.address)).toEqual(options);

    await view.page.getByRole("button", { name: "Share", exact: true }).click();
    const box = dialog(view.page);
    const field = box.getByRole("textbox", { name: "Link", exact: true });
    const title = box.getByRole("textbox", { name: "Title" });
    await eventually(() => title.inputValue()).toBe("Monday");
    await box.getByText("came without its solutions").waitFor();
    expect(await box.getByRole("combobox", { name: "Begin at" }).inputValue()).toBe("pour");
    const limit = box.getByRole("spinbutton", { name: "Time limit in minutes" });
    expect(await limit.inputValue()).toBe("30");
    await eventually(async () => optionsOf(await field.inputValue())).toEqual(options);
    await limit.fill("45");
    await eventually(async () => optionsOf(await field.inputValue())).toEqual({
      ...options,
      limit: 45,
    });
  });
});

describe("a link with the whole text of a lesson that was changed throughout", () => {
  const text = '```python\nprint(open("data/products.csv").readline().strip())\n```\n';
  const content = { form: "lesson", text, files: [], options: NO_OPTIONS } as const;

  test("reads the lesson's data files", async ({ visit }) => {
    const link = await linkWith(content, "pandas-first-steps/01-frames");
    const view = await (await visit()).open(link);
    await banner(view.page)
      .getByText(/changed throughout\. That lesson’s data files are used/)
      .waitFor();
    await openToRun(view.page).click();
    await view.cell(1).run();
    expect(await view.cell(1).text()).toMatch(/^[a-z_]+(,[a-z_]+)+$/);
  });

  test("says that they are missing where the site has no such lesson", async ({ visit }) => {
    const view = await (await visit()).open(await linkWith(content, "elsewhere/01-frames"));
    const words = banner(view.page).getByText(
      /“elsewhere\/01-frames”, which this site does not have/,
    );
    await words.getByText(/they are missing here/).waitFor();
    expect(await banner(view.page).getByRole("link").count()).toBe(0);
    await openToRun(view.page).click();
    await view.cell(1).run();
    expect(await view.cell(1).text()).toContain("FileNotFoundError");
  });
});
