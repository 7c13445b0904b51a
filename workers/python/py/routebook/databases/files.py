"""Which files of the working folder are SQLite databases."""

import os
from collections.abc import Iterator

from .. import folder

# The beginning of every database that is not empty (https://www.sqlite.org/fileformat.html, 1.3).
HEADER = b"SQLite format 3\x00"
# An empty file is a database without tables; only its name can tell.
_ENDINGS = (".db", ".db3", ".sqlite", ".sqlite3")

_LOOKED_AT = 5_000
"""Files that are looked at: a program may write any number."""

_known: dict[str, tuple[int, int, bool]] = {}
"""Path → size, time of the last change, and whether it was a database then."""


def database_files() -> list[str]:
    """Paths of the databases, sorted."""
    found: list[str] = []
    seen: dict[str, tuple[int, int, bool]] = {}
    for entry in _files(folder.HOME):
        try:
            stat = entry.stat()
            known = _known.get(entry.path)
            if known is None or known[:2] != (stat.st_size, stat.st_mtime_ns):
                known = (stat.st_size, stat.st_mtime_ns, _is_database(entry.path, stat.st_size))
        except OSError:  # gone, or a link that leads nowhere
            continue
        seen[entry.path] = known
        if known[2]:
            found.append(entry.path)
    _known.clear()
    _known.update(seen)
    return sorted(found)


def _is_database(path: str, size: int) -> bool:
    if path.lower().endswith(_ENDINGS):
        return True  # SQLite says what is wrong with one that is none
    if size < len(HEADER):
        return False
    with open(path, "rb") as file:
        return file.read(len(HEADER)) == HEADER


def _files(place: str) -> Iterator[os.DirEntry[str]]:
    places, count = [place], 0
    while places:
        try:
            entries = list(os.scandir(places.pop()))
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    places.append(entry.path)
            elif entry.is_file():
                count += 1
                if count > _LOOKED_AT:
                    return
                yield entry
