import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { describe, expect } from "vitest";
import { root } from "../../scripts/paths.ts";
import { DocumentView, NO_SERVICE_WORKER } from "./support/document-view.ts";
import { test, type Host } from "./support/fixtures.ts";
import { PreviewView } from "./support/preview-view.ts";
import type { Visitor, VisitorOptions } from "./support/visitor.ts";

/** Ways in which pages reach the app. */
const WAYS: readonly (readonly [
  name: string,
  host: Host,
  options: VisitorOptions,
  kind: typeof PreviewView,
])[] = [
  ["on an origin of its own", "isolated", {}, PreviewView],
  ["below a path of the only origin", "plain", {}, PreviewView],
  ["without a service worker", "isolated", NO_SERVICE_WORKER, DocumentView],
];

const SHOP = `
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

app = FastAPI(title="Shop")

class Item(BaseModel):
    name: str

@app.post("/items")
def add(item: Item) -> Item:
    return Item(name=item.name.upper())

@app.get("/", response_class=HTMLResponse)
def home():
    return "<h1>Welcome</h1>"
`;

/** The project of tests/fixtures/gateway/django-notes as a notebook: file cells and a cell to run. */
function djangoNotebook(): string {
  const project = join(root, "tests", "fixtures", "gateway", "django-notes");
  const entries = readdirSync(project, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      const path = relative(project, file).split(sep).join("/");
      const text = readFileSync(file, "utf8").trimEnd();
      const language = path.endsWith(".html") ? "html" : "python";
      return path === "run.py"
        ? `\`\`\`python\n${text}\n\`\`\`\n`
        : `\`\`\`${language} file="${path}"\n${text}\n\`\`\`\n`;
    });
  // The cell that runs the project comes last.
  return files
    .toSorted((a, b) => Number(!a.includes("file=")) - Number(!b.includes("file=")))
    .join("\n");
}

/** Opens a notebook with this text and runs all its cells. */
async function runAll(visitor: Visitor, text: string): Promise<void> {
  const view = await visitor.open("#/scratch");
  await view.api.importNotebook(text, "md");
  await view.api.runAll();
}

describe.for(WAYS)("what frameworks bring along, %s", ([, host, options, View]) => {
  test("FastAPI's documentation tries a request out", async ({ visit }) => {
    const visitor = await visit(host, options);
    await runAll(visitor, `\`\`\`python\n${SHOP}\n\`\`\`\n`);
    const preview = new View(visitor.page);
    await preview.shows("Welcome");
    await preview.open("/docs");
    await preview.content.getByText("/items").first().click();
    await preview.content.getByRole("button", { name: "Try it out" }).click();
    await preview.content.locator("textarea").first().fill('{"name": "lamp"}');
    await preview.content.getByRole("button", { name: "Execute" }).click();
    const answer = preview.content.locator(".live-responses-table .response-col_description");
    await answer.getByText("LAMP").waitFor();
    await preview.open("/redoc");
    const title = preview.content.getByRole("heading", { name: /Shop \(0\.1\.0\)/ });
    expect(await title.innerText()).toContain("Shop");
  });

  test("Django's admin lets the superuser in, who adds a row", async ({ visit }) => {
    const visitor = await visit(host, options);
    // The login page has a field with `autofocus`, which browsers refuse a frame of another origin.
    visitor.expectProblem(/Blocked autofocusing/);
    await runAll(visitor, djangoNotebook());
    const preview = new View(visitor.page);
    await preview.content.getByRole("button", { name: "Add" }).waitFor();
    await preview.open("/admin/");
    await preview.content.getByLabel("Username").fill("ada");
    await preview.content.getByLabel("Password").fill("a long password");
    await preview.content.getByRole("button", { name: "Log in" }).click();
    await preview.shows("Site administration");
    expect(await preview.address.inputValue()).toBe("http://localhost:8000/admin/");
    const header = await preview.run(() => {
      const element = document.querySelector("#header");
      return element === null ? null : getComputedStyle(element).display;
    }, null);
    expect(header).toBe("flex");
    await preview.content.getByRole("link", { name: "Add", exact: true }).last().click();
    await preview.content.getByLabel("Text").fill("Buy oil");
    await preview.content.getByRole("button", { name: "Save", exact: true }).click();
    await preview.content.getByText("was added successfully").waitFor();
    await preview.content.getByRole("link", { name: "Buy oil" }).first().waitFor();
  });
});
