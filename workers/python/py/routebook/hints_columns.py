"""Hints for pandas that look at the table: what it does not have, and keys that differ."""

import re
from typing import Any

from .hint_tools import Names, Rules, frames_of, listed, near


def _column(exc: KeyError, _names: Names) -> str | None:
    """A KeyError out of pandas: the frame or series is the `self` of one of its frames."""
    key = exc.args[0] if exc.args else None
    owner = _pandas_owner(exc)
    if owner is None:
        return None
    if hasattr(owner, "columns") and not _by_rows(exc):
        return _no_column(key, [*owner.columns], owner)
    labels = [*owner.index[:1000]]
    other = near(key, labels)
    if other is not None:
        return f"The index has no {key!r}. Did you mean {other!r}?"
    return (
        f"The index has no label {key!r}. For a position use `.iloc[…]`; the labels begin with"
        f" {listed([repr(one) for one in labels[:5]])}."
    )


def _no_column(key: Any, columns: list[Any], frame: Any) -> str:
    missing = (
        re.findall(r"'([^']+)'", key) if isinstance(key, str) and "not in index" in key else [key]
    )
    if isinstance(key, str) and "None of" in key:
        return f"The table has none of these columns. It has {listed(columns, 12)}."
    name = missing[0] if missing else key
    spaced = next(
        (one for one in columns if isinstance(one, str) and one.strip() == name and one != name),
        None,
    )
    if spaced is not None:
        return (
            f"The column's name has spaces around it: {spaced!r}. `df.columns ="
            " df.columns.str.strip()` takes them away."
        )
    other = near(name, columns, 0.6)
    if other is not None:
        return f"The table has no column {name!r}. Did you mean {other!r}?"
    if name in frame.index.names:
        return f"{name!r} is the index, not a column. `.reset_index()` makes it one."
    return f"The table has no column {name!r}. It has {listed(columns, 12)}."


def _by_rows(exc: BaseException) -> bool:
    """True where `.loc` or `.at` looked for a label among the rows."""
    for frame, _ in reversed(frames_of(exc)):
        names = frame.f_locals
        if type(names.get("self")).__name__.endswith("Indexer") and "axis" in names:
            return bool(names["axis"] == 0)
    return False


def _pandas_owner(exc: BaseException) -> Any:
    for frame, _ in frames_of(exc):
        if "/pandas/core/" not in frame.f_code.co_filename:
            continue
        owner = frame.f_locals.get("self")
        owner = getattr(owner, "obj", owner)  # .loc and group-by hold the frame as `obj`
        if hasattr(owner, "index") and hasattr(owner, "iloc"):
            return owner
    return None


def _merge_kinds(exc: ValueError, _names: Names) -> str | None:
    found = re.match(r"You are trying to merge on (\S+) and (\S+) columns", str(exc))
    if found is None:
        return None
    return (
        f"The columns to join by are of different kinds, {found[1]} and {found[2]}. Change one"
        " first: "
        f'`df["key"] = df["key"].astype(str)`.'
    )


RULES: Rules = {"KeyError": [_column], "ValueError": [_merge_kinds]}
