"""One statement on its way: `TracedQuery` in `src/shared/http.ts`."""

import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any
from weakref import ref

from ..databases import connections
from . import current
from .plain_data import shown

# Characters of a statement and of its parameters, and rows of `executemany`, that are kept.
_STATEMENT = 4_000
_PARAMETERS = 1_000
_ROWS = 3


class Rows:
    """Parameters of `executemany` that count themselves as SQLite takes them."""

    def __init__(self, source: Iterable[Any]) -> None:
        self._source = iter(source)
        self._first: list[str] = []
        self.count = 0

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        row = next(self._source)
        self.count += 1
        if self.count <= _ROWS:
            self._first.append(shown(row, _PARAMETERS // _ROWS))
        return row

    def text(self) -> str | None:
        """The first rows."""
        more = ["…"] if self.count > _ROWS else []
        return "[" + ", ".join(self._first + more) + "]" if self.count else None


class SqlRecord:
    """A context around a statement that runs for the current request. Never raises itself."""

    def __init__(self, connection: Any, statement: object, parameters: Any) -> None:
        self._trace = current.trace.get()
        self._connection = connection
        self._statement = statement
        self._parameters = parameters
        self._rows: int | None = None
        self._returns = False

    def __enter__(self) -> SqlRecord:
        settle(self._connection)
        self._before = _total_changes(self._connection)
        self._at = 0.0 if self._trace is None else self._trace.milliseconds
        self._clock = time.perf_counter()
        return self

    def ran(self, cursor: Any) -> None:
        """It succeeded; the cursor knows the number of rows."""
        self._took = time.perf_counter() - self._clock
        self._rows = cursor.rowcount
        self._returns = cursor.description is not None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        milliseconds = (time.perf_counter() - self._clock) * 1000
        if self._trace is None:
            return
        if self._trace.queries.full:
            self._trace.queries.skip()
            return
        entry = {
            "at": self._at,
            "ms": milliseconds,
            "statement": _cut(self._statement),
            "parameters": self._parameters_text(),
            "times": self._parameters.count if isinstance(self._parameters, Rows) else 1,
            "changed": None if error is not None else self._changed(),
            "database": connections.name_of(self._connection),
            "error": None if error is None else f"{type(error).__name__}: {shown_message(error)}",
        }
        self._trace.queries.add(entry)
        if error is None and self._returns and entry["changed"] in (0, None):
            self._leave_open(entry)

    def _changed(self) -> int | None:
        changed = _total_changes(self._connection) - self._before
        if self._rows is not None and self._rows >= 0 and not self._returns:
            return self._rows
        return changed or None

    def _leave_open(self, entry: dict[str, Any]) -> None:
        """`INSERT … RETURNING` has changed its rows only once they are read."""
        connection = self._connection
        if self._rows is None or self._rows < 0 or not hasattr(connection, "_routebook_open"):
            return
        connection._routebook_open = (entry, self._before)
        weak = ref(connection)
        assert self._trace is not None
        self._trace.at_end.append(lambda: settle(weak()))

    def _parameters_text(self) -> str | None:
        parameters = self._parameters
        if isinstance(parameters, Rows):
            return parameters.text()
        try:
            empty = parameters is None or len(parameters) == 0
        except Exception:  # it may be anything
            empty = False
        return None if empty else shown(parameters, _PARAMETERS)


def settle(connection: Any) -> None:
    """Completes what the last statement left open, now that all its rows were read or dropped."""
    left = getattr(connection, "_routebook_open", None)
    if left is None:
        return
    connection._routebook_open = None
    entry, before = left
    entry["changed"] = _total_changes(connection, before) - before or None


def _total_changes(connection: Any, default: int = 0) -> int:
    try:
        return connection.total_changes  # type: ignore[no-any-return]
    except Exception:  # a closed connection, or no connection at all
        return default


def _cut(statement: object) -> str:
    if not isinstance(statement, str):
        return shown(statement, _STATEMENT)
    return statement if len(statement) <= _STATEMENT else statement[:_STATEMENT] + "…"


def shown_message(error: BaseException) -> str:
    """`str(error)`, bounded."""
    try:
        return str(error)[:_PARAMETERS]
    except Exception:  # an error of the learner's, raised in a function that SQL calls
        return "(no message)"
