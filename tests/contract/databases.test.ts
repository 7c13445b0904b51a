import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TableQuery } from "../../src/shared/database.ts";
import { until } from "./support/gateway-bench.ts";
import { ProjectBench } from "./support/project-bench.ts";

/** The database panel's calls on real Pyodide, and what requests change. */
let bench: ProjectBench;

beforeAll(async () => {
  bench = await ProjectBench.start();
});

afterAll(() => bench.close());

const kernel = () => bench.node.kernel;
const rows = (query: Partial<TableQuery>) =>
  kernel().tableRows({
    database: "shop.db",
    table: "items",
    offset: 0,
    limit: 50,
    order: null,
    ...query,
  });

/** The changes that the last request made, once it is in the log. */
async function changesAfter(method: string, path: string) {
  const before = bench.traces.length;
  expect((await bench.send(method, path)).status).toBe(200);
  await until(() => bench.traces.length > before);
  return bench.traces.at(-1)?.changes;
}

describe("the panel", () => {
  test("costs nothing before there is a database", async () => {
    expect(await kernel().databases()).toEqual([]);
    expect((await bench.run("import sys\n'sqlite3' in sys.modules")).shown).toEqual(["False"]);
  });

  test("shows files and databases in memory with tables and rows", async () => {
    await bench.printed(`
import sqlite3
shop = sqlite3.connect("shop.db")
shop.execute("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL)")
shop.executemany("INSERT INTO items (name) VALUES (?)", [("tea",), ("cup",)])
shop.commit()
notes = sqlite3.connect(":memory:")
notes.execute("CREATE TABLE notes (text)")
notes.execute("INSERT INTO notes VALUES ('not committed')")`);
    const [file, memory] = await kernel().databases();
    expect(file).toMatchObject({ name: "shop.db", bytes: 8192, problem: null });
    expect(file?.tables).toMatchObject([{ name: "items", kind: "table", rows: 2 }]);
    expect(memory).toMatchObject({ name: ":memory:", bytes: null, tables: [{ name: "notes" }] });
    const order = { column: "name", descending: false };
    expect(await rows({ order })).toEqual({
      columns: ["id", "name"],
      rows: [
        ["2", "cup"],
        ["1", "tea"],
      ],
      total: 2,
      more: false,
    });
    expect((await rows({ database: ":memory:", table: "notes" })).rows).toEqual([
      ["not committed"],
    ]);
    expect((await bench.run("notes.in_transaction")).shown).toEqual(["True"]);
  });

  test("rejects with a sentence where a table is gone", async () => {
    await expect(rows({ table: "sold" })).rejects.toThrow("shop.db has no table 'sold' any more.");
  });

  test("runs a statement, commits it and hands the file to the page", async () => {
    const outcome = await kernel().queryDatabase("shop.db", "DELETE FROM items WHERE name = 'cup'");
    expect(outcome).toMatchObject({ kind: "changed", changed: 1 });
    await until(() => {
      const told = bench.node.events.findLast((event) => event.type === "files");
      return told?.type === "files" && told.changed.some(({ path }) => path === "shop.db");
    });
    expect((await bench.run("shop.execute('SELECT name FROM items').fetchall()")).shown).toEqual([
      "[('tea',)]",
    ]);
    expect(await kernel().queryDatabase("shop.db", "SELECT * FROM item")).toEqual({
      kind: "failed",
      message: "no such table: item",
      hint: "Did you mean `items`?",
    });
  });
});

describe("a request", () => {
  test("tells what it changed: sqlite3, SQLAlchemy in memory, and what was not committed", async () => {
    await bench.printed(`
import sqlite3
from flask import Flask
from sqlalchemy import create_engine, text
engine = create_engine("sqlite://")
with engine.begin() as connection:
    connection.execute(text("CREATE TABLE carts (id INTEGER PRIMARY KEY, item TEXT)"))
app = Flask("shop")
@app.post("/items")
def add():
    with sqlite3.connect("shop.db") as connection:
        connection.execute("INSERT INTO items (name) VALUES ('pot')")
        connection.execute("UPDATE items SET name = 'green tea' WHERE name = 'tea'")
    return "added"
@app.post("/forgotten")
def forget():
    connection = sqlite3.connect("shop.db")
    connection.execute("DELETE FROM items")
    connection.close()
    return "not committed"
@app.post("/carts")
def fill():
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO carts (item) VALUES ('pot')"))
    return "filled"
`);
    expect(await changesAfter("POST", "/items")).toEqual([
      {
        database: "shop.db",
        table: "items",
        columns: ["id", "name"],
        added: [["2", "pot"]],
        removed: [],
        updated: [{ before: ["1", "tea"], after: ["1", "green tea"] }],
        more: 0,
      },
    ]);
    expect(await changesAfter("POST", "/forgotten")).toEqual([]);
    expect(await changesAfter("POST", "/carts")).toMatchObject([
      { table: "carts", added: [["1", "pot"]] },
    ]);
  });

  test("is not blamed for what a cell or the panel changed", async () => {
    await bench.printed(
      "shop.execute(\"INSERT INTO items (name) VALUES ('bowl')\")\nshop.commit()",
    );
    await kernel().queryDatabase("shop.db", "INSERT INTO items (name) VALUES ('jar')");
    const changes = await changesAfter("POST", "/items");
    expect(changes).toMatchObject([{ added: [["5", "pot"]], removed: [], updated: [] }]);
  });
});
