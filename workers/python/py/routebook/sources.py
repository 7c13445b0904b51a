"""The source text of cells, known by file name.

Each run compiles a cell under a name of its own ("<cell 3, run 7>"), so that a
function defined by an earlier version of the cell still shows its own lines in
a traceback. `linecache` holds the text; entries without a modification time
are never checked against the disk (see `linecache.checkcache`).
"""

import linecache

KEPT = 2_000

cells: dict[str, tuple[str, str]] = {}
"""File name as compiled → (cell id, label that the learner reads)."""


def register(cell: str, label: str, run: int, code: str) -> str:
    """Remembers a cell's text and returns the file name to compile it under."""
    filename = f"<{label}, run {run}>"
    cells[filename] = (cell, label)
    linecache.cache[filename] = (len(code), None, code.splitlines(keepends=True), filename)
    while len(cells) > KEPT:
        oldest = next(iter(cells))
        del cells[oldest]
        linecache.cache.pop(oldest, None)
    return filename


def forget() -> None:
    """Lets go of all cells."""
    for filename in cells:
        linecache.cache.pop(filename, None)
    cells.clear()
