"""The database panel: what databases there are, their tables, rows, and statements."""

import gc
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from routebook import folder
from routebook.databases import connections
from routebook.databases.query import query
from routebook.databases.rows import table_rows
from routebook.databases.schema import databases


class Connection(sqlite3.Connection):
    """A connection that is noted, as the request log's own is."""

    def __init__(self, database: Any, *args: Any, **options: Any) -> None:
        connections.opened(self, database, bool(options.get("uri")))
        super().__init__(database, *args, **options)


def connect(database: Any, **options: Any) -> Connection:
    return sqlite3.connect(database, factory=Connection, **options)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder of its own."""
    monkeypatch.setattr(folder, "HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for connection in list(connections._open):
        connection.close()
    connections.paths.clear()


def make(path: Path | str, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def rows(database: str, table: str, **wanted: Any) -> dict[str, Any]:
    asked = {"database": database, "table": table, "offset": 0, "limit": 200, "order": None}
    return table_rows({**asked, **wanted})


SHOP = (
    "CREATE TABLE users (id INTEGER PRIMARY KEY, email VARCHAR(80) NOT NULL UNIQUE)",
    """CREATE TABLE tickets (
        id INTEGER PRIMARY KEY, title TEXT NOT NULL DEFAULT 'untitled', price REAL,
        user_id INTEGER REFERENCES users, photo BLOB
    )""",
    "CREATE INDEX by_title ON tickets (title)",
    "CREATE VIEW dear AS SELECT title, price FROM tickets WHERE price > 10",
    "INSERT INTO users (email) VALUES ('ada@example.com')",
    "INSERT INTO tickets (title, price, user_id, photo) VALUES ('Opera', 80.5, 1, x'00ff')",
    "INSERT INTO tickets (title, price) VALUES ('Bus', 2)",
)


# What there is


def test_a_file_is_described_with_tables_columns_keys_and_indexes(home: Path) -> None:
    (home / "data").mkdir()
    make(home / "data" / "shop", *SHOP)
    [shop] = databases()
    assert (shop["name"], shop["problem"]) == ("data/shop", None)
    assert shop["bytes"] == (home / "data" / "shop").stat().st_size
    users, tickets, dear = shop["tables"]
    assert [(table["name"], table["kind"], table["rows"]) for table in shop["tables"]] == [
        ("users", "table", 1),
        ("tickets", "table", 2),
        ("dear", "view", 1),
    ]
    assert users["columns"][1] == {
        "name": "email",
        "type": "VARCHAR(80)",
        "notNull": True,
        "key": 0,
        "references": None,
        "fallback": None,
    }
    assert [column["key"] for column in tickets["columns"]] == [1, 0, 0, 0, 0]
    assert tickets["columns"][1]["fallback"] == "'untitled'"
    assert tickets["columns"][3]["references"] == "users(id)"
    assert tickets["indexes"] == ["by_title"]
    assert users["indexes"] == []
    assert dear["sql"].startswith("CREATE VIEW dear")
    assert [column["name"] for column in dear["columns"]] == ["title", "price"]


def test_files_are_known_by_their_header_and_empty_ones_by_their_name(home: Path) -> None:
    make(home / "b.data", "CREATE TABLE t (a)")
    (home / "a.sqlite3").touch()
    (home / "empty.txt").touch()
    (home / "notes.txt").write_text("SQLite format 3 is what it says")
    assert [(info["name"], info["bytes"] or 0) for info in databases()] == [
        ("a.sqlite3", 0),
        ("b.data", (home / "b.data").stat().st_size),
    ]


def test_a_file_that_is_no_database_says_so(home: Path) -> None:
    (home / "broken.db").write_bytes(b"x" * 2000)
    [info] = databases()
    assert (info["problem"], info["tables"]) == ("file is not a database", [])


def test_strange_names_and_tables_without_a_number(home: Path) -> None:
    make(
        home / "strange name%20.db",
        'CREATE TABLE "a ""b"" c" ("the ""x""" TEXT, rowid TEXT)',
        'INSERT INTO "a ""b"" c" VALUES (\'1\', \'2\')',
        "CREATE TABLE pairs (a TEXT, b TEXT, n, PRIMARY KEY (b, a)) WITHOUT ROWID",
        "INSERT INTO pairs VALUES ('x', 'z', 1), ('y', 'a', 2)",
        "CREATE TABLE sums (a INTEGER, twice INTEGER GENERATED ALWAYS AS (a * 2))",
        "INSERT INTO sums VALUES (4)",
    )
    [info] = databases()
    assert [table["name"] for table in info["tables"]] == ['a "b" c', "pairs", "sums"]
    assert [column["key"] for column in info["tables"][1]["columns"]] == [2, 1, 0]
    assert rows(info["name"], 'a "b" c')["rows"] == [["1", "2"]]
    assert rows(info["name"], "pairs")["rows"] == [["y", "a", "2"], ["x", "z", "1"]]
    assert rows(info["name"], "sums") == {
        "columns": ["a", "twice"],
        "rows": [["4", "8"]],
        "total": 1,
        "more": False,
    }


def test_an_endless_view_and_one_that_leads_nowhere_do_not_spoil_the_rest(home: Path) -> None:
    make(
        home / "shop.db",
        "CREATE TABLE t (a)",
        "CREATE TABLE gone (a)",
        "CREATE VIEW lost AS SELECT * FROM gone",
        "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT i FROM n",
    )
    make(home / "shop.db", "PRAGMA legacy_alter_table = ON", "DROP TABLE gone")
    [info] = databases()
    assert info["problem"] is None
    assert [table["name"] for table in info["tables"]] == ["t", "lost", "endless"]
    assert "no such table: main.gone" in rows("shop.db", "lost")["problem"]


def test_databases_in_memory_have_numbers_while_they_are_open(home: Path) -> None:
    first, second = connect(":memory:"), connect("")
    first.execute("CREATE TABLE t (a)")
    assert [info["name"] for info in databases()] == [":memory:", ":memory: 2"]
    assert connections.name_of(second) == ":memory: 2"
    assert databases()[0]["bytes"] is None
    first.close()
    assert [info["name"] for info in databases()] == [":memory: 2"]
    third = connect(":memory:")
    assert connections.name_of(third) == ":memory:"


def test_a_shared_database_in_memory_is_one(home: Path) -> None:
    uri = "file:tests?mode=memory&cache=shared"
    first, _second = connect(uri, uri=True), connect(uri, uri=True)
    first.execute("CREATE TABLE t (a)")
    first.commit()
    [info] = databases()
    assert (info["name"], info["tables"][0]["name"]) == ("tests", "t")


def test_a_connection_that_is_dropped_is_forgotten(home: Path) -> None:
    connection = connect(":memory:")
    del connection
    gc.collect()  # a connection refers to itself through its cache of statements
    assert databases() == []


# Rows


def test_rows_are_text_with_nulls_blobs_and_long_cells_cut(home: Path) -> None:
    make(
        home / "shop.db",
        "CREATE TABLE t (a, b)",
        f"INSERT INTO t VALUES (1, NULL), (0.1, x'00ff'), ('{'é' * 1500}', zeroblob(2000))",
        "INSERT INTO t VALUES (CAST(x'ff41' AS TEXT), 9e999)",
    )
    page = rows("shop.db", "t")
    assert (page["columns"], page["total"]) == (["a", "b"], 4)
    first, second, third, fourth = page["rows"]
    assert (first, second) == (["1", None], ["0.1", "x'00ff'"])
    assert third == ["é" * 1000 + "…", "x'" + "00" * 500 + "…'"]
    assert fourth == ["\ufffdA", "inf"]


def test_rows_come_in_pages_and_in_order(home: Path) -> None:
    make(
        home / "shop.db",
        'CREATE TABLE t (n INTEGER, "odd ""one" TEXT)',
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 500)"
        " INSERT INTO t SELECT i, i % 2 FROM c",
    )
    assert len(rows("shop.db", "t", limit=10_000)["rows"]) == 200
    page = rows("shop.db", "t", offset=498)
    assert ([row[0] for row in page["rows"]], page["total"]) == (["499", "500"], 500)
    order = {"column": 'odd "one', "descending": True}
    assert rows("shop.db", "t", limit=2, order=order)["rows"] == [["1", "1"], ["3", "1"]]
    unknown = {"column": "gone", "descending": False}
    assert rows("shop.db", "t", limit=1, order=unknown)["rows"] == [["1", "1"]]


def test_what_is_gone_is_told(home: Path) -> None:
    make(home / "shop.db", "CREATE TABLE t (a)")
    assert rows("shop.db", "u")["problem"] == "shop.db has no table 'u' any more."
    assert rows("other.db", "t")["problem"] == "There is no database 'other.db' any more."


def test_reading_leaves_a_learners_connection_as_it_was(home: Path) -> None:
    connection = connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.text_factory = bytes
    connection.execute("CREATE TABLE t (a)")
    connection.execute("INSERT INTO t VALUES ('x')")
    assert connection.in_transaction
    assert rows(":memory:", "t")["rows"] == [["x"]]
    assert connection.in_transaction
    assert connection.execute("SELECT a FROM t").fetchone()["a"] == b"x"
    connection.rollback()
    assert rows(":memory:", "t")["rows"] == []


# Statements


def test_a_query_gives_rows_and_a_change_is_committed(home: Path) -> None:
    make(home / "shop.db", *SHOP)
    outcome = query("shop.db", "-- the dear ones\nSELECT title AS what, price FROM dear;")
    assert outcome["rows"] == {
        "columns": ["what", "price"],
        "rows": [["Opera", "80.5"]],
        "total": 1,
        "more": False,
    }
    assert outcome["ms"] >= 0
    assert query("shop.db", "UPDATE tickets SET price = price * 2")["changed"] == 2
    assert query("shop.db", "CREATE TABLE more (a)")["changed"] == 0
    returned = query("shop.db", "DELETE FROM tickets WHERE price = 4 RETURNING title")
    assert returned["rows"]["rows"] == [["Bus"]]
    with sqlite3.connect(home / "shop.db") as other:
        assert other.execute("SELECT price FROM tickets").fetchall() == [(161.0,)]
    assert query("shop.db", "PRAGMA table_info(users)")["rows"]["total"] == 2
    assert query("shop.db", "EXPLAIN QUERY PLAN SELECT * FROM users")["kind"] == "rows"


def test_a_query_is_bounded_in_rows_and_time(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(home / "shop.db", "CREATE TABLE t (a)")
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    outcome = query("shop.db", endless)
    assert (outcome["rows"]["total"], outcome["rows"]["more"]) == (1000, True)
    monkeypatch.setattr("routebook.databases.query._SECONDS", 0.05)
    stopped = query("shop.db", f"SELECT count(*) FROM ({endless})")
    assert (stopped["kind"], stopped["message"]) == ("failed", "interrupted")
    assert "LIMIT" in stopped["hint"]
    assert query("shop.db", "SELECT 1")["kind"] == "rows"


@pytest.mark.parametrize(
    ("statement", "message", "hint"),
    [
        ("SELECT * FROM ticket", "no such table: ticket", "Did you mean `tickets`?"),
        ("SELECT * FROM cars", "no such table: cars", "shop.db has `users`, `tickets`, `dear`."),
        (
            "SELECT titel FROM tickets",
            "no such column: titel",
            "Did you mean `title` of the table `tickets`?",
        ),
        (
            "INSERT INTO users (mail) VALUES (1)",
            "table users has no column named mail",
            "Did you mean `email` of the table `users`?",
        ),
        ("SELEC 1", 'near "SELEC": syntax error', "The SQL cannot be read from `SELEC` on."),
        ("SELECT 1; SELECT 2", "You can only execute one", "Run the statements one after another."),
        ("SELECT * FROM users WHERE id = ?", "number of bindings", "write each value itself"),
        (
            "INSERT INTO users (email) VALUES ('ada@example.com')",
            "UNIQUE constraint failed",
            "must be unique",
        ),
        ("BEGIN", "Transactions cannot be opened", "committed at once"),
        (" -- nothing\n;", "There is no statement here.", "Write one"),
    ],
)
def test_usual_mistakes_get_a_hint(home: Path, statement: str, message: str, hint: str) -> None:
    make(home / "shop.db", *SHOP)
    outcome = query("shop.db", statement)
    assert outcome["kind"] == "failed"
    assert message in outcome["message"]
    assert hint in outcome["hint"]


def test_a_locked_database_is_explained(home: Path) -> None:
    make(home / "shop.db", *SHOP)
    program = sqlite3.connect(home / "shop.db")
    program.execute("UPDATE users SET email = 'x'")
    outcome = query("shop.db", "UPDATE users SET email = 'y'")
    assert outcome["message"] == "database is locked"
    assert "call `commit()`" in outcome["hint"]
    assert query("shop.db", "SELECT email FROM users")["rows"]["rows"] == [["ada@example.com"]]
    program.close()


def test_a_statement_in_memory_leaves_the_open_transaction_to_the_learner(home: Path) -> None:
    connection = connect(":memory:")
    connection.execute("CREATE TABLE t (a)")
    assert query(":memory:", "INSERT INTO t VALUES (1)")["changed"] == 1
    assert not connection.in_transaction
    connection.execute("INSERT INTO t VALUES (2)")
    assert query(":memory:", "INSERT INTO t VALUES (3)")["changed"] == 1
    assert query(":memory:", "INSERT INTO nowhere VALUES (3)")["kind"] == "failed"
    connection.rollback()
    assert query(":memory:", "SELECT a FROM t")["rows"]["rows"] == [["1"]]


def test_sqlalchemys_engine_in_memory_is_found(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sqlalchemy: Any = pytest.importorskip("sqlalchemy")
    engine = sqlalchemy.create_engine(
        "sqlite://", connect_args={"factory": Connection}, poolclass=sqlalchemy.pool.StaticPool
    )
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("CREATE TABLE t (a)"))
        connection.execute(sqlalchemy.text("INSERT INTO t VALUES ('kept')"))
    assert query(":memory:", "SELECT a FROM t")["rows"]["rows"] == [["kept"]]
    engine.dispose()
