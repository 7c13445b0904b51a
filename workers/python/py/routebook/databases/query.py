"""A statement in the database panel: `QueryOutcome` of `src/shared/database.ts`."""

import re
import time
from typing import Any

from . import access
from .access import Access, NoDatabase
from .advice import advice
from .cells import cell_text

Json = dict[str, Any]

QUERY_ROWS = 1_000
_SECONDS = 5.0
_CHARACTERS = 2_000_000
"""Text of all rows together that still crosses to the page."""

_COMMENT = re.compile(r"\s*(?:--[^\n]*(?:\n|$)|/\*.*?(?:\*/|$))", re.DOTALL)
_TRANSACTION = re.compile(r"(?:BEGIN|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE)\b", re.IGNORECASE)


def query(name: str, statement: str) -> Json:
    """Runs one statement in the database of that name, and commits what it changed."""
    text = statement
    while (comment := _COMMENT.match(text)) is not None:
        text = text[comment.end() :]
    if not text.strip().strip(";"):
        return _failed("There is no statement here.", "Write one, such as `SELECT * FROM …`.")
    if _TRANSACTION.match(text.strip()):
        return _failed(
            "Transactions cannot be opened or closed here.",
            "Each statement is a transaction of its own: it is committed at once.",
        )
    try:
        with access.named(name, write=True) as database:
            return _run(database, statement)
    except NoDatabase as error:
        return _failed(str(error), None)
    except access.Error as error:  # the file cannot be opened
        return _failed(str(error), None)


def _run(database: Access, statement: str) -> Json:
    open_before = database.in_transaction
    began = time.perf_counter()
    try:
        with database.limited(_SECONDS):
            cursor = database.run(statement)
            rows = None if cursor.description is None else _read(cursor)
            changed = cursor.rowcount
            cursor.close()
        # A transaction that was open is the learner's, who may want to take it back.
        if not open_before:
            database.commit()
    except (access.Error, access.Warning, ValueError, OverflowError) as error:
        if not open_before and database.in_transaction:
            database.roll_back()
        return _failed(str(error), advice(error, database))
    ms = (time.perf_counter() - began) * 1000
    if rows is not None:
        return {"kind": "rows", "rows": rows, "ms": ms}
    return {"kind": "changed", "changed": max(0, changed), "ms": ms}


def _read(cursor: Any) -> Json:
    columns = [column[0] for column in cursor.description]
    rows: list[list[str | None]] = []
    room, more = _CHARACTERS, False
    for row in cursor:
        if len(rows) >= QUERY_ROWS or room <= 0:
            more = True
            break
        cells = [cell_text(cell) for cell in row]
        room -= sum(len(cell or "") for cell in cells)
        rows.append(cells)
    return {"columns": columns, "rows": rows, "total": len(rows), "more": more}


def _failed(message: str, hint: str | None) -> Json:
    return {"kind": "failed", "message": message, "hint": hint}
