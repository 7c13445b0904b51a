"""Comparing values in a check, and saying in words where they differ."""

import json
import sys
from typing import Any

from .plain import one_line


def equal(left: Any, right: Any) -> bool:
    """`left == right` as one boolean, for arrays too."""
    result = left == right
    if isinstance(result, bool):
        return result
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(result, numpy.ndarray):
        return bool(numpy.array_equal(left, right))
    return bool(result)


def why_not_equal(came: Any, expected: Any) -> str:
    """A sentence about two values that are not equal."""
    if type(came) is not type(expected) and str(came) == str(expected):
        kinds = (
            f"it is of type {type(came).__name__} and should be of type {type(expected).__name__}"
        )
        return f"The value looks right, but {kinds}."
    if came is None:
        return "The value is None: is a `return` missing?"
    return _difference(came, expected, "", exact=True) or "The value is not the expected one."


def first_difference(came: Any, expected: Any) -> str | None:
    """The first part of `expected` that `came` does not have so; None where all are there."""
    return _difference(came, expected, "", exact=False)


def json_text(value: Any) -> str:
    """A JSON value as it travels."""
    try:
        return json.dumps(value, ensure_ascii=False)
    except TypeError, ValueError, RecursionError:  # what a teacher expects may be anything
        return one_line(value, 2_000)


def _difference(came: Any, expected: Any, path: str, *, exact: bool) -> str | None:
    """The first difference in words; with `exact` fields too many count too."""
    where = f"`{path}`" if path else "The value"
    if isinstance(expected, dict) and isinstance(came, dict):
        for key, value in expected.items():
            if key not in came:
                return f"The field `{_join(path, key)}` is missing."
            problem = _difference(came[key], value, _join(path, key), exact=exact)
            if problem is not None:
                return problem
        extra = [key for key in came if key not in expected]
        return f"The field `{_join(path, extra[0])}` is too much." if exact and extra else None
    if isinstance(expected, list) and isinstance(came, list):
        if len(expected) != len(came):
            return f"{where} has {len(came)} items instead of {len(expected)}."
        for number, (left, right) in enumerate(zip(came, expected, strict=True)):
            problem = _difference(left, right, _join(path, number), exact=exact)
            if problem is not None:
                return problem
        return None
    if equal(came, expected):
        return None
    if not path and exact:
        return None
    return f"{where} is {_show(came)} and should be {_show(expected)}."


def _join(path: str, key: object) -> str:
    return f"{path}[{key}]" if isinstance(key, int) else f"{path}.{key}" if path else str(key)


def _show(value: object) -> str:
    return one_line(value, 200)
