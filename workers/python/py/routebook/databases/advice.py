"""What to try after a statement that SQLite refused."""

import re

from .. import hints_database
from ..hint_tools import listed, near
from .access import Access, Error
from .schema import column_names, table_names

_SEVERAL = "You can only execute one statement at a time."
_TO_TRY = {
    _SEVERAL: "Run the statements one after another.",
    "interrupted": (
        "It was stopped after 5 seconds. Ask for fewer rows with `LIMIT`, or join the tables with"
        " a condition."
    ),
    "attempt to write a readonly database": (
        "The file is a lesson's own data, which is read-only. A copy of it can be changed."
    ),
    "database is locked": (
        "The program has changed rows and not committed them yet: call `commit()` on its"
        " connection, or close it."
    ),
    "database table is locked": "Another connection of the program is in the middle of a change.",
}


def advice(error: Exception, database: Access) -> str | None:
    """A sentence for the learner, or None. Never raises."""
    try:
        return _advice(error, database)
    except Exception:
        return None


def _advice(error: Exception, database: Access) -> str | None:
    text = str(error)
    if text in _TO_TRY:
        return _TO_TRY[text]
    if "number of bindings" in text or "binding parameter" in text:
        return "There are no values for `?` here: write each value itself, text in single quotes."
    missing = re.search(r"no such table: (?:main\.)?(.+)", text)
    if missing is not None:
        return _no_table(missing[1], database)
    missing = re.search(r"no such column: (.+)|has no column named (.+)", text)
    if missing is not None:
        return _no_column(missing[1] or missing[2], database)
    for rule in hints_database.RULES["sqlite3.Error"]:
        hint = rule(error, {})
        if hint is not None:
            return hint
    return None


def _no_table(name: str, database: Access) -> str:
    names = [table.name for table in table_names(database)]
    if not names:
        return f"{database.name} has no tables yet."
    other = near(name, names, 0.6)
    if other is not None:
        return f"Did you mean `{other}`?"
    return f"{database.name} has {listed(names)}."


def _no_column(name: str, database: Access) -> str:
    columns: dict[str, str] = {}
    for table in sorted(table_names(database), key=lambda table: table.kind == "view"):
        for column in _columns(database, table.name):
            columns.setdefault(column, table.name)
    other = near(name.rpartition(".")[2].strip('"'), columns, 0.6)
    if other is not None:
        return f"Did you mean `{other}` of the table `{columns[other]}`?"
    return "No column is called that. Text stands in single quotes: `'text'`."


def _columns(database: Access, table: str) -> list[str]:
    try:
        return column_names(database, table)
    except Error:  # a view over a table that is gone
        return []
