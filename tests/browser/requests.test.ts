import { describe, expect } from "vitest";
import type { PlainResponse } from "../../src/page-api/page-api.ts";
import { NO_SERVICE_WORKER } from "./support/document-view.ts";
import { test } from "./support/fixtures.ts";
import { PaneView } from "./support/pane-view.ts";
import type { RemoteApi } from "./support/remote-api.ts";

type Answer = Pick<PlainResponse, "status"> & { readonly text: string; readonly ms: number };

/** `routebook.request`, its body read as text in the page. */
function ask(api: RemoteApi, method: string, url: string, client = "page"): Promise<Answer> {
  return api.page.evaluate(
    async ([verb, path, name]) => {
      const { status, body, ms } = await window.routebook.request({
        method: verb,
        url: path,
        client: name,
      });
      return { status, text: new TextDecoder().decode(body), ms };
    },
    [method, url, client] as const,
  );
}

const FLASK = `
import time
from flask import Flask, session
app = Flask(__name__)
app.secret_key = "secret"

@app.get("/")
def visits():
    session["visits"] = session.get("visits", 0) + 1
    return f"visit {session['visits']}"

@app.get("/slow")
def slow():
    time.sleep(0.2)
    return "slept"

@app.get("/forever")
def forever():
    while True:
        pass

app.run()
`;

describe("routebook.request()", () => {
  test("reaches a Flask app, keeps each client's cookies, and lets a view sleep", async ({
    visit,
  }) => {
    const { api } = await (await visit()).open("#/scratch");
    expect((await api.ask(FLASK)).status).toBe("done");
    expect(await ask(api, "GET", "/")).toMatchObject({ status: 200, text: "visit 1" });
    expect(await ask(api, "GET", "/")).toMatchObject({ text: "visit 2" });
    expect(await ask(api, "GET", "/", "Bob")).toMatchObject({ text: "visit 1" });
    const slept = await ask(api, "GET", "/slow");
    expect(slept.text).toBe("slept");
    expect(slept.ms).toBeGreaterThanOrEqual(200);
  });

  test("reaches FastAPI: def and async def, and requests that overlap", async ({ visit }) => {
    const { api } = await (await visit()).open("#/scratch");
    const code = `
import asyncio
from fastapi import FastAPI
app = FastAPI()
inside = 0
all_inside = asyncio.Event()

@app.get("/sync")
def sync():
    return {"kind": "sync"}

@app.get("/async")
async def slow():
    global inside
    inside += 1
    if inside == 3:
        all_inside.set()
    await all_inside.wait()
    return {"inside": inside}
`;
    expect((await api.ask(code)).status).toBe("done");
    expect((await ask(api, "GET", "/sync")).text).toBe('{"kind":"sync"}');
    const answers = await Promise.all([1, 2, 3].map(() => ask(api, "GET", "/async")));
    expect(answers.map(({ text }) => text)).toEqual(Array(3).fill('{"inside":3}'));
  });

  test("is answered while a cell waits for input", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(FLASK, 'input("Name? ")');
    await view.cell(1).run();
    await view.cell(2).start();
    await view.cell(2).root.getByRole("textbox", { name: "Name?" }).waitFor();
    expect((await ask(view.api, "GET", "/")).text).toBe("visit 1");
    await view.api.interrupt();
  });

  test("a view that never ends is stopped, with variables kept", async ({ visit }) => {
    const view = await (await visit("isolated")).open("#/scratch");
    const pane = new PaneView(view.page);
    await view.scratch(FLASK, "print(app.name)");
    await view.cell(1).run();
    // The preview's own request is through: nothing but the one below is under way.
    await pane.row("GET / Alice 200").waitFor();
    const answer = ask(view.api, "GET", "/forever");
    await pane.row("GET /forever page running").waitFor();
    await view.api.interrupt();
    expect(await answer).toMatchObject({
      status: 503,
      text: "The app was stopped before it had answered.",
    });
    await view.cell(2).run();
    expect(await view.cell(2).text()).toBe("__main__");
  });

  test("a view that never ends costs the worker where it cannot be signalled", async ({
    visit,
  }) => {
    const view = await (await visit("plain", NO_SERVICE_WORKER)).open("#/scratch");
    const pane = new PaneView(view.page);
    await view.scratch(FLASK, "print(1 + 1)");
    await view.cell(1).run();
    // The preview's own request is through: nothing but the one below is under way.
    await pane.row("GET / Alice 200").waitFor();
    const answer = ask(view.api, "GET", "/forever").then(
      () => "answered",
      (error: unknown) => String(error),
    );
    await pane.row("GET /forever page running").waitFor();
    await view.api.interrupt();
    expect(await answer).toMatch(/restarted/);
    await view.cell(2).run();
    expect(await view.cell(2).text()).toBe("2");
  });
});

describe("Python's own requests", () => {
  test("requests, httpx and an awaited client reach the app in another cell", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(
      FLASK,
      `
import httpx, requests
print(requests.get("http://localhost:5000/").text, httpx.get("http://localhost:5000/slow").text)
async with httpx.AsyncClient() as client:
    print((await client.get("http://localhost:5000/")).status_code)
`,
    );
    await view.cell(1).run();
    await view.cell(2).run();
    expect(await view.cell(2).text()).toContain("visit 1 slept");
    expect(await view.cell(2).text()).toContain("200");
  });
});
