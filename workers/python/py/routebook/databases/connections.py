"""The connections that the learner's program has opened.

Whoever replaces `sqlite3.Connection` calls `opened` from its `__init__`; plain connections of
`_sqlite3` cannot be referred to weakly, and so are never kept here.
"""

import os
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from weakref import WeakKeyDictionary

from .. import folder

MEMORY = ":memory:"


class Opened:
    """Where a connection leads."""

    def __init__(self, path: str | None, shared: str | None, number: int) -> None:
        global _count
        _count += 1
        self.serial = _count
        """Counts all that were ever opened."""
        self.path = path
        """The file, absolute; None for a database in memory."""
        self.shared = shared
        """Name of a database in memory that several connections share."""
        self.number = number

    @property
    def name(self) -> str:
        """What the learner reads: "db.sqlite3", ":memory:", ":memory: 2"."""
        if self.path is not None:
            return shown_path(self.path)
        if self.shared is not None:
            return f"{self.shared} (shared)" if self.shared == MEMORY else self.shared
        return MEMORY if self.number == 1 else f"{MEMORY} {self.number}"


_count = 0
_open: WeakKeyDictionary[Any, Opened] = WeakKeyDictionary()

paths: dict[str, None] = {}
"""The files that were ever opened, oldest first."""

on_new_path: list[Callable[[str], None]] = []
"""Called with the path of a file that is opened for the first time, before anything is done."""


def opened(connection: Any, database: object, uri: bool = False) -> None:
    """Notes a connection that was opened with these arguments of `sqlite3.connect`."""
    path, shared = _place(database, uri)
    number = 0
    if path is None and shared is None:
        taken = {place.number for _connection, place in _alive()}
        number = next(number for number in range(1, len(taken) + 2) if number not in taken)
    _open[connection] = Opened(path, shared, number)
    if path is not None and path not in paths:
        paths[path] = None
        for listener in on_new_path:
            listener(path)


def name_of(connection: Any) -> str:
    """The name of the connection's database; ":memory:" for one that was never noted."""
    place = _open.get(connection)
    return MEMORY if place is None else place.name


def memory() -> dict[str, list[Any]]:
    """The databases in memory that are open, by name, each with its connections."""
    found: dict[str, list[Any]] = {}
    for connection, place in _alive():
        if place.path is None:
            found.setdefault(place.name, []).append(connection)
    return found


def opened_so_far() -> int:
    """How many connections were ever opened."""
    return _count


def serial_of(connection: Any) -> int:
    """The connection's number among all that were ever opened."""
    return _open[connection].serial


def shown_path(path: str) -> str:
    """A path as the learner writes it."""
    return path.removeprefix(folder.HOME + "/")


def _alive() -> list[tuple[Any, Opened]]:
    return [(connection, place) for connection, place in list(_open.items()) if _works(connection)]


def _works(connection: Any) -> bool:
    import _sqlite3

    try:
        connection.total_changes  # noqa: B018
    except _sqlite3.Error:
        return False  # it was closed
    return True


def _place(database: object, uri: bool) -> tuple[str | None, str | None]:
    """File and shared name of what `sqlite3.connect` was given
    (https://www.sqlite.org/uri.html)."""
    text = os.fsdecode(database)  # type: ignore[arg-type]
    if not uri or not text.startswith("file:"):
        return (None, None) if text in ("", MEMORY) else (os.path.abspath(text), None)
    parts = urlsplit(text)
    options = parse_qs(parts.query)
    name = unquote(parts.path)
    in_memory = options.get("mode") == ["memory"] or name == MEMORY
    if not in_memory:
        return (os.path.abspath(name), None) if name else (None, None)
    return None, name if options.get("cache") == ["shared"] else None
