import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import type { LessonView } from "./support/lesson-view.ts";
import { PaneView } from "./support/pane-view.ts";

const NOTES = `
import sqlite3
from flask import Flask, jsonify, redirect, render_template_string, request, session
app = Flask(__name__)
app.secret_key = "secret"
db = sqlite3.connect("notes.db")
db.execute("create table note (id integer primary key, text text)")
db.commit()

@app.before_request
def count_visits():
    session["visits"] = session.get("visits", 0) + 1

@app.get("/")
def home():
    return render_template_string("<h1>Hello, {{ name }}</h1>", name=session.get("name", "you"))

@app.post("/login")
def login():
    session["name"] = request.form["name"]
    return redirect("/")

@app.post("/notes")
def add():
    db.execute("insert into note (text) values (?)", (request.json["text"],))
    db.commit()
    print("kept")
    return jsonify(text=request.json["text"]), 201

@app.get("/boom")
def boom():
    people = {}
    return people["ada"]
`;

const STREAM = `
from fastapi import FastAPI
app = FastAPI()

@app.get("/")
def home():
    return "here"

@app.get("/items/{number}")
async def item(number: int):
    return {"number": number}
`;

interface Ask {
  readonly method?: string;
  readonly url: string;
  readonly client?: string;
  readonly type?: string;
  readonly body?: string;
}

/** `routebook.request`, for its line in the log. */
async function ask(view: LessonView, { type, method = "GET", ...request }: Ask): Promise<number> {
  return view.page.evaluate(
    async ([wanted, contentType]) => {
      const headers = contentType === undefined ? [] : [["content-type", contentType] as const];
      return (await window.routebook.request({ ...wanted, headers })).status;
    },
    [{ client: "Bob", ...request, method }, type] as const,
  );
}

const NOTE = { method: "POST", url: "/notes", type: "application/json", body: '{"text": "milk"}' };

describe("the pane", () => {
  test("comes with the first app in a scratch notebook and opens its page", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const pane = new PaneView(view.page);
    expect(await pane.root.count()).toBe(0);
    await view.scratch(NOTES);
    await view.cell(1).run();
    await pane.row("GET / Alice 200").waitFor();
    const address = pane.root.getByRole("textbox", { name: "Address" });
    expect(await address.inputValue()).toBe("http://localhost:8000/");
  });

  test("is hidden and shown by its button; the choice outlives a reload", async ({ visit }) => {
    const visitor = await visit();
    const view = await visitor.open("#/lesson/flask-routing/01-first-route");
    const pane = new PaneView(view.page);
    await pane.tab("Preview").waitFor();
    await pane.toggle();
    await pane.tab("Preview").waitFor({ state: "hidden" });
    // Who reads the store after the choice was handed to it waits for its being written.
    await view.api.exportProgress();
    await view.page.reload();
    await view.ready();
    await view.cell(1).root.waitFor();
    expect(await pane.tab("Preview").count()).toBe(0);
    await pane.toggle();
    await pane.tab("Preview").waitFor();
  });

  test("is made wider with the arrow keys, and covers the page until Escape", async ({ visit }) => {
    const view = await (await visit()).open("#/lesson/flask-routing/01-first-route");
    const pane = new PaneView(view.page);
    const edge = pane.root.getByRole("separator", { name: "Width of the pane" });
    const before = Number(await edge.getAttribute("aria-valuenow"));
    await edge.press("ArrowLeft");
    await edge.press("ArrowLeft");
    expect(Number(await edge.getAttribute("aria-valuenow"))).toBe(before + 32);
    await edge.press("Home");
    expect(await edge.getAttribute("aria-valuenow")).toBe("320");
    await edge.dblclick();
    expect(Number(await edge.getAttribute("aria-valuenow"))).toBe(before);

    const main = view.page.getByRole("main");
    await pane.root.getByRole("button", { name: "Open larger" }).click();
    await main.waitFor({ state: "hidden" });
    await view.page.keyboard.press("Escape");
    await main.waitFor({ state: "visible" });
  });

  test("says in the address bar that another host is not the app", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(NOTES);
    await view.cell(1).run();
    const pane = new PaneView(view.page);
    const address = pane.root.getByRole("textbox", { name: "Address" });
    await pane.row("GET / Alice 200").waitFor();
    await address.fill("http://example.org/");
    await address.press("Enter");
    expect(await pane.root.getByRole("alert").innerText()).toContain("localhost:8000");
    await address.press("Escape");
    expect(await address.inputValue()).toBe("http://localhost:8000/");
  });

  test("asks for the page again when the app was made anew, and as another client", async ({
    visit,
  }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(NOTES.replace("create table", "create table if not exists"));
    await view.cell(1).run();
    const pane = new PaneView(view.page);
    await pane.row("GET / Alice 200").waitFor();
    await pane.root.getByRole("combobox", { name: "Client" }).selectOption("Bob");
    await pane.row("GET / Bob 200").waitFor();
    await view.cell(1).run();
    await expect.poll(() => pane.row("GET / Bob 200").count()).toBe(2);
  });
});

describe("the request log", () => {
  test("has a line a request, filters and clears", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(NOTES);
    await view.cell(1).run();
    const pane = new PaneView(view.page);
    await pane.row("GET / Alice 200").waitFor();
    await ask(view, NOTE);
    await ask(view, { url: "/boom" });
    await ask(view, { url: "/nowhere", client: "Mallory" });
    await pane.row("GET /nowhere Mallory 404").waitFor();
    expect(
      (await pane.rows()).map(([request, client, status]) => [request, client, status]),
    ).toEqual([
      ["GET /", "Alice", "200"],
      ["POST /notes", "Bob", "201"],
      ["GET /boom", "Bob", "500"],
      ["GET /nowhere", "Mallory", "404"],
    ]);
    await pane.filter.fill(">=400 bob");
    await expect.poll(async () => (await pane.rows()).length).toBe(1);
    await pane.filter.press("Escape");
    await expect.poll(async () => (await pane.rows()).length).toBe(4);
    await pane.log.getByRole("button", { name: "Clear requests" }).click();
    expect(await pane.rows()).toEqual([]);
  });

  test("opens a request with the keyboard, and closes it", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(NOTES);
    await view.cell(1).run();
    const pane = new PaneView(view.page);
    await pane.row("GET / Alice 200").waitFor();
    await ask(view, NOTE);
    await pane.row("POST /notes Bob 201").focus();
    await view.page.keyboard.press("ArrowUp");
    await view.page.keyboard.press("ArrowDown");
    await view.page.keyboard.press("Enter");
    await pane.log.getByRole("heading", { name: "POST /notes" }).waitFor();
    await view.page.keyboard.press("Escape");
    await pane.row("POST /notes Bob 201").waitFor();
    expect(await pane.rows()).toHaveLength(2);
  });

  test("shows environ, SQL, templates, changed rows and what was printed", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(NOTES);
    await view.cell(1).run();
    const pane = new PaneView(view.page);
    await pane.row("GET / Alice 200").waitFor();
    await ask(view, NOTE);
    const detail = await pane.open("POST /notes Bob 201");
    expect(await detail.section("Database changes").innerText()).toContain("milk");
    expect(await detail.section("Printed").innerText()).toContain("kept");
    await detail.turnTo("Request");
    expect(await detail.section("Body").innerText()).toContain('text: "milk"');
    await detail.turnTo("Response");
    expect(await detail.section("Headers").innerText()).toContain("application/json");
    await detail.turnTo("On the wire");
    const environ = detail.section("environ");
    expect(
      await environ.getByRole("row", { name: "PATH_INFO" }).getByRole("cell").innerText(),
    ).toBe("'/notes'");
    const sql = await detail.section("SQL").innerText();
    expect(sql).toContain("insert into note (text) values (?)");
    expect(sql).toContain("('milk',)");
    expect(await detail.section("Path through the app").innerText()).toContain("count_visits");
    await detail.back();
    const page = await pane.open("GET / Alice 200");
    expect(await page.section("Templates").count()).toBe(1);
  });

  test("leads from an exception to the line in the cell", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(NOTES);
    await view.cell(1).run();
    const pane = new PaneView(view.page);
    await ask(view, { url: "/boom" });
    const detail = await pane.open("GET /boom Bob 500");
    const failure = detail.section("Exception");
    expect(await failure.innerText()).toContain("KeyError");
    await failure.getByRole("button", { name: /^cell 1, line \d+, in boom\(\)$/ }).click();
    await view.cell(1).focused();
  });

  test("shows an ASGI app's scope and messages", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(STREAM);
    await view.cell(1).run();
    const pane = new PaneView(view.page);
    await pane.row("GET / Alice 200").waitFor();
    await ask(view, { url: "/items/3" });
    const detail = await pane.open("GET /items/3 Bob 200");
    await detail.turnTo("On the wire");
    const scope = detail.section("scope");
    expect(await scope.getByRole("row", { name: /^path/ }).getByRole("cell").innerText()).toBe(
      "'/items/3'",
    );
    const messages = await detail.section("Messages").innerText();
    expect(messages).toContain("http.response.start 200");
    expect(messages.indexOf("http.response.start")).toBeLessThan(
      messages.indexOf("http.response.body"),
    );
    expect(await detail.section("Path through the app").innerText()).toContain("item");
  });

  test("tells of a request that was lost with its kernel", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(`${NOTES}
@app.get("/wait")
async def wait():
    import asyncio
    await asyncio.sleep(1000)
`);
    await view.cell(1).run();
    const pane = new PaneView(view.page);
    await pane.row("GET / Alice 200").waitFor();
    const asked = ask(view, { url: "/wait" }).catch(() => 0);
    await pane.row("GET /wait Bob running").waitFor();
    await view.api.restart();
    await asked;
    const detail = await pane.open("GET /wait Bob lost");
    expect(await detail.root.innerText()).toContain("Python was replaced while this request ran");
  });

  test("keeps to the newest of a thousand lines, unless one scrolled up", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(NOTES);
    await view.cell(1).run();
    const pane = new PaneView(view.page);
    await pane.row("GET / Alice 200").waitFor();
    await view.page.evaluate(async () => {
      for (let batch = 0; batch < 21; batch++) {
        const urls = Array.from({ length: 50 }, (_, index) => `/missing/${batch * 50 + index}`);
        await Promise.all(
          urls.map((url) => window.routebook.request({ method: "GET", url, client: "Bob" })),
        );
      }
    });
    await pane.row("GET /missing/1049 Bob 404").waitFor();
    const grid = pane.log.getByRole("grid", { name: "Requests" });
    // The head counts as a row.
    expect(await grid.getAttribute("aria-rowcount")).toBe("1001");
    expect(await pane.row(/missing/).count()).toBeLessThan(100);
    await grid.evaluate((element) => element.scrollTo(0, 0));
    await pane.row("GET /missing/50 Bob 404").waitFor();
    await ask(view, { url: "/last" });
    await expect.poll(() => grid.evaluate((element) => element.scrollTop)).toBe(0);
  });
});
