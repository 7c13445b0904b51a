"""Hints for ValueError, lookups and arithmetic."""

import os
import re
from collections.abc import Mapping, Sized

from .hint_tools import Names, Rules, always, listed, near, raised_in, says, subscripted


def _whole_number(exc: ValueError, _names: Names) -> str | None:
    found = re.match(r"invalid literal for int\(\) with base \d+: (.*)", str(exc), re.DOTALL)
    if found is None:
        return None
    text = found[1].strip("'\"")
    if not text.strip():
        return "The text is empty, so there is no number to read."
    if re.fullmatch(r"\s*[+-]?\d*[.,]\d+\s*", text):
        return (
            f"`int()` reads whole numbers only. For {found[1]} use `float(…)`, with a point for the"
            " decimals."
        )
    return (
        f"`int()` reads text made of digits only, and {found[1][:80]} is not. Check the text first,"
        " or catch `ValueError`."
    )


def _unpack(exc: ValueError, _names: Names) -> str | None:
    text = str(exc)
    if "values to unpack" not in text:
        return None
    side = (
        "more values on the right than names"
        if "too many" in text
        else "more names on the left than values"
    )
    loop = (
        " To loop over a dictionary's keys and values use `.items()`." if "too many" in text else ""
    )
    return f"There are {side} to take them.{loop}"


def _key(exc: KeyError, names: Names) -> str | None:
    if not exc.args:
        return None
    key = exc.args[0]
    if raised_in(exc, "<frozen os>") is not None or any(
        value is os.environ for _, value in subscripted(exc)
    ):
        return (
            f'The environment variable {key!r} is not set. `os.environ.get({key!r}, "…")` gives a'
            " default."
        )
    for text, value in subscripted(exc):
        if isinstance(value, Mapping) and key not in value:
            return _missing_key(text, key, list(value))
    return None


def _missing_key(text: str, key: object, keys: list[object]) -> str:
    if not keys:
        return f"The dictionary `{text}` is empty."
    other = near(key, keys)
    if other is not None:
        return f"`{text}` has no key {key!r}. Did you mean {other!r}?"
    if isinstance(key, str) and any(str(one) == key for one in keys):
        return f"`{text}` has the key {key} as a number, and {key!r} is text. Use `int(…)`."
    if not isinstance(key, str) and str(key) in keys:
        return f"`{text}` has the key {str(key)!r} as text, and {key!r} is none. Use `str(…)`."
    shown = listed([repr(one) for one in keys])
    return (
        f"`{text}` has no key {key!r}. Its keys are {shown}. `.get({key!r})` gives None instead of"
        " an error."
    )


def _index(exc: IndexError, _names: Names) -> str | None:
    text = str(exc)
    if text.startswith("pop from empty"):
        return "There is nothing left to take: check that it is not empty first."
    if "index out of range" not in text and "out of bounds" not in text:
        return None
    for source, value in subscripted(exc):
        if not isinstance(value, Sized) or isinstance(value, Mapping):
            continue
        length = len(value)
        if length == 0:
            return f"`{source}` is empty, so it has no items to take."
        return (
            f"`{source}` has {length} item{'s' * (length > 1)}, and counting starts at 0: the last"
            f" one is `{source}[{length - 1}]`."
        )
    return "Counting starts at 0, so the last item of n has the index n - 1."


RULES: Rules = {
    "ZeroDivisionError": [
        always(
            "The value below the line is 0, and dividing by 0 has no result. Check it before you"
            " divide."
        )
    ],
    "IndexError": [_index],
    "KeyError": [_key],
    "OverflowError": [always("The number is too large for what should be done with it.")],
    "UnicodeEncodeError": [
        always('The text has characters that this encoding cannot write. Use `encoding="utf-8"`.')
    ],
    "UnicodeDecodeError": [
        always(
            "These bytes are no text in this encoding. If it is a text file, try another one, such"
            ' as `encoding="latin-1"`; if it is an image or the like, open it with mode `"rb"`.'
        )
    ],
    "ValueError": [
        _whole_number,
        _unpack,
        says(
            "could not convert string to float",
            hint=(
                "`float()` reads numbers such as 3.5: with a point, without unit, thousands mark or"
                " letters."
            ),
        ),
        says(
            "not in list",
            hint="The list does not have that value. Ask first: `if value in items:`.",
        ),
        says(
            "substring not found",
            hint="The text does not contain it. `.find(…)` gives -1 instead of an error.",
        ),
        says(
            "match format",
            hint=(
                "The text and the format differ. Each sign counts: `%Y-%m-%d` reads 2026-01-31,"
                " `%H:%M` reads 14:05."
            ),
        ),
        says(
            "Invalid isoformat string",
            hint=(
                "This reads dates like 2026-01-31 only. For others use `datetime.strptime(text,"
                " format)`."
            ),
        ),
        says(
            "math domain error",
            hint="The function has no result for this number, like the root of a negative one.",
        ),
        says("is not in range", hint="The number lies outside of what is allowed here."),
        says(
            "I/O operation on closed file",
            hint="The file was closed before. Keep the reading inside the `with` block.",
        ),
        says(
            "Exceeds the limit",
            "integer string conversion",
            hint="The number has too many digits to be written out.",
        ),
    ],
}
