"""How a database was at one moment."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from .access import Access, Error
from .cells import quoted
from .schema import TableName, column_names, key_columns, rowid_name, table_names

ROWS = 5_000
"""Rows of a table that are compared one by one."""
_BYTES = 32 * 1024 * 1024
"""Of a larger database no rows are kept."""

Row = tuple[Any, ...]


@dataclass(frozen=True)
class TableState:
    """A table's rows, or what is known of them where they are too many."""

    columns: tuple[str, ...]
    rows: dict[Any, Row] | None
    """Rows by number, or by primary key where they have none; None where they are too many."""
    count: int
    rowid: str | None
    """How SQL calls the row's number; None where it cannot be had."""
    last: int
    """The highest number of a row."""


@dataclass(frozen=True)
class Snapshot:
    """All tables. Two with the same stamp have the same content."""

    stamp: Hashable
    tables: dict[str, TableState] = field(default_factory=dict)


EMPTY = Snapshot(None)


def read(database: Access, stamp: Hashable) -> Snapshot:
    """The database as it is now. Raises where SQLite cannot read it."""
    pages = database.value("PRAGMA page_count") * database.value("PRAGMA page_size")
    limit = ROWS if pages <= _BYTES else 0
    tables = {}
    for table in table_names(database):
        if table.kind == "view":
            continue
        try:
            tables[table.name] = _read_table(database, table, limit)
        except Error:
            if table.kind != "virtual":  # its module may be the learner's own, or missing
                raise
    return Snapshot(stamp, tables)


def rows_after(database: Access, table: str, state: TableState, last: int, limit: int) -> list[Row]:
    """Rows whose number is above `last`."""
    place = f"SELECT * FROM main.{quoted(table)} WHERE {state.rowid} > ? ORDER BY {state.rowid}"
    return database.run(f"{place} LIMIT ?", (last, limit)).fetchall()


def _read_table(database: Access, table: TableName, limit: int) -> TableState:
    columns = tuple(column_names(database, table.name))
    place = f"main.{quoted(table.name)}"
    rowid = None if table.without_rowid else rowid_name(list(columns))
    keys = [rowid] if rowid else [quoted(key) for key in key_columns(database, table.name)]
    if limit and keys:
        chosen = ", ".join([*keys, *map(quoted, columns)])
        found = database.run(f"SELECT {chosen} FROM {place} LIMIT ?", (limit + 1,)).fetchall()
        if len(found) <= limit:
            width = len(keys)
            rows = {row[0] if rowid else row[:width]: row[width:] for row in found}
            last = max(rows, default=0) if rowid else 0
            return TableState(columns, rows, len(rows), rowid, last)
    count = database.value(f"SELECT count(*) FROM {place}")
    last = (database.value(f"SELECT max({rowid}) FROM {place}") or 0) if rowid else 0
    return TableState(columns, None, count, rowid, last)
