"""Reading and writing a database without the learner's program or the request log noticing."""

import _sqlite3
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from .. import folder
from .cells import lenient
from .connections import memory, shown_path
from .files import database_files

_STEPS = 10_000
"""Instructions of SQLite's machine between two looks at the clock."""

Error, Warning = _sqlite3.Error, _sqlite3.Warning


class NoDatabase(LookupError):
    """There is no database of that name; the message is a sentence."""


class Access:
    """One database, open."""

    def __init__(self, name: str, path: str | None, connection: Any) -> None:
        self.name = name
        self.path = path
        """The file; None for a database in memory."""
        self._connection = connection

    def run(self, statement: str, parameters: Sequence[Any] = ()) -> _sqlite3.Cursor:
        """The cursor of a statement; its rows are tuples. Raises what SQLite raises."""
        # The base class's own method: a subclass may record what goes through its cursors.
        cursor = _sqlite3.Connection.cursor(self._connection, _sqlite3.Cursor)
        cursor.row_factory = None
        cursor.execute(statement, parameters)
        return cursor

    def value(self, statement: str, parameters: Sequence[Any] = ()) -> Any:
        """The first value of the first row; None where there is no row."""
        row = self.run(statement, parameters).fetchone()
        return None if row is None else row[0]

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open, which may be the learner's."""
        return bool(self._connection.in_transaction)

    @property
    def changes(self) -> int:
        """Rows that this connection has changed since it was opened."""
        return int(self._connection.total_changes)

    def commit(self) -> None:
        """Commits the transaction that is open, if one is."""
        _sqlite3.Connection.commit(self._connection)

    def roll_back(self) -> None:
        """Takes back the transaction that is open."""
        _sqlite3.Connection.rollback(self._connection)

    @contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """Statements in the block end with "interrupted" when the time is over."""
        end = time.perf_counter() + seconds
        watch = _sqlite3.Connection.set_progress_handler
        watch(self._connection, lambda: time.perf_counter() > end, _STEPS)
        try:
            yield
        finally:
            watch(self._connection, None, _STEPS)


@contextmanager
def file_access(path: str, *, write: bool = False) -> Iterator[Access]:
    """A database file. Raises what SQLite raises where it cannot be opened."""
    # Nobody else can go on while we wait for a lock, so there is nothing to wait for.
    uri = f"file:{quote(path)}?mode={'rw' if write else 'ro'}"
    connection = _sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)
    connection.text_factory = lenient
    try:
        yield Access(shown_path(path), path, connection)
    finally:
        connection.close()


@contextmanager
def memory_access(name: str, connection: Any) -> Iterator[Access]:
    """A database in memory, through the learner's own connection."""
    text_factory = connection.text_factory
    connection.text_factory = lenient
    try:
        yield Access(name, None, connection)
    finally:
        connection.text_factory = text_factory


@contextmanager
def named(name: str, *, write: bool = False) -> Iterator[Access]:
    """The database that has this name in the panel. NoDatabase where it is gone."""
    connections = memory().get(name)
    path = os.path.join(folder.HOME, name)
    if connections:
        with memory_access(name, connections[0]) as access:
            yield access
    elif path in database_files():
        with file_access(path, write=write) as access:
            yield access
    else:
        raise NoDatabase(f"There is no database {name!r} any more.")
