import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";

describe("the first lesson of each course, cell by cell", () => {
  test("flask-routing: routes, the test client, a 404, and two exercises", async ({ visit }) => {
    const view = await (await visit()).open("#/lesson/flask-routing/01-first-route");
    await view.page.getByRole("heading", { name: "Your first route", level: 1 }).waitFor();

    await view.cell(1).run();
    expect(await view.cell(1).text()).toBe("");

    await view.cell(2).run();
    expect(await view.cell(2).text()).toBe("200 OK\nWelcome to the library");

    await view.cell(3).run();
    expect((await view.cell(3).text()).split("\n")).toEqual([
      "/ -> 200 OK",
      "/hours -> 200 OK",
      "/Hours -> 404 NOT FOUND",
      "/hours/ -> 404 NOT FOUND",
    ]);

    await view.cell(4).run();
    const tickets = await view.cell(4).text();
    for (const number of [1, 2, 3]) expect(tickets).toContain(`You are number ${number}`);

    await view.cell(5).run();
    expect(await view.cell(5).text()).toContain("AssertionError");
    expect(await view.cell(5).text()).toContain("page");

    const contact = view.cell(6);
    expect(await contact.check()).toContain("No route has the path /contact yet.");
    await contact.type(
      'from flask import Flask\napp = Flask(__name__)\n@app.get("/contact")\ndef contact():\n    return "Ask at the desk"',
    );
    expect(await contact.check()).toContain("Passed");

    const events = view.cell(7);
    await events.run();
    expect(await events.text()).toContain("/whats-on ->");
    expect(await events.check()).toContain("Not yet");
    await events.button("Show solution").click();
    await events.root.getByRole("button", { name: "Put it in the cell" }).click();
    expect(await events.check()).toContain("Passed");
  });

  test("pydantic-validation: a model, what it refuses, and two exercises", async ({ visit }) => {
    const view = await (await visit()).open("#/lesson/pydantic-validation/01-models");
    await view.page.getByRole("heading", { name: "A model for your data", level: 1 }).waitFor();

    await view.cell(1).run();
    expect(await view.cell(1).text()).toBe("Four days cost 3333");

    await view.cell(2).run();
    expect(await view.cell(2).text()).toBe("Tool(name='Ladder', daily_fee=3, deposit=20)");

    await view.cell(3).run();
    expect(await view.cell(3).text()).toContain("Four days cost 12");
    expect(await view.cell(3).text()).toContain("'deposit': 20");

    await view.cell(4).run();
    const refusal = await view.cell(4).text();
    expect(refusal).toContain("ValidationError");
    expect(refusal).toContain("name");
    expect(refusal).toContain("daily_fee");

    await view.cell(5).run();
    const lines = (await view.cell(5).text()).split("\n");
    expect(lines[0]).toMatch(/^' 3 ' +becomes 3$/);
    expect(lines[2]).toMatch(/^3\.5 +refused: /);
    expect(lines[4]).toMatch(/^None +refused: /);

    const week = view.cell(6);
    expect(await week.check()).toContain("weekly_fee returned '3333333'");
    await week.type("def weekly_fee(data):\n    return Tool.model_validate(data).daily_fee * 7");
    expect(await week.check()).toContain("Passed");

    expect(await view.cell(7).check()).toContain("Not yet");
  });

  test("pandas-first-steps: a frame as a grid, whole columns, and an exercise", async ({
    visit,
  }) => {
    const view = await (await visit()).open("#/lesson/pandas-first-steps/01-frames");
    await view.page.getByRole("heading", { name: "A table in Python", level: 1 }).waitFor();

    await view.cell(1).run();
    const frame = view.cell(1).output.getByRole("group", { name: "Data frame" });
    await frame.getByText("Earl Grey", { exact: true }).waitFor();
    expect(await frame.innerText()).toContain("12 rows · 5 columns");

    await view.cell(2).run();
    expect(await view.cell(2).text()).toContain("float64");

    await view.cell(3).run();
    expect(await view.cell(3).text()).toContain("12.9");

    await view.cell(4).run();
    expect(await view.cell(4).text()).toContain("154.8");

    await view.cell(5).run();
    await view.cell(5).output.getByText("Earl Grey, black tea").waitFor();

    const exercise = view.cell(6);
    expect(await exercise.check()).toContain("divided by 100, which leaves its size out");
    await exercise.type(
      'products["per_100g"] = (products["price"] / products["grams"] * 100).round(2)',
    );
    expect(await exercise.check()).toContain("Passed");

    await view.cell(7).run();
    expect(await view.cell(7).text()).toContain("rows and columns: (403, 6)");

    await view.cell(8).run();
    await view.cell(8).output.getByText("162").first().waitFor();
    expect(await view.cell(9).check()).toContain("403 is the number of orders");
  });
});

test("the catalogue leads to every lesson, and shows what was passed", async ({ visit }) => {
  const view = await (await visit()).open();
  const { page } = view;
  await page.getByRole("link", { name: /Your first route/ }).waitFor();
  for (const course of ["flask-routing", "pydantic-validation", "pandas-first-steps"]) {
    expect(await page.locator(`a[href^="#/lesson/${course}/"]`).count()).toBeGreaterThanOrEqual(4);
  }
  await page.getByRole("link", { name: /Your first route/ }).click();
  await page.getByRole("heading", { name: "Your first route", level: 1 }).waitFor();
  const exercise = view.cell(6);
  await exercise.type(
    'from flask import Flask\napp = Flask(__name__)\n@app.get("/contact")\ndef contact():\n    return "Ask at the desk"',
  );
  expect(await exercise.check()).toContain("Passed");
  await page.getByRole("link", { name: "Routebook" }).click();
  await page.getByRole("link", { name: /^1 of 2: Your first route/ }).waitFor();
  expect(await page.getByRole("link", { name: /^Continue where you left off/ }).count()).toBe(1);
});
