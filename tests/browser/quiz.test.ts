import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { encodeLink } from "../../src/lesson/link/encode-link.ts";
import { NO_OPTIONS } from "../../src/lesson/link/shared-lesson.ts";
import { openClass } from "./support/class-view.ts";
import { test } from "./support/fixtures.ts";
import { violations } from "./support/violations.ts";

/** A lesson of the site with a quiz that has one right answer, and one with several. */
const ONE = "#/lesson/flask-routing/02-paths-and-methods";
const READ_ONLY = "?lesson=flask-routing/02-paths-and-methods&edit=no";
const SEVERAL = "#/lesson/sessions-and-security/03-forged-requests";

const TEXT = `---
title: A quiz from outside
---

\`\`\`quiz
Two and two?

- [x] Four
  One after three.
- [ ] Five
  One too many.
\`\`\`
`;

/** A quiz, found by a part of its question. */
function quizOf(page: Page, question: RegExp) {
  const answers = page.getByRole("group", { name: question });
  const form = page.locator("form").filter({ has: answers });
  return {
    answers,
    answer: (name: string): Locator => answers.getByLabel(name),
    button: (name: string): Locator => form.getByRole("button", { name, exact: true }),
    said: form.getByRole("status"),
    form,
  };
}

describe("a quiz with one right answer", () => {
  test("is answered, kept, and handed in", async ({ visit }) => {
    const visitor = await visit();
    const view = await visitor.open(ONE);
    const { page } = view;
    const quiz = quizOf(page, /^The app above takes POST/);
    await quiz.button("Check answer").click();
    await quiz.said.getByText("Choose an answer").waitFor();
    await quiz.answer("404").check();
    await quiz.button("Check answer").click();
    await quiz.said.getByText("Not yet.").waitFor();
    await quiz.said.getByText("That would say that the path is unknown.").waitFor();
    // It says nothing of the other answers.
    expect(await quiz.said.getByText("not with this method").count()).toBe(0);
    expect(await violations(page)).toEqual([]);

    await quiz.button("Try again").press("Enter");
    await expect.poll(() => quiz.said.innerText()).toBe("");
    // The focus is on the first answer: the keys of radio buttons lead to the third.
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await quiz.said.getByText("Right.").waitFor();
    await quiz.said.getByText("not with this method").waitFor();
    await quiz.form.getByText("2 tries").waitFor();
    await quiz.said.getByText("Why not the other answers").click();
    await quiz.said.getByText("That would say that the path is unknown.").waitFor();

    await page.reload();
    await view.ready();
    await quiz.said.getByText("Right.").waitFor();
    expect(await quiz.answer("405").isChecked()).toBe(true);
    await quiz.form.getByText("2 tries").waitFor();

    await view.choose("Hand in");
    await page.getByLabel("Your name").fill("Ann");
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save result file" }).click();
    const path = await (await saved).path();

    const teacher = await openClass(await visit());
    const chooser = teacher.page.waitForEvent("filechooser");
    await teacher.button("Choose files").click();
    await (await chooser).setFiles([path]);
    await teacher.row("Ann").waitFor();
    await expect
      .poll(async () => (await teacher.cells("Ann"))[0])
      .toContain("Quizzes right: 1 of 1");
    const work = await teacher.open("Ann");
    const answered = work.getByRole("region", { name: "Quiz 1" });
    await answered.getByText("The app above takes").waitFor();
    await answered.getByText("405").waitFor();
    await answered.getByText("File: right; 2 tries").waitFor();
    expect(await violations(teacher.page)).toEqual([]);
    const { bytes } = await teacher.save("Gradebook (CSV)");
    expect(bytes.toString()).toMatch(/^\uFEFFName,.*,Quizzes right,Quizzes\r\nAnn,.*,1,1\r\n$/s);
  });
});

describe("a quiz with several right answers", () => {
  test("takes check marks, and tells of missing ones", async ({ visit }) => {
    const { page } = await (await visit()).open(SEVERAL);
    const quiz = quizOf(page, /^Mallory's page makes/);
    await quiz.answer("A link that Alice follows").check();
    await quiz.button("Check answer").click();
    await quiz.said.getByText("1 right answer is missing.").waitFor();
    await quiz.answer("A form, sent with GET").check();
    await quiz.answer("A picture").check();
    await quiz.button("Check answer").click();
    await quiz.said.getByText("the cookie stays behind").waitFor();
    expect(await quiz.said.getByText("missing").count()).toBe(0);
    await quiz.answer("A picture").uncheck();
    await quiz.button("Check answer").click();
    await quiz.said.getByText("Right.", { exact: true }).waitFor();
    await quiz.form.getByText("3 tries").waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describe("a quiz that a link brought", () => {
  test("can be answered once the reader has agreed", async ({ visit }) => {
    const content = { form: "lesson", text: TEXT, files: [], options: NO_OPTIONS } as const;
    const link = await encodeLink(content, null, { baseText: async () => null });
    if (link.kind !== "link") throw new Error(link.message);
    const { page } = await (await visit()).open(link.hash);
    const quiz = quizOf(page, /^Two and two/);
    const read = page.getByRole("group", { name: /^Two and two/ }).getByLabel("Four");
    expect(await read.isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Open to run" }).click();
    await quiz.answer("Four").check();
    await quiz.button("Check answer").click();
    await quiz.said.getByText("Right.").waitFor();
  });

  test("can be answered where nothing is to be edited", async ({ visit }) => {
    const { page } = await (await visit()).open(READ_ONLY);
    const quiz = quizOf(page, /^The app above takes POST/);
    await quiz.answer("405").check();
    await quiz.button("Check answer").click();
    await quiz.said.getByText("Right.", { exact: true }).waitFor();
    expect(await quiz.answer("404").isEnabled()).toBe(true);
  });
});
