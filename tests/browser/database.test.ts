import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import type { LessonView } from "./support/lesson-view.ts";
import { PanelsView } from "./support/panels-view.ts";

const NOTES = `
import sqlite3
from flask import Flask, request

db = sqlite3.connect("notes.db")
db.executescript("""
CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL DEFAULT 'empty',
    author INTEGER REFERENCES author(id),
    picture BLOB
);
CREATE INDEX note_by_author ON note (author);
INSERT INTO author VALUES (1, 'Ada');
""")
db.executemany("INSERT INTO note (text, author) VALUES (?, 1)", [[f"note {n}"] for n in range(1, 206)])
db.execute("UPDATE note SET picture = x'89504e47', author = NULL WHERE id = 1")
db.commit()

app = Flask(__name__)

@app.post("/notes")
def add():
    with db:
        db.execute("INSERT INTO note (text) VALUES (?)", [request.form["text"]])
    return "added"

@app.post("/first")
def change():
    with db:
        db.execute("UPDATE note SET text = ? WHERE id = 1", [request.form["text"]])
        db.execute("DELETE FROM note WHERE id = 2")
    return "changed"

@app.get("/")
def home():
    return "hello"

app.run()
`;

/** The app with its notes, served, and the panel beside it. */
async function served(view: LessonView): Promise<PanelsView> {
  await view.scratch(NOTES.trim());
  const panels = new PanelsView(view.page);
  await panels.open("Database");
  await view.api.runAll();
  return panels;
}

describe("the database panel", () => {
  test("says how to make a database where there is none", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.kernelReady();
    const panels = new PanelsView(view.page);
    await panels.open("Database");
    await view.page.getByText("No database yet.").waitFor();
    expect(await view.page.getByRole("tabpanel").innerText()).toContain("sqlite3.connect");
  });

  test("shows tables, rows a page at a time and sorted, and how a table is made", async ({
    visit,
  }) => {
    const view = await (await visit()).open("#/scratch");
    const panels = await served(view);
    const choice = view.page.getByRole("combobox", { name: "Table" });
    await choice.selectOption("note");
    await panels.table("Rows of note").waitFor();
    const first = await panels.rows("Rows of note");
    expect(first).toHaveLength(100);
    expect(first[0]).toEqual(["1", "note 1", "NULL", "blob 89504e47"]);
    await view.page.getByText("1–100 of 205").waitFor();
    await panels.button("Next").click();
    await panels.button("Next").click();
    await view.page.getByText("201–205 of 205").waitFor();
    expect(await panels.button("Next").isDisabled()).toBe(true);

    await panels.button("id").click();
    await panels.button("id").click();
    await view.page.getByRole("columnheader", { name: "id" }).waitFor();
    await expect.poll(async () => (await panels.rows("Rows of note"))[0]?.[0]).toBe("205");

    await panels.button("Schema").click();
    expect(await panels.rows("Columns of note")).toEqual([
      ["id", "INTEGER", "primary key"],
      ["text", "TEXT", "not nulldefault 'empty'"],
      ["author", "INTEGER", "→ author(id)"],
      ["picture", "BLOB", ""],
    ]);
    await view.page.getByText("Indexes note_by_author").waitFor();
    await panels.button("→ author(id)").click();
    await panels.button("Rows").click();
    await panels.table("Rows of author").waitFor();
    expect(await panels.rows("Rows of author")).toEqual([["1", "Ada"]]);
  });

  test("follows the app, and says what the last request changed", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const panels = await served(view);
    const choice = view.page.getByRole("combobox", { name: "Table" });
    await choice.selectOption("note");
    await panels.button("id").click();
    await panels.button("id").click();

    expect(await panels.post("/notes", "text=brand+new")).toEqual({ status: 200, text: "added" });
    await view.page.getByText("1–100 of 206").waitFor();
    const newest = panels.table("Rows of note").getByRole("row", { name: /brand new/ });
    // The log tells of a request some frames after its end; the rows may be there before.
    await expect.poll(() => newest.innerText()).toMatch(/^added by the last request:\s206/);

    await panels.button("Last request").click();
    const changes = () => panels.rows("Changes in note");
    await panels.table("Changes in note").waitFor();
    expect(await changes()).toEqual([["+", "206", "brand new", "NULL", "NULL"]]);
    await panels.post("/first", "text=other");
    await expect
      .poll(async () => (await changes()).map(([sign, id, text]) => [sign, id, text]))
      .toEqual([
        ["~", "1", "note 1 → other"],
        ["−", "2", "note 2"],
      ]);
    await panels.send({ method: "GET", url: "/" });
    await view.page.getByText("The last request, GET /, changed no rows. Before it:").waitFor();
    await panels.button("POST /first").click();
    const requests = view.page.getByRole("region", { name: "Requests" });
    await requests.getByRole("button", { name: "All requests" }).waitFor();
  });

  test("runs a statement, and helps with one that is wrong", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const panels = await served(view);
    await view.page.getByRole("combobox", { name: "Table" }).selectOption("note");
    await panels.button("Query").click();
    const query = view.page.getByRole("textbox", { name: "SQL query" });
    const ask = async (statement: string) => {
      await query.focus();
      await view.page.keyboard.press("ControlOrMeta+A");
      await view.page.keyboard.insertText(statement);
      await view.page.keyboard.press("Control+Enter");
    };
    await panels.button("Run query").click();
    await panels.table("Result of the query").waitFor();
    expect(await panels.rows("Result of the query")).toHaveLength(20);

    await ask("SELECT count(*) AS notes FROM note");
    await expect.poll(() => panels.rows("Result of the query")).toEqual([["205"]]);
    await ask("UPDATE note SET text = 'same' WHERE id < 4");
    await view.page.getByText(/^3 rows changed/).waitFor();
    await ask("SELECT * FROM notes");
    await view.page.getByText("no such table: notes").waitFor();
    await view.page.getByText("Did you mean note?").waitFor();

    await panels.button("Earlier queries").click();
    await view.page.getByRole("menuitem", { name: /^SELECT count/ }).click();
    await panels.button("Run query").click();
    await expect.poll(() => panels.rows("Result of the query")).toEqual([["205"]]);
    await panels.button("Tables").click();
    await panels.table("Rows of note").waitFor();
    await expect.poll(async () => (await panels.rows("Rows of note"))[2]?.[1]).toBe("same");
  });
});
