import { describe, expect, it } from "vitest";
import type { FileKind, NotebookFile } from "../../src/notebook/file-model.ts";
import type { LogEntry } from "../../src/webapp/model.ts";
import type { TableChange, WireTrace } from "../../src/shared/http.ts";
import type { TableInfo } from "../../src/shared/database.ts";
import { fileRows, rowAfterKey, tabNames } from "../../src/ui/webapp/file-rows.ts";
import { quoted, remember, shownTable } from "../../src/ui/webapp/database-state.ts";
import { lastChanging, lastTrace, rowMarks } from "../../src/ui/webapp/last-changes.ts";

function files(...paths: readonly string[]): readonly NotebookFile[] {
  return paths.map((path) => ({ path, kind: "own" as FileKind, text: null, bytes: 0 }));
}

const PROJECT = files("manage.py", "shop/models.py", "shop/migrations/0001.py", "db.sqlite3");

describe("fileRows", () => {
  it("shows folders before files, each with its level and place", () => {
    const rows = fileRows(PROJECT, new Set());
    const lines = rows.map(
      ({ name, level, position, siblings }) => `${level} ${name} ${position}/${siblings}`,
    );
    expect(lines).toEqual([
      "1 shop 1/3",
      "2 migrations 1/2",
      "3 0001.py 1/1",
      "2 models.py 2/2",
      "1 db.sqlite3 2/3",
      "1 manage.py 3/3",
    ]);
  });

  it("leaves out what is folded away", () => {
    const rows = fileRows(PROJECT, new Set(["shop/migrations"]));
    expect(rows.map(({ path }) => path)).not.toContain("shop/migrations/0001.py");
    expect(rows.find(({ name }) => name === "migrations")?.open).toBe(false);
  });

  it("sorts as people do, with 10 after 9", () => {
    const rows = fileRows(files("b10.py", "B9.py", "a.py"), new Set());
    expect(rows.map(({ name }) => name)).toEqual(["a.py", "B9.py", "b10.py"]);
  });
});

describe("rowAfterKey", () => {
  const rows = fileRows(PROJECT, new Set());

  it.each([
    ["shop", "ArrowDown", "shop/migrations"],
    ["shop", "ArrowUp", "shop"],
    ["shop", "ArrowRight", "shop/migrations"],
    ["shop/migrations/0001.py", "ArrowLeft", "shop/migrations"],
    ["shop/models.py", "ArrowLeft", "shop"],
    ["shop", "End", "manage.py"],
    ["manage.py", "Home", "shop"],
    ["manage.py", "ArrowDown", "manage.py"],
    ["shop", "m", "shop/migrations"],
    ["shop/models.py", "m", "manage.py"],
    ["manage.py", "D", "db.sqlite3"],
  ])("from %s, %s leads to %s", (from, key, to) => {
    expect(rowAfterKey(rows, from, key)?.path).toBe(to);
  });

  it("leads nowhere with other keys", () => {
    expect(rowAfterKey(rows, "manage.py", "ArrowRight")).toBeUndefined();
    expect(rowAfterKey(rows, "manage.py", "Tab")).toBeUndefined();
    expect(rowAfterKey(rows, "manage.py", "x")).toBeUndefined();
  });
});

describe("tabNames", () => {
  it("are short, and longer only where two files share a name", () => {
    const names = tabNames(["shop/models.py", "blog/models.py", "shop/views.py", "models.py"]);
    expect([...names.values()]).toEqual([
      "shop/models.py",
      "blog/models.py",
      "views.py",
      "models.py",
    ]);
  });
});

describe("the database panel", () => {
  function table(name: string): TableInfo {
    return { name, kind: "table", rows: 0, columns: [], sql: "", indexes: [] };
  }

  it("shows a table of the learner's own before those of a framework", () => {
    const tables = ["auth_user", "django_session", "shop_item"].map(table);
    expect(shownTable(tables, null)?.name).toBe("shop_item");
    expect(shownTable(tables, "auth_user")?.name).toBe("auth_user");
    expect(shownTable(tables, "gone")?.name).toBe("shop_item");
    expect(shownTable(tables.slice(0, 1), null)?.name).toBe("auth_user");
  });

  it("remembers the last ten statements, each once", () => {
    let history: readonly string[] = [];
    for (let count = 0; count < 12; count++) history = remember(history, `SELECT ${count}`);
    history = remember(history, "SELECT 5");
    expect(history).toHaveLength(10);
    expect(history.slice(0, 2)).toEqual(["SELECT 5", "SELECT 11"]);
  });

  it.each([
    ["note", "note"],
    ["order items", '"order items"'],
    ['a"b', '"a""b"'],
    ["2nd", '"2nd"'],
  ])("writes the name %s as %s", (name, sql) => {
    expect(quoted(name)).toBe(sql);
  });
});

describe("what the last request changed", () => {
  const CHANGE: TableChange = {
    database: "db.sqlite3",
    table: "note",
    columns: ["id", "text"],
    added: [["3", "new"]],
    removed: [["1", "old"]],
    updated: [{ before: ["2", "a"], after: ["2", null] }],
    more: 0,
  };

  function entry(id: string, changes: readonly TableChange[] | null): LogEntry {
    const trace = changes && ({ exchange: id, changes } as unknown as WireTrace);
    return { id, start: {} as WireTrace, trace, lost: false };
  }

  it("marks the rows it touched, in that table alone", () => {
    const mark = rowMarks([CHANGE], "db.sqlite3", "note");
    expect(mark(["3", "new"])).toBe("added");
    expect(mark(["2", null])).toBe("updated");
    expect(mark(["2", "a"])).toBeNull();
    expect(rowMarks([CHANGE], "db.sqlite3", "other")(["3", "new"])).toBeNull();
    expect(rowMarks([CHANGE], "test.db", "note")(["3", "new"])).toBeNull();
  });

  it("is that of the newest request that ended", () => {
    const entries = [entry("1", [CHANGE]), entry("2", []), entry("3", null)];
    expect(lastTrace(entries)?.exchange).toBe("2");
    expect(lastChanging(entries)?.id).toBe("1");
    expect(lastChanging(entries.slice(1))).toBeNull();
  });
});
