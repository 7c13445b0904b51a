import { join } from "node:path";
import { describe, expect } from "vitest";
import { root } from "../../scripts/paths.ts";
import { test } from "./support/fixtures.ts";
import { PanelsView } from "./support/panels-view.ts";
import { PaneView } from "./support/pane-view.ts";
import { PreviewView } from "./support/preview-view.ts";
import { projectNotebook } from "./support/project-notebook.ts";
import { eventually } from "./support/served-app.ts";

const NOTES = projectNotebook(
  join(root, "tests", "fixtures", "gateway", "django-notes"),
  `import os
os.environ["DJANGO_SUPERUSER_PASSWORD"] = "oil-can-42"
!python manage.py makemigrations notes
!python manage.py migrate
!python manage.py createsuperuser --noinput --username ada --email ada@example.com
!python manage.py runserver`,
);

/** Texts of files without indentation, for editors add their own to what is typed. */
const TEMPLATE = `<!doctype html>
<title>Notes</title>
<h1>{{ notes|length }} of our notes</h1>
`;
const ADMIN = `from django.contrib import admin
from .models import Note
admin.site.site_header = "Office of the notes"
admin.site.register(Note)
`;

describe("a Django project", () => {
  test("is migrated, administrated, looked into and edited, with its rows kept", async ({
    visit,
  }) => {
    const visitor = await visit();
    // The login page has a field with `autofocus`, which browsers refuse a frame of another origin.
    visitor.expectProblem(/Blocked autofocusing/);
    const view = await visitor.open("#/scratch");
    const panels = new PanelsView(view.page);
    const pane = new PaneView(view.page);
    const preview = new PreviewView(view.page);
    const { content } = preview;
    await view.api.importNotebook(NOTES, "md");
    await view.api.runAll();
    await content.getByRole("button", { name: "Add" }).waitFor();

    await preview.open("/admin/");
    await content.getByLabel("Username").fill("ada");
    await content.getByLabel("Password").fill("oil-can-42");
    await content.getByRole("button", { name: "Log in" }).click();
    await preview.shows("Site administration");
    await preview.open("/admin/notes/note/add/");
    await content.getByLabel("Text").fill("Buy oil");
    await content.getByLabel("Done").check();
    await content.getByRole("button", { name: "Save", exact: true }).click();
    await content.getByText("was added successfully").waitFor();

    // The page's own files follow it in the log and move it out of sight.
    await pane.filter.fill("post");
    const detail = await pane.open("POST /admin/notes/note/add/ Alice 302");
    expect(await detail.section("Database changes").innerText()).toContain("Buy oil");
    await detail.turnTo("On the wire");
    expect(await detail.section("SQL").innerText()).toContain('INSERT INTO "notes_note"');
    const path = await detail.section("Path through the app").innerText();
    expect(path).toContain("CsrfViewMiddleware");
    await detail.turnTo("Overview");
    await detail.back();
    await pane.filter.press("Escape");

    await panels.open("Database");
    await view.page.getByRole("combobox", { name: "Table" }).selectOption("notes_note");
    await panels.table("Rows of notes_note").waitFor();
    await eventually(() => panels.rows("Rows of notes_note")).toEqual([["1", "Buy oil", "1"]]);
    await panels.button("Last request").click();
    await panels.table("Changes in notes_note").waitFor();
    expect(await panels.rows("Changes in notes_note")).toEqual([["+", "1", "Buy oil", "1"]]);

    // Files are edited: the page follows by itself, and the rows are there still.
    await pane.tab("Preview").click();
    await preview.open("/");
    await content.getByRole("listitem").getByText("Buy oil").waitFor();
    await panels.open("Files");
    await panels.file(/^index\.html/).click();
    await panels.type("notes/templates/notes/index.html", TEMPLATE);
    await pane.tab("Preview").click();
    await preview.shows("1 of our notes");
    await preview.open("/admin/notes/note/");
    await preview.shows("Select note to change");
    await panels.open("Files");
    await panels.file(/^admin\.py/).click();
    await panels.type("notes/admin.py", ADMIN);
    await pane.tab("Preview").click();
    await content.getByRole("link", { name: "Office of the notes" }).waitFor();
    await content.getByRole("link", { name: "Buy oil" }).first().waitFor();

    await preview.open("/api/notes/");
    await preview.shows("Note List");
    await content.getByText('"text": "Buy oil"').first().waitFor();
  });
});
