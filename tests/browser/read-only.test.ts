import { describe, expect } from "vitest";
import { NO_OPTIONS } from "../../src/lesson/link/shared-lesson.ts";
import { test } from "./support/fixtures.ts";
import type { LessonView } from "./support/lesson-view.ts";
import { PanelsView } from "./support/panels-view.ts";
import { eventually } from "./support/served-app.ts";
import { linkWith, openToRun } from "./support/share-view.ts";
import { violations } from "./support/violations.ts";
import type { Visitor } from "./support/visitor.ts";

const TEXT = `\`\`\`python file="app/names.py"
NAME = "Ada"
\`\`\`

\`\`\`python file="app/fixed.py" locked="true"
FIXED = 1
\`\`\`
`;

const FILES = [{ path: "notes.py", text: "print('noted')\n" }];

/** A lesson with files, opened by a link that says this of its view, and its tab Files. */
async function openFiles(visitor: Visitor, parameters: string): Promise<[LessonView, PanelsView]> {
  const content = { form: "lesson", text: TEXT, files: FILES, options: NO_OPTIONS } as const;
  const view = await visitor.open((await linkWith(content)) + parameters);
  await openToRun(view.page).click();
  const panels = new PanelsView(view.page);
  await panels.open("Files");
  return [view, panels];
}

describe("the tab Files of a lesson that is shown read only", () => {
  test("lets files be read and run, and says why nothing can be changed", async ({ visit }) => {
    const [{ page }, panels] = await openFiles(await visit(), "&edit=no");
    const tab = page.getByRole("tabpanel").filter({ visible: true });
    await tab.getByText(/read only: files can be read and run here, not changed/).waitFor();
    await panels.file("notes.py").click();
    expect(await panels.contents("notes.py").getAttribute("readonly")).not.toBeNull();
    await panels.file("notes.py").press("F2");
    await panels.file("notes.py").press("Delete");
    expect(await tab.getByRole("textbox", { name: "New path" }).count()).toBe(0);
    expect(await page.getByRole("dialog").count()).toBe(0);
    for (const name of ["New file", "Upload files", "Rename notes.py", "Delete notes.py"]) {
      expect(await panels.button(name).count(), name).toBe(0);
    }
    await panels.button("Download notes.py").waitFor();
    await panels.button("Run file").click();
    await tab.getByText("noted", { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test("can be changed elsewhere, but for a file that its author locked", async ({ visit }) => {
    const [, panels] = await openFiles(await visit(), "");
    await panels.button("New file").waitFor();
    await panels.file("names.py, lesson").click();
    await eventually(() => panels.contents("app/names.py").getAttribute("readonly")).toBeNull();
    await panels.file("fixed.py, lesson").click();
    const fixed = panels.contents("app/fixed.py");
    await eventually(() => fixed.getAttribute("readonly")).not.toBeNull();
    await panels.page.getByText("Locked by the lesson’s author").last().waitFor();
  });
});
