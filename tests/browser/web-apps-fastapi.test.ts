import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import { appFixture, eventually, serveApp } from "./support/served-app.ts";

const BICYCLES = appFixture("bicycles_fastapi.py");

describe("a FastAPI app", () => {
  test("is tried out on its own pages of documentation", async ({ visit }) => {
    const visitor = await visit();
    visitor.expectProblem(/422/);
    const { preview, pane } = await serveApp(visitor, "Bicycle shop", BICYCLES);
    await preview.open("/docs");
    await preview.shows(/Bicycle shop/);
    const { content } = preview;
    const button = (name: string | RegExp) => content.getByRole("button", { name });

    await content.getByText("/price", { exact: true }).click();
    await button("Try it out").click();
    await content.getByPlaceholder("days").fill("3");
    await button("Execute").click();
    const live = () => content.locator(".live-responses-table").innerText();
    await eventually(live).toContain('"euros": 36');
    await pane.row("GET /price?days=3&helmet=false Alice 200").waitFor();
    await content.getByText("/price", { exact: true }).click();

    await content.getByText("/bikes", { exact: true }).click();
    await button("Try it out").click();
    const body = content.locator("textarea.body-param__text");
    expect(JSON.parse(await body.inputValue())).toMatchObject({ kind: "string" });
    await body.fill('{"kind": "tandem", "euros": 19.5}');
    await button("Execute").click();
    await eventually(live).toContain('"number": 1');
    await eventually(live).toMatch(/\b201\b/);
    await body.fill('{"kind": "tandem", "euros": -1}');
    await button("Execute").click();
    await eventually(live).toContain("Input should be greater than 0");
    await eventually(live).toMatch(/\b422\b/);
    const detail = await pane.open("POST /bikes Alice 422");
    await detail.turnTo("Request");
    expect(await detail.section("Body").innerText()).toContain("euros: -1");
  });

  test("answers before its background tasks are through, and while they wait", async ({
    visit,
  }) => {
    const { preview, pane } = await serveApp(await visit(), "Bicycle shop", BICYCLES);
    const seen = await preview.run(async () => {
      const ask = async (method: string, path: string): Promise<unknown> => {
        const response = await fetch(path, { method });
        return [response.status, await response.json()];
      };
      return [
        await ask("POST", "/letters/Ada"),
        await ask("GET", "/letters"),
        await ask("POST", "/stamps"),
        await ask("GET", "/letters"),
      ];
    }, null);
    expect(seen).toEqual([
      [202, { letters: [] }],
      [200, ["waiting for a stamp: Ada"]],
      [200, null],
      [200, ["sent: Ada"]],
    ]);
    const detail = await pane.open("POST /letters/Ada Alice 202");
    await detail.turnTo("On the wire");
    expect(await detail.section("Messages").innerText()).toContain("http.response.body");
  });
});
