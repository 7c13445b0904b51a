"""One shown data frame: its columns, and its rows under a sort and filters."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from .grid_cells import cell_values, cell_writer
from .grid_columns import Column, columns_of
from .grid_filter import passes
from .grid_sort import sorted_positions

# Columns that reach the page; index levels come on top.
MAX_COLUMNS = 200
# Cells of the head that goes along with the handle, and rows at most.
HEAD_CELLS = 4_000
HEAD_ROWS = 50

Positions = np.ndarray[Any, Any] | None
"""Row numbers in the order to show; None for all rows as they are."""


class Shown:
    """A frame as it was when it was shown.

    The shallow copy shares the data and is protected from later changes by
    pandas' copy-on-write. The latest sort and filter are kept, so that paging
    through a million rows sorts them once.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame.copy(deep=False)
        self._columns = columns_of(self._frame, MAX_COLUMNS)
        self._writers = [cell_writer(column.series) for column in self._columns]
        self._by_id = {column.id: column for column in self._columns}
        self._latest: tuple[str, Positions] = (_key([], []), None)
        self.bytes = int(frame.memory_usage(index=True, deep=False).sum())

    def handle(self) -> dict[str, Any]:
        """A `GridHandle` without its id."""
        rows = min(HEAD_ROWS, max(5, HEAD_CELLS // max(1, len(self._columns))))
        return {
            "rows": len(self._frame),
            "columns": [column.as_json() for column in self._columns],
            "hiddenColumns": max(0, self._frame.shape[1] - MAX_COLUMNS),
            "head": self.rows(None, 0, rows),
        }

    def positions(
        self, sort: Sequence[dict[str, Any]], filters: Sequence[dict[str, Any]]
    ) -> Positions:
        """Row numbers that pass all filters, in the order of the sort keys."""
        key = _key(sort, filters)
        if key != self._latest[0]:
            self._latest = (key, self._find_positions(sort, filters))
        return self._latest[1]

    def total(self, positions: Positions) -> int:
        """How many rows there are under a filter."""
        return len(self._frame) if positions is None else len(positions)

    def rows(self, positions: Positions, start: int, end: int) -> list[list[Any]]:
        """Rows `start` to `end` as JSON values, index levels first."""
        taken: Any = slice(start, end) if positions is None else positions[start:end]
        columns = [
            cell_values(column.series.iloc[taken], writer)
            for column, writer in zip(self._columns, self._writers, strict=True)
        ]
        count = len(range(*slice(start, end).indices(self.total(positions))))
        return [[column[row] for column in columns] for row in range(count)]

    def csv(self, positions: Positions) -> str:
        """The rows as CSV with a header."""
        frame = self._frame if positions is None else self._frame.iloc[positions]
        counts_rows = (
            isinstance(self._frame.index, pd.RangeIndex) and self._frame.index.name is None
        )
        return frame.to_csv(index=not counts_rows, lineterminator="\n")

    def _find_positions(
        self, sort: Sequence[dict[str, Any]], filters: Sequence[dict[str, Any]]
    ) -> Positions:
        if not sort and not filters:
            return None
        mask = np.ones(len(self._frame), dtype=bool)
        for wanted in filters:
            mask &= passes(self._column(wanted["column"]), wanted)
        positions = np.flatnonzero(mask)
        for key in reversed(sort):
            series = self._column(key["column"]).series.iloc[positions]
            positions = positions[sorted_positions(series, bool(key["descending"]))]
        return positions

    def _column(self, column: str) -> Column:
        found = self._by_id.get(column)
        if found is None:
            raise LookupError(f"This table has no column {column!r}.")
        return found


def _key(sort: Sequence[dict[str, Any]], filters: Sequence[dict[str, Any]]) -> str:
    return repr((list(sort), list(filters)))
