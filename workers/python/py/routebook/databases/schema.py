"""What is in a database: `DatabaseInfo` of `src/shared/database.ts`."""

import os
import time
from typing import Any

from . import access
from .access import Access
from .cells import quoted
from .connections import memory, shown_path
from .files import database_files

Json = dict[str, Any]

_COUNTING = 1.0
"""Seconds that counting the rows of one database may take."""


def databases() -> list[Json]:
    """All databases, files first. One that cannot be read says why."""
    found = [_read_file(path) for path in database_files()]
    for name, connections in memory().items():
        with access.memory_access(name, connections[0]) as database:
            found.append(_described(database))
    return found


def _read_file(path: str) -> Json:
    try:
        with access.file_access(path) as database:
            info = _described(database)
        if info["problem"] is None:
            return info
        # A journal that a program left behind is played back by whoever may write.
        with access.file_access(path, write=True) as database:
            return _described(database)
    except (access.Error, OSError) as error:
        return {"name": shown_path(path), "bytes": _size(path), "tables": [], "problem": str(error)}


def _described(database: Access) -> Json:
    info: Json = {"name": database.name, "bytes": _size(database.path), "tables": []}
    try:
        end = time.perf_counter() + _COUNTING
        info["tables"] = [_table(database, table, end) for table in table_names(database)]
    except access.Error as error:
        return {**info, "problem": str(error)}
    return {**info, "problem": None}


def _size(path: str | None) -> int | None:
    try:
        return None if path is None else os.path.getsize(path)
    except OSError:
        return 0


class TableName:
    """A table or view, and what SQLite says of it."""

    def __init__(self, name: str, kind: str, without_rowid: bool) -> None:
        self.name = name
        self.kind = kind
        """ "table", "view" or "virtual"."""
        self.without_rowid = without_rowid


def table_names(database: Access) -> list[TableName]:
    """Tables and views in the order of their creation, without SQLite's own."""
    statement = """
        SELECT list.name, list.type, list.wr FROM pragma_table_list AS list
        JOIN main.sqlite_schema AS made ON made.name = list.name AND made.type IN ('table', 'view')
        WHERE list.schema = 'main' AND list.type != 'shadow' AND list.name NOT LIKE 'sqlite\\_%'
            ESCAPE '\\'
        ORDER BY made.rowid
    """
    return [TableName(name, kind, bool(wr)) for name, kind, wr in database.run(statement)]


def column_names(database: Access, table: str) -> list[str]:
    """Columns as `SELECT *` gives them. Raises for a view that leads nowhere."""
    statement = "SELECT name FROM pragma_table_xinfo(?, 'main') WHERE hidden != 1 ORDER BY cid"
    return [name for (name,) in database.run(statement, (table,))]


def key_columns(database: Access, table: str) -> list[str]:
    """Columns of the primary key, in its order."""
    statement = "SELECT name FROM pragma_table_info(?, 'main') WHERE pk > 0 ORDER BY pk"
    return [name for (name,) in database.run(statement, (table,))]


def rowid_name(columns: list[str]) -> str | None:
    """A name that still means the row's number; None where columns have taken all three."""
    taken = {column.lower() for column in columns}
    return next((name for name in ("rowid", "_rowid_", "oid") if name not in taken), None)


def _table(database: Access, table: TableName, end: float) -> Json:
    made = "SELECT sql FROM main.sqlite_schema WHERE name = ? AND type IN ('table', 'view')"
    indexes = "SELECT name FROM pragma_index_list(?, 'main') WHERE origin = 'c' ORDER BY name"
    return {
        "name": table.name,
        "kind": "view" if table.kind == "view" else "table",
        "rows": _count(database, table, max(0.01, end - time.perf_counter())),
        "columns": _columns(database, table.name),
        "sql": database.value(made, (table.name,)) or "",
        "indexes": [name for (name,) in database.run(indexes, (table.name,))],
    }


def _count(database: Access, table: TableName, seconds: float) -> int:
    """Rows. Where counting takes too long, the highest number of a row has to do."""
    place = f"main.{quoted(table.name)}"
    try:
        with database.limited(seconds):
            return int(database.value(f"SELECT count(*) FROM {place}"))
    except access.Error:
        if table.kind == "table" and not table.without_rowid:
            return int(database.value(f"SELECT max(rowid) FROM {place}") or 0)
        # A view without an end, or over a table that is gone: its rows say so when asked for.
        return 0


def _columns(database: Access, table: str) -> list[Json]:
    references = _references(database, table)
    statement = """
        SELECT name, type, "notnull", pk, dflt_value FROM pragma_table_xinfo(?, 'main')
        WHERE hidden != 1 ORDER BY cid
    """
    try:
        rows = database.run(statement, (table,)).fetchall()
    except access.Error:
        return []
    return [
        {
            "name": name,
            "type": kind,
            "notNull": bool(not_null),
            "key": key,
            "references": references.get(name),
            "fallback": fallback,
        }
        for name, kind, not_null, key, fallback in rows
    ]


def _references(database: Access, table: str) -> dict[str, str]:
    """Column → "other(id)"; a key that names no column means the other table's primary key."""
    statement = """
        SELECT "from", "table", seq, "to" FROM pragma_foreign_key_list(?, 'main')
        ORDER BY id DESC, seq
    """
    found = {}
    for column, other, place, target in database.run(statement, (table,)).fetchall():
        if target is None:
            keys = key_columns(database, other)
            target = keys[place] if place < len(keys) else "rowid"
        found[column] = f"{other}({target})"
    return found
