"""Hints for TypeError: the wrong kind of value."""

import re

from .hint_tools import Names, Rules, says

_COROUTINE = "This is a coroutine that was not awaited: put `await` before the call that made it."
_NOTHING = (
    "The value is None: something above returned nothing. A function needs a `return`; methods such"
    " as `list.sort()` and `list.append()` change the list and return None."
)


def _operands(exc: TypeError, _names: Names) -> str | None:
    text = str(exc)
    found = re.search(r"unsupported operand type\(s\) for (\S+): '(.+)' and '(.+)'", text)
    kinds: set[str] = set()
    if found:
        kinds = {found[2], found[3]}
    elif found := re.match(r"can only concatenate (\w+) \(not \"(.+)\"\) to", text):
        kinds = {found[1], found[2]}
    if not kinds:
        return None
    if "NoneType" in kinds:
        return _NOTHING
    if "coroutine" in kinds:
        return _COROUTINE
    if "str" in kinds and kinds & {"int", "float"}:
        return (
            "One side is text, the other a number. To join them as text use an f-string: "
            '`f"{name} costs {price}"`; to calculate turn the text into a number: `int(text)`.'
        )
    if "str" in kinds and len(kinds) == 2:
        return 'One side is text, the other is not. Use an f-string: `f"… {value}"`.'
    return (
        f"Values of type {' and '.join(f'`{kind}`' for kind in sorted(kinds))} do not go together"
        " here."
    )


def _comparison(exc: TypeError, _names: Names) -> str | None:
    found = re.match(r"'(\S+)' not supported between instances of '(.+)' and '(.+)'", str(exc))
    if found is None:
        return None
    kinds = {found[2], found[3]}
    if "NoneType" in kinds:
        return _NOTHING
    if kinds & {"int", "float"} and "str" in kinds:
        return (
            "One side is text, the other a number. What comes from `input()`, a form or a file is"
            " text: use `int(…)`."
        )
    return f"Python does not know which of a `{found[2]}` and a `{found[3]}` is the smaller."


def _nothing(exc: TypeError, _names: Names) -> str | None:
    text = str(exc)
    if "NoneType" in text and (
        "subscriptable" in text or "iterable" in text or "no len" in text or "unpack" in text
    ):
        return _NOTHING
    return None


def _coroutine(exc: TypeError, _names: Names) -> str | None:
    text = str(exc)
    return (
        _COROUTINE
        if "'coroutine'" in text or "type 'coroutine'" in text or "type coroutine" in text
        else None
    )


def _await(exc: TypeError, _names: Names) -> str | None:
    found = re.search(
        r"(?:object|'(.+)' object) ?(\w*) can't be (?:used in 'await' expression|awaited)", str(exc)
    )
    if found is None:
        return None
    return (
        "What stands after `await` is no coroutine: the function is a plain `def`. Leave `await`"
        " out."
    )


def _subscript(exc: TypeError, _names: Names) -> str | None:
    found = re.match(r"'(.+)' object is not subscriptable", str(exc))
    if found is None:
        return None
    if found[1] in ("function", "method", "builtin_function_or_method"):
        return "To call a function use parentheses, not square brackets."
    return f"A value of type `{found[1]}` has no items, so `[…]` does not work on it."


def _iterate(exc: TypeError, _names: Names) -> str | None:
    found = re.match(r"'(.+)' object is not iterable", str(exc))
    if found is None:
        return None
    if found[1] in ("int", "float"):
        return "A number cannot be gone through one by one. To count use `range(n)`."
    return f"A value of type `{found[1]}` cannot be gone through one by one."


def _json(exc: TypeError, _names: Names) -> str | None:
    found = re.match(r"Object of type (\w+) is not JSON serializable", str(exc))
    if found is None:
        return None
    kind = found[1]
    ways: dict[str, str] = {
        "set": "make it a list: `sorted(…)` or `list(…)`",
        "datetime": "make it text: `.isoformat()`",
        "date": "make it text: `.isoformat()`",
        "Decimal": "make it text or a float: `str(…)` or `float(…)`",
        "DataFrame": 'make it records: `.to_dict("records")`',
        "Series": "make it a list: `.tolist()`",
        "int64": "make it a plain number: `int(…)`",
        "bytes": "make it text: `.decode()`",
        "coroutine": "put `await` before the call that made it",
    }
    way = ways.get(
        kind, "make a dictionary of its fields first (`.model_dump()` of a Pydantic model)"
    )
    return (
        "JSON knows only text, numbers, booleans, null, lists and dictionaries. This is a"
        f" `{kind}`: {way}."
    )


def _unhashable(exc: TypeError, _names: Names) -> str | None:
    found = re.search(r"unhashable type: '(\w+)'", str(exc))
    if found is None:
        return None
    way = {"list": "a tuple", "set": "a `frozenset`", "dict": "a tuple of its items"}.get(
        found[1], "something fixed"
    )
    return (
        f"Keys of a dictionary and members of a set must never change, and a `{found[1]}` can. "
        f"Use {way} instead."
    )


def _argument_kind(exc: TypeError, _names: Names) -> str | None:
    text = str(exc)
    if re.match(r"(int|float)\(\) argument must be .* not 'NoneType'", text):
        return (
            'There is no value to make a number of: it is None. With `request.args.get("x")` the'
            ' request has no field of that name; give a default: `.get("x", 0)`.'
        )
    return None


RULES: Rules = {
    "TypeError": [
        _coroutine,
        _await,
        _nothing,
        _operands,
        _comparison,
        _json,
        _unhashable,
        _argument_kind,
        says(
            "string indices must be integers",
            hint=(
                "The value before `[…]` is text, not a dictionary: its items have numbers. Was JSON"
                " text meant to be read first, with `json.loads(text)` or `response.json()`?"
            ),
        ),
        says(
            "indices must be integers or slices, not str",
            hint=(
                "The value before `[…]` is a list: its items have numbers. To look into one of its "
                'dictionaries pick the item first: `items[0]["name"]`.'
            ),
        ),
        says(
            "object does not support item assignment",
            hint="This value cannot be changed in place (text and tuples cannot). Make a new one.",
        ),
        _subscript,
        _iterate,
        says(
            "not all arguments converted during string formatting",
            hint=(
                "There are more values than `%` places in the text. An f-string is easier:"
                ' `f"{value}"`.'
            ),
        ),
    ],
}
