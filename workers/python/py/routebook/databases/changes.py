"""What a request changes in the databases: `TableChange` of `src/shared/http.ts`.

    token = changes.begin()
    …
    changes.since(token)

Only databases that the program has opened are looked at, since nobody else writes them. The last
look at each is kept: while nothing changes, a request costs a look at each file's date and header.
"""

from collections.abc import Hashable
from typing import Any
from weakref import WeakSet

from . import connections
from .access import Error
from .difference import differences
from .snapshot import EMPTY, Snapshot, read
from .sources import FileSource, Source, sources

Json = dict[str, Any]


class Token:
    """How the databases were when a request began."""

    def __init__(self) -> None:
        self.opened = connections.opened_so_far()
        self.before: dict[Hashable, Snapshot] = {}


_kept: dict[Hashable, Snapshot] = {}
_tokens: WeakSet[Token] = WeakSet()


def begin() -> Token:
    """From here on changes count. Never raises."""
    token = Token()
    try:
        for source in sources():
            snapshot = _look(source)
            if snapshot is not None:
                token.before[source.key] = snapshot
        for key in _kept.keys() - token.before.keys():
            del _kept[key]
    except Exception:
        token.before.clear()
    _tokens.add(token)
    return token


def since(token: Token) -> list[Json]:
    """What has changed since then, by table (`TableChange[]`). Never raises."""
    _tokens.discard(token)
    try:
        return [change for source in sources() for change in _changed(token, source)]
    except Exception:
        return []


def _changed(token: Token, source: Source) -> list[Json]:
    before = token.before.get(source.key)
    if before is None and source.opened > token.opened:
        before = EMPTY  # a database in memory that is younger than the request
    now = _look(source)
    if before is None or now is None or now is before:
        return []
    try:
        with source.access() as database:
            return differences(database, before, now)
    except Error, OSError:
        return []


def _look(source: Source) -> Snapshot | None:
    """The database as it is; as it was where it is locked, None where that is not known."""
    kept = _kept.get(source.key)
    try:
        stamp = source.stamp()
        if stamp is None:
            return EMPTY
        if kept is None or kept.stamp != stamp:
            with source.access() as database:
                kept = _kept[source.key] = read(database, stamp)
    except Error, OSError:
        pass
    return kept


def _on_new_path(path: str) -> None:
    """A request opens a file that nobody has opened before: this is how it was."""
    for token in list(_tokens):
        try:
            source = FileSource(path)
            snapshot = _look(source)
            if snapshot is not None:
                token.before[source.key] = snapshot
        except Exception:  # the learner's own program must not fail for it
            continue


connections.on_new_path.append(_on_new_path)
