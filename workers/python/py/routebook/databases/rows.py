"""A page of a table: `TableRows` of `src/shared/database.ts`."""

from typing import Any

from . import access
from .access import Access, NoDatabase
from .cells import cell_text, cut, quoted
from .schema import TableName, column_names, key_columns, rowid_name, table_names

Json = dict[str, Any]

PAGE = 200
"""Rows of a page at most."""
_SECONDS = 5.0


class NoTable(LookupError):
    """There is no table of that name; the message is a sentence."""


def table_rows(query: Json) -> Json:
    """The rows that a `TableQuery` asks for; `{"problem": sentence}` where they cannot be had."""
    try:
        with access.named(query["database"]) as database, database.limited(_SECONDS):
            return _page(database, query)
    except (NoDatabase, NoTable) as error:
        return {"problem": str(error)}
    except access.Error as error:
        return {"problem": f"SQLite cannot read the table {query['table']}: {error}."}


def _page(database: Access, query: Json) -> Json:
    found = (table for table in table_names(database) if table.name == query["table"])
    table = next(found, None)
    if table is None:
        raise NoTable(f"{database.name} has no table {query['table']!r} any more.")
    columns = column_names(database, table.name)
    place = f"main.{quoted(table.name)}"
    shown = ", ".join(cut(column) for column in columns)
    order = _order(database, table, columns, query["order"])
    limit, offset = max(0, min(query["limit"], PAGE)), max(0, query["offset"])
    rows = database.run(f"SELECT {shown} FROM {place}{order} LIMIT ? OFFSET ?", (limit, offset))
    page = [[cell_text(cell) for cell in row] for row in rows]
    total = database.value(f"SELECT count(*) FROM {place}")
    return {"columns": columns, "rows": page, "total": total, "more": False}


def _order(database: Access, table: TableName, columns: list[str], wanted: Json | None) -> str:
    """ORDER BY for the wanted column; the key comes last, so that pages never overlap."""
    # SQLite takes an unknown name in double quotes for text, and would order by nothing.
    terms = []
    if wanted is not None and wanted["column"] in columns:
        terms.append(quoted(wanted["column"]) + (" DESC" if wanted["descending"] else ""))
    if table.kind == "table":
        rowid = None if table.without_rowid else rowid_name(columns)
        keys = [rowid] if rowid is not None else map(quoted, key_columns(database, table.name))
        terms.extend(keys)
    return f" ORDER BY {', '.join(terms)}" if terms else ""
