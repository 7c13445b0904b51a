"""Values as plain text: what `repr` prints, laid out over lines, and bounded.

A notebook must survive a result of 50 MB, so nothing here builds a text much
longer than the bound: strings are cut before they are quoted, containers are
walked only as far as there is room.
"""

from collections.abc import Iterable, Iterator
from typing import Any

# Characters of one value's text; what is left out is counted in words.
LIMIT = 100_000
# Items of one container, as in IPython's pretty printer.
MAX_ITEMS = 1_000
_WIDTH = 80
_MAX_DEPTH = 40

_BRACKETS: dict[Any, tuple[str, str]] = {
    list.__repr__: ("[", "]"),
    tuple.__repr__: ("(", ")"),
    set.__repr__: ("{", "}"),
    frozenset.__repr__: ("frozenset({", "})"),
    dict.__repr__: ("{", "}"),
}


class _Full(Exception):
    """The writer has reached its bound."""


class _Writer:
    """Collects text up to a bound."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.parts: list[str] = []

    def write(self, text: str) -> None:
        self.room -= len(text)
        if self.room < 0:
            self.parts.append(text[: self.room])
            raise _Full
        self.parts.append(text)

    def text(self) -> str:
        return "".join(self.parts)


def plain_text(value: object, limit: int = LIMIT) -> str:
    """The text of `value`: `repr`, over several lines where a builtin container is long.

    At most about `limit` characters. A `repr` that raises becomes a sentence.
    """
    if type(value) in (str, bytes):
        return _cut(value, limit)  # type: ignore[arg-type]
    writer = _Writer(limit)
    try:
        _pretty(value, 0, writer, ())
    except _Full:
        return writer.text() + "\n… the rest is not shown"
    except RecursionError:
        return f"A {type(value).__name__} nested too deeply to be shown."
    return writer.text()


def one_line(value: object, limit: int = 200) -> str:
    """`repr(value)` on one line, cut to about `limit` characters; never raises."""
    if type(value) in (str, bytes):
        return repr(value) if len(value) <= limit else repr(value[:limit]) + "…"  # type: ignore[arg-type,index]
    writer = _Writer(limit)
    try:
        _compact(value, writer, ())
    except _Full:
        return writer.text() + "…"
    except RecursionError:
        return f"<{type(value).__name__}, nested too deeply>"
    return writer.text().replace("\n", " ")


def not_shown(count: int, unit: str) -> str:
    """The mark for what was left out: "… 1,200 characters not shown"."""
    return f"… {count:,} {unit} not shown"


def _cut(value: str | bytes, limit: int) -> str:
    if len(value) <= limit:
        return repr(value)
    unit = "characters" if isinstance(value, str) else "bytes"
    return repr(value[:limit])[:-1] + not_shown(len(value) - limit, unit)


def _leaf(value: object, room: int) -> str:
    """`repr` of something that is no builtin container; a sentence where it raises."""
    if type(value) in (str, bytes):
        return _cut(value, max(room, 20))  # type: ignore[arg-type]
    try:
        text = repr(value)
    except Exception as error:
        return f"<{type(value).__name__}: its repr() raised {type(error).__name__}>"
    return text if len(text) <= room else text[:room] + not_shown(len(text) - room, "characters")


def _brackets(value: object, seen: tuple[int, ...]) -> tuple[str, str] | str | None:
    """Opening and closing text; a finished text for what is empty or cyclic; None for a leaf."""
    found = _BRACKETS.get(type(value).__repr__)
    if found is None:
        return None
    if not value:
        return repr(value)
    if id(value) in seen or len(seen) > _MAX_DEPTH:
        return f"{found[0]}...{found[1]}"
    return found


def _entries(value: Any) -> Iterator[tuple[Any, Any] | tuple[Any]]:
    if isinstance(value, dict):
        yield from value.items()
    else:
        for item in _in_order(value):
            yield (item,)


def _in_order(value: Iterable[Any]) -> Iterable[Any]:
    """Sets in sorted order where their items have one, as `pprint` does."""
    if isinstance(value, (set, frozenset)) and len(value) <= MAX_ITEMS:
        try:
            return sorted(value)
        except Exception:
            return value
    return value


def _compact(value: Any, writer: _Writer, seen: tuple[int, ...]) -> None:
    brackets = _brackets(value, seen)
    if brackets is None or isinstance(brackets, str):
        writer.write(_leaf(value, writer.room + 1) if brackets is None else brackets)
        return
    inner = (*seen, id(value))
    writer.write(brackets[0])
    for count, entry in enumerate(_entries(value)):
        if count:
            writer.write(", ")
        _compact(entry[0], writer, inner)
        if len(entry) == 2:
            writer.write(": ")
            _compact(entry[1], writer, inner)
    if isinstance(value, tuple) and len(value) == 1:
        writer.write(",")
    writer.write(brackets[1])


def _fits(value: Any, width: int, seen: tuple[int, ...]) -> str | None:
    """The text on one line, or None where it is wider than `width`."""
    writer = _Writer(max(width, 1))
    try:
        _compact(value, writer, seen)
    except _Full:
        return None
    text = writer.text()
    return None if "\n" in text else text


def _pretty(value: Any, indent: int, writer: _Writer, seen: tuple[int, ...]) -> None:
    brackets = _brackets(value, seen)
    if brackets is None or isinstance(brackets, str):
        writer.write(_leaf(value, LIMIT) if brackets is None else brackets)
        return
    line = _fits(value, _WIDTH - indent, seen)
    if line is not None:
        writer.write(line)
        return
    inner = (*seen, id(value))
    deeper = indent + len(brackets[0])
    writer.write(brackets[0])
    for count, entry in enumerate(_entries(value)):
        if count:
            writer.write(",\n" + " " * deeper)
        if count == MAX_ITEMS:
            writer.write(f"… {len(value) - count:,} more")
            break
        key_width = 0
        if len(entry) == 2:
            key = one_line(entry[0])
            writer.write(f"{key}: ")
            key_width = len(key) + 2
        _pretty(entry[-1], deeper + key_width, writer, inner)
    if isinstance(value, tuple) and len(value) == 1:
        writer.write(",")
    writer.write(brackets[1])
