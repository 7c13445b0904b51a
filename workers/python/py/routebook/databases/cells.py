"""Names and values of SQLite as text."""

CELL_LIMIT = 1_000
"""Characters of a cell that are shown."""


def quoted(name: str) -> str:
    """A table's or column's name as SQL takes it, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def cell_text(value: object) -> str | None:
    """A cell for the page: None for NULL, blobs as x'…', long ones cut."""
    if value is None:
        return None
    if isinstance(value, bytes):
        digits = value[: CELL_LIMIT // 2].hex()
        return f"x'{digits}…'" if len(value) > CELL_LIMIT // 2 else f"x'{digits}'"
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= CELL_LIMIT else text[:CELL_LIMIT] + "…"


def cut(column: str) -> str:
    """SQL for a column of which no more is read than is shown: a cell may be a gigabyte."""
    name = quoted(column)
    # One character more tells that there is more.
    beginning = f"substr({name}, 1, {CELL_LIMIT + 1})"
    return f"CASE WHEN typeof({name}) IN ('text', 'blob') THEN {beginning} ELSE {name} END"


def lenient(data: bytes) -> str:
    """A `text_factory` that does not stumble over text which is no UTF-8."""
    return data.decode("utf-8", "replace")
