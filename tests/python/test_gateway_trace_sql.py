"""What the request log hears of SQLite."""

import functools
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from gateway_bench import Bench
from routebook import shims
from routebook.gateway import discovery

shims.install()
sqlite3: Any = import_module("sqlite3")


@pytest.fixture(autouse=True)
def no_django(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests configure Django, which counts as an app of every namespace."""
    monkeypatch.setattr(discovery, "_django_configured", lambda: None)


@pytest.fixture
def database() -> Iterator[Any]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (a, b)")
    yield connection
    connection.close()


def during(work: Callable[[], object]) -> dict[str, Any]:
    """The trace of a request for which the work is done."""

    def app(_environ: Any, start_response: Any) -> list[bytes]:
        work()
        start_response("200 OK", [])
        return [b""]

    bench = Bench(app)
    bench.get()
    return bench.trace


def queries(work: Callable[[], object]) -> list[tuple[Any, ...]]:
    """Statement, parameters, times, changed rows and error of each query of the work."""
    keys = ("statement", "parameters", "times", "changed", "error")
    return [tuple(query[key] for key in keys) for query in during(work)["queries"]]


def test_a_statement_is_told_with_its_parameters_time_and_database(database: Any) -> None:
    [query] = during(lambda: database.execute("SELECT * FROM t WHERE a = ?", (1,)))["queries"]
    assert query.pop("at") >= 0
    assert query.pop("ms") > 0
    assert query.pop("database").startswith(":memory:")
    assert query == {
        "statement": "SELECT * FROM t WHERE a = ?",
        "parameters": "(1,)",
        "times": 1,
        "changed": None,
        "error": None,
    }


def test_a_file_is_named_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routebook.folder.HOME", str(tmp_path))

    def work() -> None:
        with sqlite3.connect(tmp_path / "site.db") as connection:
            connection.execute("SELECT 1")

    assert [query["database"] for query in during(work)["queries"]] == ["site.db"]


@pytest.mark.parametrize(
    ("work", "told"),
    [
        (lambda db: db.execute("INSERT INTO t VALUES (1, 2)"), (None, 1, 1)),
        (lambda db: db.cursor().execute("INSERT INTO t VALUES (:a, 2)", {"a": "x"}), ...),
        (lambda db: db.executemany("INSERT INTO t VALUES (?, ?)", [(1, 2)] * 5), ...),
        (lambda db: db.cursor().executemany("DELETE FROM t WHERE a = ?", iter([])), (None, 0, 0)),
        (lambda db: db.executescript("INSERT INTO t VALUES (1, 2); SELECT 1;"), (None, 1, 1)),
        (lambda db: db.execute("UPDATE t SET a = 1"), (None, 1, 0)),
        (lambda db: db.execute("WITH x AS (SELECT 3) INSERT INTO t SELECT 1, 2"), (None, 1, 1)),
        (lambda db: db.execute("CREATE TABLE u (a)"), (None, 1, None)),
    ],
)
def test_every_way_to_execute_is_told_once(database: Any, work: Any, told: Any) -> None:
    [query] = queries(lambda: work(database))
    expected = {1: ("{'a': 'x'}", 1, 1), 5: ("[(1, 2), (1, 2), (1, 2), …]", 5, 5)}
    assert query[1:] == (*(expected[query[2]] if told is ... else told), None)


@pytest.mark.parametrize("read", ["fetchall", "fetchone"])
def test_rows_that_return_what_they_changed_are_counted(database: Any, read: str) -> None:
    def work() -> None:
        cursor = database.execute("INSERT INTO t VALUES (1, 2) RETURNING a")
        getattr(cursor, read)()

    assert queries(work)[0][3] == 1


def test_transactions_are_told_where_the_program_ends_them(database: Any) -> None:
    def work() -> None:
        database.commit()  # nothing has begun
        with database:
            database.execute("INSERT INTO t VALUES (1, 2)")
        database.execute("BEGIN")
        database.execute("SAVEPOINT one")
        database.rollback()
        with pytest.raises(ZeroDivisionError), database:
            database.execute("DELETE FROM t")
            raise ZeroDivisionError

    told = [query[0] for query in queries(work)]
    assert told == [
        "INSERT INTO t VALUES (1, 2)",
        "COMMIT",
        "BEGIN",
        "SAVEPOINT one",
        "ROLLBACK",
        "DELETE FROM t",
        "ROLLBACK",
    ]


def test_a_failure_is_told_and_raised(database: Any) -> None:
    def work() -> None:
        with pytest.raises(sqlite3.OperationalError, match="no such table: nowhere"):
            database.execute("SELECT * FROM nowhere")

    assert queries(work)[0][4] == "OperationalError: no such table: nowhere"


def test_what_is_long_or_many_is_bounded_and_counted(database: Any) -> None:
    def work() -> None:
        database.execute("SELECT 1" + " " * 10_000)
        database.execute("SELECT ?", ("x" * 10_000_000,))
        for _ in range(300):
            database.execute("SELECT 1")

    trace = during(work)
    assert len(trace["queries"]) == 200
    assert len(trace["queries"][0]["statement"]) == 4_001
    assert len(trace["queries"][1]["parameters"]) < 1_100
    assert trace["notes"] == ["102 statements are not shown, after the first 200."]


def test_parameters_that_cannot_be_shown_do_no_harm(database: Any) -> None:
    class Shy:
        def __repr__(self) -> str:
            raise ValueError

        def __conform__(self, _protocol: object) -> int:
            return 7

    assert queries(lambda: database.execute("SELECT ?", (Shy(),)))[0][1] == (
        "(<Shy, whose repr() raised ValueError>,)"
    )


def test_outside_a_request_nothing_is_told(database: Any) -> None:
    database.execute("INSERT INTO t VALUES (1, 2)")
    assert during(lambda: None)["queries"] == []


def test_the_classes_are_what_they_stand_for(database: Any) -> None:
    class MyCursor(sqlite3.Cursor):
        pass

    class MyConnection(sqlite3.Connection):
        pass

    cursor = database.cursor(MyCursor)
    mine = sqlite3.connect(":memory:", factory=MyConnection)
    assert type(cursor) is MyCursor
    assert type(mine) is MyConnection
    assert type(mine.execute("SELECT 1")) is type(database.cursor()) is sqlite3.Cursor
    assert isinstance(database, sqlite3.dbapi2.Connection)
    assert repr(database).startswith("<sqlite3.Connection object at")
    for one in (cursor, mine):
        assert len(queries(functools.partial(one.execute, "SELECT 1"))) == 1
    mine.close()


def test_rows_dumps_backups_and_blobs_work_as_ever(database: Any) -> None:
    def work() -> None:
        database.row_factory = sqlite3.Row
        with database:
            database.execute("INSERT INTO t VALUES (?, ?)", (b"abc", 2))
        assert database.execute("SELECT b FROM t").fetchone()["b"] == 2
        with database.blobopen("t", "a", 1, readonly=True) as blob:
            assert blob.read() == b"abc"
        database.row_factory = None
        assert any("INSERT INTO" in line for line in database.iterdump())
        with sqlite3.connect(":memory:") as copy:
            database.backup(copy)
            assert copy.execute("SELECT count(*) FROM t").fetchone() == (1,)

    assert during(work)["failure"] is None


def test_wrong_calls_fail_as_ever(database: Any) -> None:
    def work() -> None:
        with pytest.raises(TypeError, match="'int' object is not iterable"):
            database.executemany("SELECT ?", 3)
        with pytest.raises(sqlite3.ProgrammingError):
            database.execute("SELECT ?", (1, 2))
        with pytest.raises(TypeError):
            database.execute(3)
        closed = sqlite3.connect(":memory:")
        closed.close()
        with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
            closed.execute("SELECT 1")
        closed.close()

    assert during(work)["failure"] is None


def test_our_frames_ask_to_be_hidden(database: Any) -> None:
    try:
        database.execute("SELECT * FROM nowhere")
    except sqlite3.OperationalError as error:
        frames = [frame for frame, _line in traceback.walk_tb(error.__traceback__)][1:]
    assert frames
    assert all(frame.f_locals["__traceback_hide__"] for frame in frames)


def test_sqlalchemy_is_told_once_for_each_statement() -> None:
    sqlalchemy: Any = pytest.importorskip("sqlalchemy")
    engine = sqlalchemy.create_engine("sqlite://")

    def work() -> None:
        with engine.begin() as connection:
            connection.execute(sqlalchemy.text("CREATE TABLE s (a)"))
            connection.execute(sqlalchemy.text("INSERT INTO s VALUES (:a)"), [{"a": 1}, {"a": 2}])

    told = [query[:4] for query in queries(work) if not query[0].startswith("PRAGMA")]
    assert told == [
        ("CREATE TABLE s (a)", None, 1, None),
        ("INSERT INTO s VALUES (?)", "[(1,), (2,)]", 2, 2),
        ("COMMIT", None, 1, None),
    ]


def test_pandas_is_told_once(database: Any) -> None:
    pandas: Any = pytest.importorskip("pandas")
    told = queries(lambda: pandas.read_sql("SELECT a FROM t", database))
    assert [query[0] for query in told] == ["SELECT a FROM t"]


def test_what_a_request_changes_is_told_by_table(database: Any) -> None:
    def work() -> None:
        with database:
            database.execute("INSERT INTO t VALUES (1, 'new')")

    [change] = during(work)["changes"]
    # Other tests' databases in memory may be there still: this one may be the second.
    assert change["database"].startswith(":memory:")
    assert change["table"] == "t"
    assert change["added"] == [["1", "new"]]
    assert during(lambda: database.execute("SELECT 1"))["changes"] == []
