"""`sqlite3.Connection` and `sqlite3.Cursor` that tell the running request what they execute.

Whatever works on SQLite in Python works through these two: Django and SQLAlchemy derive from them
or ask them, pandas is handed one. They are what they replace in every other way. Outside a request
each call only looks whether there is one.
"""

# Locals that nobody reads keep a frame out of the tracebacks of Django, Werkzeug and pytest.
# ruff: noqa: F841

import sys
from _sqlite3 import Connection as _Connection
from _sqlite3 import Cursor as _Cursor
from _sqlite3 import connect as _connect
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import wraps
from typing import Any

from ..databases import connections
from . import current
from .sql_record import Rows, SqlRecord, settle

# Where these arguments stand if they come by place: of `connect`, and after the database.
_FACTORY_PLACE = 5
_URI_PLACE = 6


class Cursor(_Cursor):
    """A cursor whose statements are noted."""

    __slots__ = ()

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        __traceback_hide__ = __tracebackhide__ = True
        if current.trace.get() is None:
            return super().execute(sql, parameters)
        with SqlRecord(self.connection, sql, parameters) as record:
            super().execute(sql, parameters)
            record.ran(self)
        return self

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Any:
        __traceback_hide__ = __tracebackhide__ = True
        if current.trace.get() is None:
            return super().executemany(sql, parameters)
        rows = Rows(parameters)
        with SqlRecord(self.connection, sql, rows) as record:
            super().executemany(sql, rows)
            record.ran(self)
        return self

    def executescript(self, sql_script: str, /) -> Any:
        __traceback_hide__ = __tracebackhide__ = True
        if current.trace.get() is None:
            return super().executescript(sql_script)
        with SqlRecord(self.connection, sql_script, ()):
            super().executescript(sql_script)
        return self


class Connection(_Connection):
    """A connection whose statements are noted."""

    __slots__ = ("__weakref__", "_routebook_open")

    def __init__(self, database: Any, *args: Any, **kwargs: Any) -> None:
        __traceback_hide__ = __tracebackhide__ = True
        super().__init__(database, *args, **kwargs)
        self._routebook_open: tuple[dict[str, Any], int] | None = None
        uri = args[_URI_PLACE] if len(args) > _URI_PLACE else kwargs.get("uri", False)
        with suppress(Exception):  # what only the database panel needs must not break a program
            connections.opened(self, database, bool(uri))

    def cursor(self, factory: Callable[..., Any] = Cursor) -> Any:
        return super().cursor(factory)

    # The three shortcuts make a cursor of the module's own kind, whatever `cursor` was made to do.

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        __traceback_hide__ = __tracebackhide__ = True
        return super().cursor(Cursor).execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Any:
        __traceback_hide__ = __tracebackhide__ = True
        return super().cursor(Cursor).executemany(sql, parameters)

    def executescript(self, sql_script: str, /) -> Any:
        __traceback_hide__ = __tracebackhide__ = True
        return super().cursor(Cursor).executescript(sql_script)

    def commit(self) -> None:
        __traceback_hide__ = __tracebackhide__ = True
        if current.trace.get() is None or not self.in_transaction:
            return super().commit()
        with SqlRecord(self, "COMMIT", ()):
            return super().commit()

    def rollback(self) -> None:
        __traceback_hide__ = __tracebackhide__ = True
        if current.trace.get() is None or not self.in_transaction:
            return super().rollback()
        with SqlRecord(self, "ROLLBACK", ()):
            return super().rollback()

    def __exit__(self, kind: Any, error: Any, traceback: Any, /) -> Any:
        __traceback_hide__ = __tracebackhide__ = True
        if current.trace.get() is None or not self.in_transaction:
            return super().__exit__(kind, error, traceback)
        with SqlRecord(self, "COMMIT" if kind is None else "ROLLBACK", ()):
            return super().__exit__(kind, error, traceback)

    def close(self) -> None:
        __traceback_hide__ = __tracebackhide__ = True
        settle(self)
        super().close()


def connect(*args: Any, **kwargs: Any) -> Any:
    """`sqlite3.connect`, with these classes where no others are asked for."""
    __traceback_hide__ = __tracebackhide__ = True
    if "factory" not in kwargs and len(args) <= _FACTORY_PLACE:
        kwargs["factory"] = Connection
    return _connect(*args, **kwargs)


def replace(module: Any) -> None:
    """Puts them into `sqlite3.dbapi2`, and into `sqlite3` where that has its names already."""
    connect.__doc__ = _connect.__doc__
    for name, ours in (("Cursor", Cursor), ("Connection", Connection), ("connect", connect)):
        ours.__name__ = ours.__qualname__ = name
        ours.__module__ = "sqlite3"
        for place in (module, sys.modules.get("sqlite3")):
            if place is not None:
                setattr(place, name, ours)


def hush_django(module: Any) -> None:
    """Keeps out what `django.db.backends.sqlite3.base` asks for its own needs.

    It sets each new connection up, and for its debug log it has SQLite quote all parameters again.
    """
    _hush(module.DatabaseWrapper, "get_new_connection")
    _hush(module.DatabaseOperations, "_quote_params_for_last_executed_query")


def _hush(kind: Any, name: str) -> None:
    """What the method does is no part of the request's trace."""
    method: Callable[..., Any] = getattr(kind, name)

    @wraps(method)
    def hushed(*args: Any, **kwargs: Any) -> Any:
        __traceback_hide__ = __tracebackhide__ = True
        token = current.trace.set(None)
        try:
            return method(*args, **kwargs)
        finally:
            current.trace.reset(token)

    setattr(kind, name, hushed)
