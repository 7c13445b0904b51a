"""Filters on one column: a `GridFilter` of `src/shared/grid.ts` as a mask over the rows.

Numbers and dates compare as such; everything else compares as the text that
is shown, without regard to case.
"""

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from .grid_cells import cell_text
from .grid_columns import Column

Mask = np.ndarray[Any, Any]

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "equals": operator.eq,
    "notEqual": operator.ne,
    "lessThan": operator.lt,
    "lessThanOrEqual": operator.le,
    "greaterThan": operator.gt,
    "greaterThanOrEqual": operator.ge,
}
_DAY = pd.Timedelta(days=1)
_JUST_BEFORE = pd.Timedelta(1, unit="ns")


def passes(column: Column, wanted: dict[str, Any]) -> Mask:
    """True for each row that passes. A filter value that cannot be read matches none."""
    series, test = column.series, wanted["operator"]
    if test in ("blank", "notBlank"):
        blank = _blank(series)
        return blank if test == "blank" else ~blank
    if test in _COMPARE or test == "inRange":
        if column.kind == "number":
            return _range_of_numbers(series, test, wanted)
        if column.kind == "datetime":
            return _range_of_dates(series, test, wanted)
    return _text(series, test, wanted)


def _blank(series: pd.Series[Any]) -> Mask:
    missing = series.isna()
    if series.dtype.kind in "OU" or isinstance(series.dtype, pd.CategoricalDtype):
        missing = missing | series.map(lambda value: isinstance(value, str) and value == "").eq(
            True
        )
    return missing.to_numpy(dtype=bool)


def _range_of_numbers(series: pd.Series[Any], test: str, wanted: dict[str, Any]) -> Mask:
    low, high = _number(wanted["value"]), _number(wanted["to"])
    return _compare(series, test, low, high)


def _number(value: Any) -> float | int | None:
    try:
        return (
            int(value)
            if isinstance(value, str) and value.strip().lstrip("+-").isdigit()
            else float(value)
        )
    except TypeError, ValueError:
        return None


def _range_of_dates(series: pd.Series[Any], test: str, wanted: dict[str, Any]) -> Mask:
    """A date without a time stands for its whole day."""
    low, low_end = _day(wanted["value"], series)
    _, high_end = _day(wanted["to"], series)
    if low is None or test == "inRange":
        return _compare(series, test, low, high_end)
    if test in ("equals", "notEqual"):
        inside = _compare(series, "inRange", low, low_end)
        return inside if test == "equals" else ~inside
    edge = low_end if test in ("lessThanOrEqual", "greaterThan") else low
    return _compare(series, test, edge, None)


def _day(value: Any, series: pd.Series[Any]) -> tuple[Any, Any]:
    """First and last moment that the text names; (None, None) where it names none."""
    try:
        moment = pd.Timestamp(value)
    except TypeError, ValueError:
        return None, None
    if moment is pd.NaT:
        return None, None
    zone = getattr(series.dtype, "tz", None)
    if zone is not None:
        moment = moment.tz_localize(zone) if moment.tz is None else moment.tz_convert(zone)
    elif moment.tz is not None:
        moment = moment.tz_localize(None)
    whole_day = isinstance(value, str) and len(value.strip()) == len("2026-01-31")
    return moment, moment + _DAY - _JUST_BEFORE if whole_day else moment


def _compare(series: pd.Series[Any], test: str, low: Any, high: Any) -> Mask:
    if low is None or (test == "inRange" and high is None):
        return np.zeros(len(series), dtype=bool)
    if test == "inRange":
        result = (series >= low) & (series <= high)
    else:
        result = _COMPARE[test](series, low)
    # Nullable dtypes answer "unknown" for a missing value, others False (True for "not equal").
    return result.fillna(test == "notEqual").to_numpy(dtype=bool)


def _text(series: pd.Series[Any], test: str, wanted: dict[str, Any]) -> Mask:
    value, high = _folded(wanted["value"]), _folded(wanted["to"])
    texts = series.map(_folded, na_action="ignore").astype(object)
    return np.fromiter((_matches(text, test, value, high) for text in texts), bool, len(texts))


def _folded(value: Any) -> str:
    return "" if value is None else cell_text(value).casefold()


def _matches(text: Any, test: str, value: str, high: str) -> bool:
    if not isinstance(text, str):
        return test in ("notContains", "notEqual")
    match test:
        case "contains":
            return value in text
        case "notContains":
            return value not in text
        case "startsWith":
            return text.startswith(value)
        case "endsWith":
            return text.endswith(value)
        case "inRange":
            return value <= text <= high
        case _:
            return bool(_COMPARE[test](text, value))
