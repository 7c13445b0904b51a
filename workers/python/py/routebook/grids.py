"""Data frames as grids: the frame stays here, the page asks for the rows that it shows.

Shapes are those of `src/shared/grid.ts`: `grid_bundle` makes a `GridHandle`,
`query` answers a `GridQuery` with `GridRows`, `csv` with text.
"""

import itertools
import sys
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from .grid_frame import Shown

GRID_MIME = "application/vnd.routebook.grid+json"
# Frames that can still be paged through; older ones keep the head that they were shown with.
MAX_FRAMES = 50
# Bytes that shown frames may hold on to beyond the latest one.
MAX_BYTES = 300_000_000
# Rows of one answer.
MAX_ROWS = 10_000

_shown: OrderedDict[int, Shown] = OrderedDict()
_ids = itertools.count(1)


def grid_bundle(value: object) -> dict[str, Any] | None:
    """The bundle of a DataFrame or Series, which is kept for queries; None for other values."""
    pandas: Any = sys.modules.get("pandas")
    if pandas is None or not hasattr(pandas, "DataFrame"):
        return None
    if isinstance(value, pandas.Series):
        return _remember(_as_frame(value), _series_text(value))
    if isinstance(value, pandas.DataFrame):
        return _remember(value, _frame_text(value))
    return None


def query(wanted: dict[str, Any]) -> dict[str, Any]:
    """Rows `start` to `end` of a shown frame after filters and sort: `{"rows", "total"}`.

    Raises LookupError with a sentence where the frame is no longer kept.
    """
    shown = _find(wanted["id"])
    positions = shown.positions(wanted["sort"], wanted["filters"])
    start = max(0, int(wanted["start"]))
    end = min(int(wanted["end"]), start + MAX_ROWS)
    return {"rows": shown.rows(positions, start, end), "total": shown.total(positions)}


def csv(wanted: dict[str, Any]) -> str:
    """A shown frame as CSV, filtered and sorted as queried: all rows, and all columns.

    An index without a name that only counts the rows is left out.
    """
    shown = _find(wanted["id"])
    return shown.csv(shown.positions(wanted["sort"], wanted["filters"]))


def forget() -> None:
    """Lets go of all shown frames."""
    _shown.clear()


def _find(number: int) -> Shown:
    shown = _shown.get(number)
    if shown is None:
        raise LookupError("This table is no longer in memory. Run its cell again.")
    return shown


def _as_frame(series: pd.Series[Any]) -> pd.DataFrame:
    return series.to_frame("value" if series.name is None else series.name)


def _remember(frame: pd.DataFrame, text: str) -> dict[str, Any]:
    from .grid_frame import Shown

    number = next(_ids)
    shown = Shown(frame)
    _shown[number] = shown
    while len(_shown) > MAX_FRAMES or _held() > MAX_BYTES:
        if len(_shown) == 1:
            break
        _shown.popitem(last=False)
    return {GRID_MIME: {"id": number, **shown.handle()}, "text/plain": text}


def _held() -> int:
    return sum(shown.bytes for shown in _shown.values())


def _frame_text(frame: pd.DataFrame) -> str:
    """pandas' own text, but never more than twenty rows whatever its options say."""
    try:
        return frame.to_string(max_rows=20, max_cols=20, max_colwidth=50, show_dimensions=True)
    except Exception:
        return f"DataFrame of {frame.shape[0]:,} rows and {frame.shape[1]:,} columns"


def _series_text(series: pd.Series[Any]) -> str:
    try:
        return series.to_string(max_rows=20, length=True, dtype=True, name=True)
    except Exception:
        return f"Series of {len(series):,} values"
