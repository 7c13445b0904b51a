import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import type { PreviewView } from "./support/preview-view.ts";
import { appFixture, eventually, serveApp } from "./support/served-app.ts";

const CLUB = appFixture("club_flask.py");

async function logIn(preview: PreviewView, name: string, password: string): Promise<void> {
  await preview.content.getByLabel("Name").fill(name);
  await preview.content.getByLabel("Password").fill(password);
  await preview.content.getByRole("button", { name: "Log in" }).click();
}

describe("a Flask app with a login", () => {
  test("is used by Alice, stays shut for Bob, and tells how it knows them", async ({ visit }) => {
    const visitor = await visit();
    const { preview, pane } = await serveApp(visitor, "Log in", CLUB);
    const flashed = preview.content.getByRole("status");
    const address = () => preview.address.inputValue();
    expect(await address()).toBe("http://localhost:8000/login");

    await logIn(preview, "Ada", "wrong");
    await flashed.getByText("No member has this name and password.").waitFor();
    expect(await address()).toBe("http://localhost:8000/login");
    await logIn(preview, "Ada", "engine");
    await preview.shows("Hello, Ada");
    await flashed.getByText("You are logged in.").waitFor();
    expect(await address()).toBe("http://localhost:8000/");
    await preview.button("Reload").click();
    await flashed.waitFor({ state: "detached" });
    await preview.shows("Hello, Ada");

    // Bob is another browser: nobody there is logged in.
    await pane.root.getByRole("combobox", { name: "Client" }).selectOption("Bob");
    await preview.shows("Log in");
    const clients = await pane.openTab("Clients");
    const section = (name: string) => clients.getByRole("region", { name, exact: true });
    const session = section("Alice").getByRole("group", { name: "Flask session" });
    await session.getByText("Genuine").waitFor();
    expect(await session.innerText()).toMatch(/name: "?Ada/);
    expect(await section("Bob").innerText()).toContain("No cookies.");

    // Alice's cookie in Bob's jar would be Alice's session: here he gets it.
    const value = await section("Alice").getByRole("code").first().innerText();
    await section("Bob").getByRole("button", { name: "More for Bob" }).click();
    await visitor.page.getByRole("menuitem", { name: "Add cookie" }).click();
    await section("Bob").getByRole("textbox", { name: "Name" }).fill("session");
    await section("Bob").getByRole("textbox", { name: "Value" }).fill(value);
    await section("Bob").getByRole("button", { name: "Save" }).click();
    await section("Bob").getByText("Genuine").waitFor();
    await pane.tab("Preview").click();
    await preview.open("/");
    await preview.shows("Hello, Ada");

    await preview.content.getByRole("button", { name: "Log out" }).click();
    await preview.shows("Log in");
    await flashed.getByText("Goodbye.").waitFor();
    await pane.root.getByRole("combobox", { name: "Client" }).selectOption("Alice");
    await flashed.waitFor({ state: "detached" });
    await preview.open("/");
    await preview.shows("Hello, Ada");

    const lines = async () => (await pane.rows()).map((cells) => cells.slice(0, 3).join(" "));
    await pane.filter.fill("/login alice");
    await eventually(lines).toEqual([
      "GET /login Alice 200",
      "POST /login Alice 302",
      "GET /login Alice 200",
      "POST /login Alice 302",
      "GET /login Alice 200",
    ]);
    const detail = await pane.open("POST /login Alice 302");
    const changes = await detail.section("Database changes").innerText();
    expect(changes).toContain("0 → 1");
    await detail.turnTo("Request");
    expect(await detail.section("Body").innerText()).toContain("engine");
    await detail.turnTo("Response");
    const headers = await detail.section("Headers").innerText();
    expect(headers).toMatch(/^Location\s*\/$/m);
    expect(headers).toMatch(/^Set-Cookie\s*session=/m);
    await detail.turnTo("On the wire");
    const environ = detail.section("environ").getByRole("row", { name: "CONTENT_TYPE" });
    expect(await environ.getByRole("cell").innerText()).toBe("'application/x-www-form-urlencoded'");
    const sql = await detail.section("SQL").innerText();
    expect(sql).toContain("('Ada', 'engine')");
    expect(sql).toContain("UPDATE member SET visits");
  });
});
