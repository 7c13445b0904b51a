"""Comparing data frames in a check, in words."""

import sys
from typing import Any


def is_pandas(value: object) -> bool:
    """True for a DataFrame, a Series or an index, without importing pandas."""
    pandas: Any = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, (pandas.DataFrame, pandas.Series, pandas.Index))


def frame_difference(came: Any, expected: Any) -> str | None:
    """What differs, in words; None where they are equal. Number types need not be the same."""
    pandas: Any = sys.modules["pandas"]
    if type(came) is not type(expected):
        return f"it is a {type(came).__name__} and should be a {type(expected).__name__}."
    if isinstance(came, pandas.DataFrame) and list(came.columns) != list(expected.columns):
        return f"its columns are {_names(came.columns)} and should be {_names(expected.columns)}."
    if len(came) != len(expected):
        return f"it has {len(came)} rows and should have {len(expected)}."
    try:
        _assert_equal(pandas, came, expected)
    except AssertionError as error:
        return _first_line(str(error))
    return None


def _assert_equal(pandas: Any, came: Any, expected: Any) -> None:
    testing = pandas.testing
    if isinstance(came, pandas.DataFrame):
        testing.assert_frame_equal(came, expected, check_dtype=False)
    elif isinstance(came, pandas.Series):
        testing.assert_series_equal(came, expected, check_dtype=False, check_names=False)
    else:
        testing.assert_index_equal(came, expected, exact=False)


def _names(columns: Any) -> str:
    return ", ".join(str(name) for name in columns[:20]) or "none"


def _first_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    wanted = [
        line for line in lines if line.startswith(("[left]", "[right]", "DataFrame", "Series"))
    ]
    said = "; ".join(wanted[:3] or lines[:1])
    return said.replace("[left]:", "came").replace("[right]:", "expected") + "."
