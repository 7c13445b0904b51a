"""The columns of a grid: index levels first, then the frame's own by position."""

from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
from pandas.api import types

Kind = Literal["number", "text", "boolean", "datetime", "other"]

# Values that decide what an object column holds.
_SAMPLE = 1_000


@dataclass(frozen=True)
class Column:
    """A `GridColumn` together with its values (the index is no part of them)."""

    id: str
    name: str
    kind: Kind
    is_index: bool
    series: pd.Series[Any]

    def as_json(self) -> dict[str, Any]:
        """The column as `GridColumn`."""
        return {
            "id": self.id,
            "name": self.name,
            "dtype": str(self.series.dtype),
            "kind": self.kind,
            "isIndex": self.is_index,
        }


def columns_of(frame: pd.DataFrame, limit: int) -> list[Column]:
    """All index levels, and the first `limit` columns."""
    index = frame.index
    levels = [
        _column(f"i{number}", index.names[number], index.get_level_values(number).to_series(), True)
        for number in range(index.nlevels)
    ]
    own = [
        _column(str(number), frame.columns[number], frame.iloc[:, number], False)
        for number in range(min(limit, frame.shape[1]))
    ]
    return levels + own


def _column(number: str, label: object, series: pd.Series[Any], is_index: bool) -> Column:
    # Row numbers take the place of the index: labels may repeat.
    plain = series.reset_index(drop=True)
    return Column(number, _name(label), _kind(plain), is_index, plain)


def _name(label: object) -> str:
    """Names on several levels are joined: ("price", "mean") → "price · mean"."""
    if isinstance(label, tuple):
        return " · ".join(str(part) for part in label if str(part) != "")
    return "" if label is None else str(label)


def _kind(series: pd.Series[Any]) -> Kind:
    dtype = series.dtype
    if types.is_bool_dtype(dtype):
        return "boolean"
    if types.is_datetime64_any_dtype(dtype):
        return "datetime"
    if types.is_complex_dtype(dtype):
        return "other"
    if types.is_numeric_dtype(dtype):
        return "number"
    if isinstance(dtype, pd.CategoricalDtype):
        return "text" if _holds(dtype.categories.to_series()) == "string" else "other"
    if types.is_string_dtype(dtype) or types.is_object_dtype(dtype):
        found = _holds(series)
        if found == "boolean":
            return "boolean"
        return "text" if found in ("string", "empty") else "other"
    return "other"


def _holds(series: pd.Series[Any]) -> str:
    return str(types.infer_dtype(series.iloc[:_SAMPLE], skipna=True))
