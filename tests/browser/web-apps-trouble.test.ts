import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import { appFixture, openCells, serveApp } from "./support/served-app.ts";

const TROUBLE = appFixture("trouble_flask.py");

/** Without indentation, for editors add their own to what is typed. */
const MENDED = `from flask import Flask
app = Flask(__name__)
app.add_url_rule("/", "home", lambda: "<h1>Mended</h1>")`;

const MOODY = `
import asyncio
from contextlib import asynccontextmanager
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

mood = "bad"

@asynccontextmanager
async def lifespan(app):
    if mood == "bad":
        raise RuntimeError("no database to connect to")
    yield

app = FastAPI(lifespan=lifespan)

@app.get("/", response_class=HTMLResponse)
async def home():
    return "<!doctype html><title>Home</title><h1>It started</h1>"

@app.get("/never")
async def never():
    await asyncio.Event().wait()
`;

describe("an app that goes wrong", () => {
  test("while it is made is no app, and is one when it is mended", async ({ visit }) => {
    const broken = TROUBLE.replace("from flask import", "from flasque import");
    const { view, pane, preview } = await openCells(await visit(), broken);
    await view.cell(1).run();
    expect(await view.cell(1).text()).toContain("No module named 'flasque'");
    expect(await pane.root.count()).toBe(0);
    await pane.toggle();
    await pane.root.getByRole("heading", { name: "Nothing is served yet" }).waitFor();
    await view.cell(1).type(MENDED);
    await view.cell(1).run();
    await preview.shows("Mended");
  });

  test("in its views is told of, waited for and cancelled; its variables stay", async ({
    visit,
  }) => {
    const visitor = await visit();
    visitor.expectProblem(/status of 50\d/);
    const { view, pane, preview } = await serveApp(visitor, "Visit 1", TROUBLE, "print(visits)");

    await preview.open("/boom");
    await preview.shows("Internal Server Error");
    const failed = await pane.open("GET /boom Alice 500");
    const exception = failed.section("Exception");
    expect(await exception.innerText()).toContain("KeyError: 'ada'");
    await exception.getByRole("button", { name: /^cell 1, line \d+, in boom\(\)$/ }).click();
    await view.cell(1).focused();
    await failed.back();

    await preview.open("/nothing");
    await preview.shows("Internal Server Error");
    const nothing = await pane.open("GET /nothing Alice 500");
    expect(await nothing.section("Exception").innerText()).toContain("nothing");
    await nothing.back();

    await preview.open("/broken-off");
    const half = await pane.open(/GET \/broken-off Alice/);
    await half.section("Exception").getByText("no second half").first().waitFor();
    await half.back();

    await preview.open("/forever");
    const waiting = pane.root.getByRole("status").filter({ hasText: "Waiting for the app…" });
    await waiting.getByRole("button", { name: "Cancel" }).click();
    await pane.root.getByRole("alert").getByText("You stopped this page").waitFor();
    await preview.open("/");
    await preview.shows("Visit 2");
    await view.cell(2).run();
    expect(await view.cell(2).text()).toBe("2");
  });

  test("when it starts says so; a request that is never answered is given up", async ({
    visit,
  }) => {
    const visitor = await visit();
    visitor.expectProblem(/status of 50\d/);
    const { view, pane, preview } = await openCells(visitor, MOODY, 'mood = "good"');
    await view.cell(1).run();
    const failed = await pane.open(/GET \/ Alice 50\d/);
    expect(await failed.section("Exception").innerText()).toContain("no database to connect to");
    await failed.back();
    await view.cell(2).run();
    await preview.open("/");
    await preview.shows("It started");

    await preview.open("/never");
    const waiting = pane.root.getByRole("status").filter({ hasText: "Waiting for the app…" });
    await waiting.waitFor();
    // The app waits and Python does not: other requests and cells go on meanwhile.
    await view.cell(2).run();
    const home = await view.page.evaluate(async () => {
      const request = { method: "GET", url: "/", client: "Bob" };
      return (await window.routebook.request(request)).status;
    });
    expect(home).toBe(200);
    await waiting.getByRole("button", { name: "Cancel" }).click();
    await pane.root.getByRole("alert").getByText("You stopped this page").waitFor();
    const never = await pane.open(/GET \/never Alice (?!running)/);
    await never.root.getByText("Whoever asked went away before the answer").waitFor();
  });
});
