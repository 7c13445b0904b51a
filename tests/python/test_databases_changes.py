"""What a request changed in the databases."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from routebook.databases import changes, snapshot
from test_databases import connect, home, make  # noqa: F401


def during(work: Callable[[], object]) -> list[dict[str, Any]]:
    token = changes.begin()
    work()
    return changes.since(token)


def script(path: Path, text: str) -> None:
    connection = connect(path)
    connection.executescript(text)
    connection.close()


@pytest.fixture
def shop(home: Path) -> Path:  # noqa: F811
    """A database with a few rows that the program has opened before."""
    path = home / "shop.db"
    script(path, "CREATE TABLE t (id INTEGER PRIMARY KEY, a); INSERT INTO t (a) VALUES (1), (2)")
    return path


def test_rows_that_came_went_and_changed(shop: Path) -> None:
    text = "INSERT INTO t VALUES (9, NULL); DELETE FROM t WHERE id = 1; UPDATE t SET a = 'x'"
    [change] = during(lambda: script(shop, text))
    assert change == {
        "database": "shop.db",
        "table": "t",
        "columns": ["id", "a"],
        "added": [["9", "x"]],
        "removed": [["1", "1"]],
        "updated": [{"before": ["2", "2"], "after": ["2", "x"]}],
        "more": 0,
    }


def test_what_was_not_committed_has_not_happened(shop: Path) -> None:
    connection = connect(shop)
    assert during(lambda: connection.execute("DELETE FROM t")) == []
    [change] = during(connection.commit)
    assert change["removed"] == [["1", "1"], ["2", "2"]]


def test_what_a_cell_changed_before_is_not_the_requests(shop: Path) -> None:
    during(lambda: None)
    script(shop, "DELETE FROM t WHERE id = 1")
    [change] = during(lambda: script(shop, "DELETE FROM t"))
    assert change["removed"] == [["2", "2"]]


def test_nothing_is_read_while_nothing_changes(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    during(lambda: None)
    reads: list[Any] = []
    read = snapshot.read

    def counted(*arguments: Any) -> Any:
        reads.append(arguments)
        return read(*arguments)

    monkeypatch.setattr(changes, "read", counted)
    assert during(lambda: connect(shop).execute("SELECT * FROM t").fetchall()) == []
    assert reads == []
    during(lambda: script(shop, "DELETE FROM t"))
    during(lambda: None)
    assert len(reads) == 1


def test_a_change_of_the_same_size_within_the_clocks_step_is_seen(shop: Path) -> None:
    import os

    during(lambda: None)
    about = os.stat(shop)

    def work() -> None:
        script(shop, "UPDATE t SET a = 7 WHERE id = 1")
        os.utime(shop, ns=(about.st_atime_ns, about.st_mtime_ns))

    [change] = during(work)
    assert change["updated"] == [{"before": ["1", "1"], "after": ["1", "7"]}]


def test_a_file_that_is_opened_for_the_first_time(home: Path) -> None:  # noqa: F811
    make(home / "old.db", "CREATE TABLE t (a)", "INSERT INTO t VALUES ('old')")

    def work() -> None:
        script(home / "old.db", "INSERT INTO t VALUES ('new')")
        script(home / "made.db", "CREATE TABLE u (b); INSERT INTO u VALUES (1)")

    found = {change["table"]: change["added"] for change in during(work)}
    assert found == {"t": [["new"]], "u": [["1"]]}


def test_databases_in_memory(home: Path) -> None:  # noqa: F811
    connection = connect(":memory:")
    connection.execute("CREATE TABLE t (a)")
    [change] = during(lambda: connection.execute("INSERT INTO t VALUES (1)"))
    assert (change["database"], change["added"]) == (":memory:", [["1"]])
    others: list[sqlite3.Connection] = []

    def work() -> None:
        others.append(connect(":memory:"))
        others[0].executescript("CREATE TABLE u (a); INSERT INTO u VALUES (2)")

    [change] = during(work)
    assert (change["database"], change["table"]) == (":memory: 2", "u")
    assert during(lambda: connection.execute("DROP TABLE t"))[0]["removed"] == [["1"]]


def test_a_table_that_was_altered_or_dropped(shop: Path) -> None:
    [change] = during(lambda: script(shop, "ALTER TABLE t ADD COLUMN b DEFAULT 'new'"))
    assert change["columns"] == ["id", "a", "b"]
    assert change["updated"][0] == {"before": ["1", "1", None], "after": ["1", "1", "new"]}
    [change] = during(lambda: script(shop, "DROP TABLE t"))
    assert (change["removed"][0], change["added"]) == (["1", "1", "new"], [])


def test_tables_without_a_number_are_compared_by_key(shop: Path) -> None:
    script(shop, "CREATE TABLE w (k TEXT, n, PRIMARY KEY (k)) WITHOUT ROWID")
    script(shop, "INSERT INTO w VALUES ('a', 1), ('b', 2)")
    [change] = during(lambda: script(shop, "UPDATE w SET n = 3 WHERE k = 'b'"))
    assert change["updated"] == [{"before": ["b", "2"], "after": ["b", "3"]}]


MANY = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < {}) "


def test_more_rows_than_are_listed_are_counted(shop: Path) -> None:
    [change] = during(lambda: script(shop, MANY.format(60) + "INSERT INTO t (a) SELECT i FROM c"))
    assert (len(change["added"]), change["more"]) == (50, 10)


def test_a_large_table_tells_its_new_rows_and_counts_the_rest(shop: Path) -> None:
    script(shop, MANY.format(snapshot.ROWS) + "INSERT INTO t (a) SELECT i FROM c")
    [change] = during(lambda: script(shop, "INSERT INTO t (a) VALUES ('last')"))
    assert (change["added"], change["more"]) == ([[str(snapshot.ROWS + 3), "last"]], 0)
    [change] = during(lambda: script(shop, "DELETE FROM t WHERE id <= 100"))
    assert (change["added"], change["removed"], change["more"]) == ([], [], 100)
    [change] = during(lambda: script(shop, MANY.format(70) + "INSERT INTO t (a) SELECT i FROM c"))
    assert (len(change["added"]), change["more"]) == (50, 20)


def test_a_locked_or_broken_database_is_passed_over(shop: Path) -> None:
    writer = connect(shop, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    assert during(lambda: None) == []
    writer.execute("COMMIT")
    shop.write_bytes(b"not a database at all" * 100)
    assert during(lambda: None) == []
    shop.unlink()
    assert during(lambda: None) == []


def test_requests_may_overlap(shop: Path) -> None:
    first = changes.begin()
    script(shop, "INSERT INTO t VALUES (10, 'one')")
    second = changes.begin()
    script(shop, "INSERT INTO t VALUES (11, 'two')")
    assert [row[0] for row in changes.since(second)[0]["added"]] == ["11"]
    assert [row[0] for row in changes.since(first)[0]["added"]] == ["10", "11"]
