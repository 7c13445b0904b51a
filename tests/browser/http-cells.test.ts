import type { Locator } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import type { LessonView } from "./support/lesson-view.ts";

const APP = `
from flask import Flask, request, session
app = Flask(__name__)
app.secret_key = "secret"

@app.get("/")
def home():
    return "home"

@app.route("/visits", methods=["GET", "POST"])
def visits():
    session["visits"] = session.get("visits", 0) + 1
    return {"visits": session["visits"], "body": request.get_json(silent=True)}

@app.get("/page")
def page():
    return "<h1>A page</h1>"

@app.get("/ticks")
def ticks():
    import itertools, time
    def endless():
        for number in itertools.count():
            time.sleep(0.05)
            yield f"data: {number}\\n\\n"
    return endless(), {"Content-Type": "text/event-stream"}
`;

const fence = (text: string, info: string) => `\`\`\`${info}\n${text}\n\`\`\`\n`;

/** Opens a notebook of an app and requests to it. */
async function open(view: LessonView, ...requests: readonly [text: string, info?: string][]) {
  const cells = requests.map(([text, info = "http"]) => fence(text, info));
  await view.api.importNotebook([fence(APP, "python"), ...cells].join("\n"), "md");
  await view.cell(1).root.waitFor();
}

/** The cell of a request, by its first line. */
function requestCell(view: LessonView, line: string): Locator {
  return view.page.getByRole("article", { name: `Request ${line}`, exact: true });
}

describe("a request in a notebook", () => {
  test("is sent with its client's cookies, and its answer outlives a reload", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await open(view, ["POST /visits\n\n[1, 2]"], ["GET /visits", 'http client="Bob"']);
    await view.cell(1).run();
    const post = requestCell(view, "POST /visits");
    await post.getByRole("button", { name: "Send", exact: true }).click();
    await post.getByText("200 OK").waitFor();
    await post.getByText("visits: 1").waitFor();
    await post.getByText("Content-Type: application/json was added").waitFor();
    await post.getByRole("button", { name: "Cookies 1" }).click();
    await post.getByText("HttpOnly", { exact: true }).waitFor();
    await post.getByRole("button", { name: "Send", exact: true }).click();
    const get = requestCell(view, "GET /visits");
    await get.getByRole("button", { name: "Send", exact: true }).click();
    await get.getByText("as Bob", { exact: true }).waitFor();
    await get.getByText("visits: 1").waitFor();
    await post.getByRole("button", { name: "Body", exact: true }).click();
    await post.getByText("visits: 2").waitFor();

    await view.page.evaluate(() => window.routebook.progress());
    await view.page.reload();
    await view.ready();
    await post.getByText("visits: 2").waitFor();
    const kept = post.getByText("From an earlier start");
    await kept.waitFor();
    expect(await kept.count()).toBe(1);
  });

  test("is sent by Ctrl+Enter from its text, and shows HTML as a page", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await open(view, ["GET /visits"]);
    await view.cell(1).run();
    const text = view.page.getByRole("textbox", { name: "Text of the request GET /visits" });
    await text.focus();
    await view.page.keyboard.press("ControlOrMeta+A");
    await view.page.keyboard.insertText("GET /page");
    await view.page.keyboard.press("ControlOrMeta+Enter");
    const cell = requestCell(view, "GET /page");
    await cell.getByText("<h1>A page</h1>").waitFor();
    await cell.getByRole("button", { name: "Show as page" }).click();
    const frame = cell.frameLocator("iframe");
    expect(await frame.getByRole("heading", { name: "A page" }).innerText()).toBe("A page");
  });

  test("shows a stream while it ticks, and keeps it when it is stopped", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await open(view, ["GET /ticks"]);
    await view.cell(1).run();
    const cell = requestCell(view, "GET /ticks");
    await cell.getByRole("button", { name: "Send", exact: true }).click();
    await cell.getByText(/data: 3\b/).waitFor();
    await cell.getByRole("button", { name: "Stop", exact: true }).click();
    await cell.getByText("The answer was stopped before its end.").waitFor();
    expect(await cell.innerText()).toMatch(/data: 3\b/);
  });

  test("says what to do where no app is there, or the text is none", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.api.importNotebook(fence("GET /", "http"), "md");
    const cell = requestCell(view, "GET /");
    await cell.getByRole("button", { name: "Send", exact: true }).click();
    await cell.getByText("No app answers here yet.").waitFor();
    await cell.getByText("No answer", { exact: true }).waitFor();
    const run = await view.page.evaluate(async () => {
      const [first] = await window.routebook.cells();
      await window.routebook.setSource(first?.id ?? "", "GET /\nnonsense");
      return window.routebook.run(first?.id ?? "");
    });
    expect(run.status).toBe("failed");
    expect(run.outputs[0]?.data).toContain('Line 2: "nonsense" is no header');
  });

  test("can be added, and given to another client", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await open(view);
    await view.page.getByRole("button", { name: "Add request" }).click();
    const cell = requestCell(view, "GET /");
    await cell.getByRole("combobox", { name: "Client" }).selectOption("Bob");
    await view.cell(1).run();
    await cell.getByRole("button", { name: "Send", exact: true }).click();
    await cell.getByText("200 OK", { exact: true }).waitFor();
    expect(await cell.getByText("as Bob", { exact: true }).count()).toBe(1);
  });

  test("opens in the HTTP client", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await open(view, ["POST /visits\n\n[1]", 'http client="Mallory"']);
    await view.cell(1).run();
    await requestCell(view, "POST /visits")
      .getByRole("button", { name: "Open in Request tab" })
      .click();
    const panel = view.page.getByRole("tabpanel", { name: "Request" });
    await panel.getByRole("combobox", { name: "Method" }).waitFor();
    expect(await panel.getByRole("combobox", { name: "Method" }).inputValue()).toBe("POST");
    expect(await panel.getByRole("textbox", { name: "Address" }).inputValue()).toBe("/visits");
    expect(await panel.getByRole("combobox", { name: "Send as" }).inputValue()).toBe("Mallory");
  });
});
