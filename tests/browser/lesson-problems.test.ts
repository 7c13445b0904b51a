import { beforeAll, describe, expect } from "vitest";
import { buildCourses } from "./support/built-courses.ts";
import { test } from "./support/fixtures.ts";

describe("a lesson whose author made a mistake", () => {
  let dir = "";
  beforeAll(async () => {
    dir = await buildCourses("broken-courses");
  });

  test("malformed front matter is told in its place, and the rest works", async ({
    visitBuild,
  }) => {
    const view = await (await visitBuild(dir)).open("#/lesson/broken/01-front-matter");
    const problem = view.page.getByRole("note", { name: "Problem in the lesson" });
    await problem.first().waitFor();
    expect(await problem.first().innerText()).toMatch(/^Line \d of the lesson: .+\.$/);
    await view.page.getByText("The prose is there all the same.").waitFor();
    await view.cell(1).run();
    expect(await view.cell(1).text()).toBe("this cell works");
  });

  test("each mistake in a fence is told in its place, and the rest works", async ({
    visitBuild,
  }) => {
    const view = await (await visitBuild(dir)).open("#/lesson/broken/02-fences");
    await view.page.getByText("The prose is there all the same.").waitFor();
    const problems = view.page.getByRole("note", { name: "Problem in the lesson" });
    await problems.first().waitFor();
    const told = (await problems.allInnerTexts()).join("\n");
    expect(told).toContain("colour");
    expect(told).toContain("twice");
    expect(told).toContain("nowhere");
    const working = (await view.api.cells()).find(({ source }) => source.includes("cell works"));
    expect((await view.api.run(working?.id ?? "")).outputs[0]?.data).toBe("this cell works\n");
    const exercise = (await view.api.cells()).find(({ kind }) => kind === "exercise");
    expect(exercise?.source.trim()).toBe("answer = 1");
  });

  test("does not keep the catalogue from opening", async ({ visitBuild }) => {
    const view = await (await visitBuild(dir)).open();
    await view.page.getByRole("link", { name: /Fences with mistakes/ }).click();
    await view.page.getByRole("heading", { name: "Fences with mistakes", level: 1 }).waitFor();
    expect(view.page.url()).toContain("broken/02-fences");
  });
});
