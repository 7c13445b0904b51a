"""Sorting one column, whatever it holds."""

from typing import Any

import numpy as np
import pandas as pd

from .grid_cells import cell_text


def sorted_positions(series: pd.Series[Any], descending: bool) -> np.ndarray[Any, Any]:
    """Positions of the values in order; equal ones keep theirs, missing ones come last.

    Values that Python cannot compare (mixed types, dictionaries) are sorted as text.
    """
    plain = series.reset_index(drop=True)
    try:
        return _order(plain, descending)
    except TypeError, ValueError:
        text = plain.map(cell_text, na_action="ignore").astype(object)
        return _order(text, descending)


def _order(series: pd.Series[Any], descending: bool) -> np.ndarray[Any, Any]:
    ordered = series.sort_values(ascending=not descending, kind="stable", na_position="last")
    return ordered.index.to_numpy()
