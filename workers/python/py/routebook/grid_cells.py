"""Cells of a data frame as JSON values."""

import datetime
import math
from collections.abc import Callable
from typing import Any

import pandas as pd
from pandas.api import types

from .plain import one_line

# Whole numbers beyond this lose digits in JavaScript; they travel as text.
MAX_SAFE_INTEGER = 2**53 - 1
# Characters of one cell.
MAX_TEXT = 2_000

Writer = Callable[[Any], Any]


def cell_writer(series: pd.Series[Any]) -> Writer:
    """How the values of a column are written. Dates without a time of day are written as such."""
    if types.is_datetime64_any_dtype(series.dtype) and _only_dates(series):
        return _date
    return cell_value


def cell_values(series: pd.Series[Any], writer: Writer) -> list[Any]:
    """The column's values as JSON values."""
    return [writer(value) for value in series.array]


def cell_value(value: Any) -> Any:
    """One value as JSON: missing is null; numbers, booleans and text stay; the rest is text.

    Timestamps are ISO 8601 text with a space before the time; whole numbers
    beyond 2**53 and infinities are text; long text is cut.
    """
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    item = getattr(value, "item", None)
    if callable(item) and getattr(value, "ndim", None) == 0:
        value = item()  # a numpy scalar
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value) if abs(value) <= MAX_SAFE_INTEGER else _integer_text(value)
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return float(value) if math.isfinite(value) else str(value)
    if isinstance(value, str):
        return _cut(str(value))
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return cell_text(value)


def cell_text(value: Any) -> str:
    """A value as the text that is shown, searched and, for mixed columns, sorted by."""
    if isinstance(value, str):
        return _cut(value)
    if isinstance(value, (list, tuple, dict, set, frozenset, bytes)):
        return one_line(value, MAX_TEXT)
    try:
        return _cut(str(value))
    except Exception:
        return one_line(value, MAX_TEXT)


def _integer_text(value: int) -> str:
    try:
        return _cut(str(value))
    except ValueError:  # Python refuses to write integers of more than 4,300 digits
        return f"a whole number of {value.bit_length():,} bits"


def _cut(text: str) -> str:
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + "…"


def _only_dates(series: pd.Series[Any]) -> bool:
    present = series.dropna()
    return bool((present == present.dt.normalize()).all())


def _date(value: Any) -> Any:
    return None if value is pd.NaT or value is None else value.isoformat()[:10]
