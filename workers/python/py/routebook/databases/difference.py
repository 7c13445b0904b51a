"""How two snapshots of a database differ, table by table."""

from typing import Any

from .access import Access
from .cells import cell_text
from .snapshot import Row, Snapshot, TableState, rows_after

Json = dict[str, Any]

LISTED = 50
"""Rows of each kind that are listed (`TableChange` of `src/shared/http.ts`)."""

_NONE = TableState((), {}, 0, None, 0)


def differences(database: Access, before: Snapshot, now: Snapshot) -> list[Json]:
    """`TableChange[]`; the database is open as it is now."""
    changes = []
    for table in [*now.tables, *(name for name in before.tables if name not in now.tables)]:
        change = _Change(database.name, table, before.tables.get(table, _NONE))
        state = now.tables.get(table)
        if state is None:
            change.drop()
        elif change.before.rows is not None and state.rows is not None:
            change.compare(state, state.rows)
        else:
            change.count(database, state)
        if change.found:
            changes.append(change.data())
    return changes


class _Change:
    def __init__(self, database: str, table: str, before: TableState) -> None:
        self._database = database
        self._table = table
        self.before = before
        self._columns = before.columns
        self._added: list[Row] = []
        self._removed: list[Row] = []
        self._updated: list[tuple[Row, Row]] = []
        self._more = 0

    def drop(self) -> None:
        """The table is gone; its rows are told with the columns that they had."""
        if self.before.rows is None:
            self._more = self.before.count
        else:
            self._removed = list(self.before.rows.values())

    def compare(self, state: TableState, rows: dict[Any, Row]) -> None:
        """Row by row."""
        self._columns = state.columns
        former = _with_columns(self.before, state.columns)
        self._removed = [row for key, row in former.items() if key not in rows]
        for key, row in rows.items():
            old = former.get(key)
            if old is None:
                self._added.append(row)
            elif old != row:
                self._updated.append((old, row))

    def count(self, database: Access, state: TableState) -> None:
        """By numbers alone: rows that came at the end, and how many more or fewer there are."""
        self._columns = state.columns
        if state.rowid is not None and state.last > self.before.last:
            wanted = LISTED + 1
            self._added = rows_after(database, self._table, state, self.before.last, wanted)
        grown = state.count - self.before.count
        self._more = abs(grown - len(self._added))

    @property
    def found(self) -> bool:
        return bool(self._added or self._removed or self._updated or self._more)

    def data(self) -> Json:
        kinds = (self._added, self._removed, self._updated)
        unlisted = sum(max(0, len(kind) - LISTED) for kind in kinds)
        return {
            "database": self._database,
            "table": self._table,
            "columns": list(self._columns),
            "added": [_cells(row) for row in self._added[:LISTED]],
            "removed": [_cells(row) for row in self._removed[:LISTED]],
            "updated": [
                {"before": _cells(old), "after": _cells(new)} for old, new in self._updated[:LISTED]
            ],
            "more": self._more + unlisted,
        }


def _with_columns(state: TableState, columns: tuple[str, ...]) -> dict[Any, Row]:
    """The rows with the columns that the table has now; one that it had not is NULL."""
    rows = state.rows or {}
    if state.columns == columns:
        return rows
    places = [state.columns.index(name) if name in state.columns else None for name in columns]
    return {
        key: tuple(None if place is None else row[place] for place in places)
        for key, row in rows.items()
    }


def _cells(row: Row) -> list[str | None]:
    return [cell_text(cell) for cell in row]
