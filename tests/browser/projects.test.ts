import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import type { LessonView } from "./support/lesson-view.ts";
import { PanelsView } from "./support/panels-view.ts";

/** Without indentation, for editors add their own to what is typed. */
const MAIN = `import pathlib, sqlite3
from flask import Flask, render_template, request
db = sqlite3.connect("notes.db", isolation_level=None)
db.execute("CREATE TABLE IF NOT EXISTS note (text TEXT)")
app = Flask(__name__)
app.add_url_rule("/", "home", lambda: render_template("home.html"))
add = lambda: str(db.execute("INSERT INTO note VALUES (?)", [request.form["text"]]).rowcount + pathlib.Path("added.txt").write_text(""))
app.add_url_rule("/notes", "add", add, methods=["POST"])
`;

/** A scratch notebook with one cell that serves a Flask app of two files. */
async function flaskProject(view: LessonView): Promise<PanelsView> {
  await view.scratch("!flask --app main run");
  const panels = new PanelsView(view.page);
  await panels.open("Files");
  await view.page.getByText("No files yet.").waitFor();
  await panels.make("main.py", MAIN);
  await panels.make("templates/home.html", "<h1>First</h1>");
  await view.cell(1).run();
  return panels;
}

const text = async (panels: PanelsView) => (await panels.send({ method: "GET", url: "/" })).text;

describe("a project of many files", () => {
  test("is made, served, reloaded as it is saved, and there again tomorrow", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const panels = await flaskProject(view);
    expect(await text(panels)).toBe("<h1>First</h1>");
    await panels.type("templates/home.html", "<h1>Second</h1>");
    await expect.poll(() => text(panels)).toBe("<h1>Second</h1>");
    expect((await panels.post("/notes", "text=kept")).text).toBe("1");
    await panels.file("added.txt, written").waitFor();
    await view.page.getByRole("banner").getByText("Saved", { exact: true }).waitFor();

    await view.page.reload();
    await view.ready();
    await panels.open("Files");
    await panels.file("home.html").click();
    expect(await panels.contents("templates/home.html").inputValue()).toBe("<h1>Second</h1>");
    await panels.file("notes.db, written").click();
    await panels.button("Show in Database").click();
    await panels.table("Rows of note").waitFor();
    expect(await panels.rows("Rows of note")).toEqual([["kept"]]);
    await view.cell(1).run();
    expect(await text(panels)).toBe("<h1>Second</h1>");
  });

  test("says what is wrong with a file, and leads to the place", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const panels = await flaskProject(view);
    await panels.file("main.py").click();
    await panels.type("main.py", `${MAIN}1 / 0\n`);
    const strip = view.page.getByRole("region", { name: "The app did not start again" });
    await strip.getByText("ZeroDivisionError: division by zero", { exact: true }).waitFor();
    await panels.file("home.html").click();
    await strip.getByRole("button", { name: /^main\.py, line 9/ }).click();
    await panels
      .contents("main.py")
      .and(view.page.locator(":focus"))
      .waitFor({ state: "attached" });
    await panels.type("main.py", MAIN);
    await strip.waitFor({ state: "detached" });
    expect(await text(panels)).toBe("<h1>First</h1>");
  });

  test("files are run, renamed, deleted and had back", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch("print(1)");
    const panels = new PanelsView(view.page);
    await panels.open("Files");
    await panels.make("tool.py", 'print("it is", __name__)');
    await panels.button("Run file").click();
    const run = view.page.getByRole("region", { name: "Run of tool.py" });
    await run.getByText("it is __main__").waitFor();
    await run.getByText("Ended").waitFor();

    await panels.file("tool.py").focus();
    await view.page.keyboard.press("F2");
    await view.page.getByRole("textbox", { name: "New path" }).fill("tools/first.py");
    await view.page.keyboard.press("Enter");
    await panels.file("tools").waitFor();
    await panels.file("first.py").focus();
    await view.page.keyboard.press("Delete");
    const dialog = view.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Delete" }).click();
    await panels.file("first.py").waitFor({ state: "detached" });
    await view.page.getByRole("status", { name: "Notices" }).getByText("Undo").click();
    await panels.file("first.py").click();
    await panels.contents("tools/first.py").waitFor();

    await panels.button("New file").first().click();
    const path = view.page.getByRole("textbox", { name: "Path of the new file" });
    await path.fill("../outside.py");
    await view.page.keyboard.press("Enter");
    await view.page.getByText("leads out of the working folder").waitFor();
    await path.press("Escape");
    expect(await view.page.getByRole("treeitem").count()).toBe(2);
  });

  test("the tree goes by keys", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch("print(1)");
    const panels = new PanelsView(view.page);
    await panels.open("Files");
    await panels.make("app/models.py", "a = 1");
    await panels.make("main.py", "b = 1");
    const { keyboard } = view.page;
    const focused = () => view.page.locator('[role="treeitem"]:focus').getAttribute("aria-label");
    await panels.file("main.py").focus();
    await keyboard.press("ArrowUp");
    expect(await focused()).toBe("models.py");
    await keyboard.press("ArrowLeft");
    expect(await focused()).toBe("app");
    await keyboard.press("ArrowLeft");
    await panels.file("models.py").waitFor({ state: "detached" });
    await keyboard.press("ArrowRight");
    await keyboard.press("ArrowRight");
    expect(await focused()).toBe("models.py");
    await keyboard.press("Enter");
    await panels.contents("app/models.py").waitFor();
  });
});

describe("a lesson's file", () => {
  test("is one text, in the lesson and in the panel", async ({ visit }) => {
    const view = await (await visit()).open("#/lesson/flask-routing/04-templates-and-blueprints");
    const panels = new PanelsView(view.page);
    await panels.open("Files");
    await panels.file("base.html, lesson").click();
    await panels.type("templates/base.html", "<p>from the panel</p>");
    const cell = view.page.getByRole("article", { name: "File templates/base.html" });
    const inLesson = cell.getByRole("textbox", { name: "Contents of templates/base.html" });
    await expect.poll(() => inLesson.inputValue()).toBe("<p>from the panel</p>");
    await inLesson.focus();
    await view.page.keyboard.press("ControlOrMeta+A");
    await view.page.keyboard.insertText("<p>from the lesson</p>");
    await panels.contents("templates/base.html").waitFor();
    await view.page.getByRole("tabpanel").getByText("from the lesson").first().waitFor();
    expect(await panels.button("Delete templates/base.html").isDisabled()).toBe(true);
  });
});

describe("a Django project", () => {
  test("is made by its own commands, kept, and edited as the learner's", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(
      "!django-admin startproject mysite .",
      "!python manage.py migrate",
      "!python manage.py runserver",
    );
    const panels = new PanelsView(view.page);
    await panels.open("Files");
    await view.api.runAll();
    await panels.file("manage.py, written").waitFor();
    await panels.file("db.sqlite3, written").waitFor();
    await panels.file("urls.py, written").click();
    await panels.type(
      "mysite/urls.py",
      'from django.http import HttpResponse\nfrom django.urls import path\nurlpatterns = [path("", lambda request: HttpResponse("mine"))]',
    );
    await panels.file("urls.py").waitFor();
    await expect.poll(() => text(panels)).toBe("mine");
    await panels.open("Database");
    const tables = await view.page.getByRole("combobox", { name: "Table" }).innerText();
    expect(tables).toContain("auth_user (0)");
    expect(tables).toContain("django_migrations");
  });
});
