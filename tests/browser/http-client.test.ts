import type { Locator } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import type { LessonView } from "./support/lesson-view.ts";
import { PaneView } from "./support/pane-view.ts";
import { violationsInBoth } from "./support/violations.ts";

const APP = `
from flask import Flask, jsonify, redirect, request, session
app = Flask(__name__)
app.secret_key = "secret"

@app.post("/login")
def login():
    session["user"] = request.form["user"]
    answer = redirect("/")
    answer.set_cookie("theme", "dark", max_age=3600, samesite="Strict")
    return answer

@app.get("/")
def home():
    return jsonify(user=session.get("user"), theme=request.cookies.get("theme"))

@app.route("/echo", methods=["GET", "POST", "PUT", "BREW"])
def echo():
    return jsonify(method=request.method, type=request.content_type, body=request.get_data(as_text=True))

@app.get("/slow")
def slow():
    import time
    time.sleep(30)
    return "late"
`;

/** The HTTP client's panel, as the learner meets it. */
class RequestView {
  readonly panel: Locator;
  readonly answer: Locator;

  constructor(panel: Locator) {
    this.panel = panel;
    this.answer = panel.getByRole("region", { name: "Answer", exact: true });
  }

  get address(): Locator {
    return this.panel.getByRole("textbox", { name: "Address" });
  }

  button(name: string): Locator {
    return this.panel.getByRole("button", { name, exact: true });
  }

  async send(): Promise<void> {
    await this.button("Send").click();
  }
}

/** A notebook with the app running, and the pane beside it. */
async function open(view: LessonView): Promise<PaneView> {
  await view.scratch(APP);
  await view.cell(1).run();
  const pane = new PaneView(view.page);
  await pane.root.waitFor();
  return pane;
}

async function openRequest(view: LessonView): Promise<RequestView> {
  const pane = await open(view);
  const request = new RequestView(await pane.openTab("Request"));
  await request.address.waitFor();
  return request;
}

describe("the HTTP client", () => {
  test("sends a form, and follows the redirect with the cookies of the answer", async ({
    visit,
  }) => {
    const view = await (await visit()).open("#/scratch");
    const request = await openRequest(view);
    await request.address.fill("/login");
    await request.panel.getByRole("combobox", { name: "Kind of the body" }).selectOption("Form");
    await request.button("Add field").click();
    await request.panel.getByRole("textbox", { name: "Name of field 1" }).fill("user");
    await request.panel.getByRole("textbox", { name: "Value of field 1" }).fill("Ada & co");
    await request.send();
    await request.answer.getByText("302 FOUND").waitFor();
    await request.answer.getByRole("button", { name: "Follow" }).click();
    await request.answer.getByText('user: "Ada & co"').waitFor();
    await request.answer.getByText('theme: "dark"').waitFor();
    expect(await request.address.inputValue()).toBe("/");
  });

  test("checks JSON, sends any method, and switches headers off", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const request = await openRequest(view);
    await request.address.fill("/echo");
    await request.panel.getByRole("combobox", { name: "Kind of the body" }).selectOption("JSON");
    const body = request.panel.getByRole("textbox", { name: "Body of the request" });
    await body.focus();
    await view.page.keyboard.insertText('{"a": 1,}');
    await request.panel
      .getByText('Line 1, column 9: Before "}" there is a comma too much.')
      .waitFor();
    await view.page.keyboard.press("ControlOrMeta+A");
    await view.page.keyboard.press("Delete");
    await view.page.keyboard.insertText('{"a":1}');
    await request.button("Format").click();
    await view.page.keyboard.press("ControlOrMeta+Enter");
    await request.answer.getByText('type: "application/json"').waitFor();
    await request.answer.getByText(String.raw`body: "{\n  \"a\": 1\n}"`).waitFor();

    await request.button("Headers 1").click();
    await request.panel.getByRole("checkbox", { name: "Send header 1" }).uncheck();
    await request.panel.getByRole("combobox", { name: "Method" }).selectOption("Other…");
    await request.panel.getByRole("textbox", { name: "Method" }).fill("brew");
    await request.send();
    await request.answer.getByText('method: "BREW"').waitFor();
    expect(await request.answer.getByText("type: null").count()).toBe(1);
  });

  test("waits visibly, and can be called off", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const request = await openRequest(view);
    await request.address.fill("/slow");
    await request.address.press("Enter");
    await request.answer.getByText("Waiting for the app…").waitFor();
    await request.button("Cancel").click();
    await request.answer.getByText("The answer of your app shows here.").waitFor();
    expect(await request.button("Send").isEnabled()).toBe(true);
  });

  test("takes a pasted curl command, and a logged request", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const request = await openRequest(view);
    await request.button("Import curl").click();
    await request.panel
      .getByRole("textbox", { name: "curl command" })
      .fill(
        `curl 'https://api.example.org/echo' -X PUT -H 'Content-Type: text/plain' -d $'it\\'s'`,
      );
    await request.button("Import").click();
    await request.panel.getByText("The address was on api.example.org").waitFor();
    expect(await request.address.inputValue()).toBe("/echo");
    await request.send();
    await request.answer.getByText(`body: "it's"`).waitFor();

    const pane = new PaneView(view.page);
    await request.address.fill("/");
    const detail = await pane.open(/PUT \/echo/);
    await detail.button("Open in Request").click();
    expect(await request.address.inputValue()).toBe("/echo");
    expect(await request.panel.getByRole("combobox", { name: "Method" }).inputValue()).toBe("PUT");
  });

  test("says what is wrong with the request", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const request = await openRequest(view);
    await request.address.fill("https://example.org/");
    await request.send();
    const said = await request.answer.getByRole("alert").innerText();
    expect(said).toMatch(/^"https:\/\/example\.org\/" is another site/);
  });
});

describe("the clients", () => {
  const login = async (view: LessonView, client: string) =>
    view.page.evaluate(
      (name) =>
        window.routebook.request({
          method: "POST",
          url: "/login",
          headers: [["Content-Type", "application/x-www-form-urlencoded"]],
          body: `user=${name}`,
          client: name,
        }),
      client,
    );

  test("have cookies of their own, with sessions decoded", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const pane = await open(view);
    const panel = await pane.openTab("Clients");
    await login(view, "Bob");
    await login(view, "Mallory");
    const bob = panel.getByRole("region", { name: "Bob" });
    await bob.getByText("Flask session").waitFor();
    await bob.getByText("Genuine").waitFor();
    await bob.getByText('user: "Bob"').waitFor();
    await panel.getByRole("region", { name: "Mallory" }).getByText('user: "Mallory"').waitFor();
    const alice = panel.getByRole("region", { name: "Alice" });
    expect(await alice.getByText("No cookies.").count()).toBe(1);
  });

  test("are used by the preview, edited, cleared, added and removed", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const pane = await open(view);
    const panel = await pane.openTab("Clients");
    await login(view, "Bob");
    const bob = panel.getByRole("region", { name: "Bob" });
    await bob.getByRole("button", { name: "Edit cookie theme" }).click();
    await bob.getByRole("textbox", { name: "Value" }).fill("light");
    await bob.getByRole("button", { name: "Save cookie" }).click();
    await bob.getByText("light", { exact: true }).waitFor();
    await bob.getByRole("button", { name: "Use in preview" }).click();
    await bob.getByText("In use").waitFor();
    const request = new RequestView(await pane.openTab("Request"));
    await request.send();
    await request.answer.getByText('theme: "light"').waitFor();

    await pane.openTab("Clients");
    await bob.getByRole("button", { name: "Delete cookie session" }).click();
    await bob.getByText("Flask session").waitFor({ state: "hidden" });
    await bob.getByRole("button", { name: "More for Bob" }).click();
    await view.page.getByRole("menuitem", { name: "Clear cookies" }).click();
    await bob.getByText("No cookies.").waitFor();

    await panel.getByRole("textbox", { name: "Name of a new client" }).fill("Carol");
    await panel.getByRole("button", { name: "Add client" }).click();
    const carol = panel.getByRole("region", { name: "Carol" });
    await carol.getByText("In use").waitFor();
    await carol.getByRole("button", { name: "More for Carol" }).click();
    await view.page.getByRole("menuitem", { name: "Add cookie" }).click();
    await carol.getByRole("textbox", { name: "Name" }).fill("a");
    await carol.getByRole("textbox", { name: "Value" }).fill("1");
    await carol.getByRole("button", { name: "Save cookie" }).click();
    await carol.getByText("1 cookie", { exact: true }).waitFor();
    await carol.getByRole("button", { name: "More for Carol" }).click();
    await view.page.getByRole("menuitem", { name: "Remove client" }).click();
    await carol.waitFor({ state: "hidden" });
    const alice = panel.getByRole("region", { name: "Alice" });
    await alice.getByText("In use").waitFor();
    expect(await panel.getByRole("region").count()).toBe(2);
  });
});

describe("accessibility, light and dark", () => {
  test("the tabs Request and Clients", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const request = await openRequest(view);
    await request.panel.getByRole("combobox", { name: "Kind of the body" }).selectOption("JSON");
    await request.address.fill("/echo?missing");
    await request.send();
    await request.answer.getByText("200 OK", { exact: true }).waitFor();
    expect(await violationsInBoth(view.page)).toEqual([]);
    await request.button("Headers 1").click();
    expect(await violationsInBoth(view.page)).toEqual([]);
    await request.button("Import curl").click();
    await request.panel.getByRole("textbox", { name: "curl command" }).fill("wget");
    await request.button("Import").click();
    await request.panel.getByText("This is no curl command").waitFor();
    expect(await violationsInBoth(view.page)).toEqual([]);
    const pane = new PaneView(view.page);
    await view.page.evaluate(() =>
      window.routebook.request({
        method: "POST",
        url: "/login",
        headers: [["Content-Type", "application/x-www-form-urlencoded"]],
        body: "user=Bob",
        client: "Bob",
      }),
    );
    const clients = await pane.openTab("Clients");
    await clients.getByText("Flask session").waitFor();
    await clients.getByRole("button", { name: "Edit cookie theme" }).click();
    expect(await violationsInBoth(view.page)).toEqual([]);
  });
});
