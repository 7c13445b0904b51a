"""Hints for pandas and numpy."""

import re
from typing import Any

from .hint_tools import Names, Rules, always, frames_of, listed, near, says


def _column(exc: KeyError, _names: Names) -> str | None:
    """A KeyError out of pandas: the frame or series is the `self` of one of its frames."""
    key = exc.args[0] if exc.args else None
    owner = _pandas_owner(exc)
    if owner is None:
        return None
    if hasattr(owner, "columns") and not _by_rows(exc):
        return _no_column(key, [*owner.columns], owner)
    labels = [*owner.index[:1000]]
    other = near(key, labels)
    if other is not None:
        return f"The index has no {key!r}. Did you mean {other!r}?"
    return f"The index has no label {key!r}. For a position use `.iloc[…]`; the labels begin with {listed([repr(one) for one in labels[:5]])}."


def _no_column(key: Any, columns: list[Any], frame: Any) -> str:
    missing = re.findall(r"'([^']+)'", key) if isinstance(key, str) and "not in index" in key else [key]
    if isinstance(key, str) and "None of" in key:
        return f"The table has none of these columns. It has {listed(columns, 12)}."
    name = missing[0] if missing else key
    spaced = next((one for one in columns if isinstance(one, str) and one.strip() == name and one != name), None)
    if spaced is not None:
        return f"The column's name has spaces around it: {spaced!r}. `df.columns = df.columns.str.strip()` takes them away."
    other = near(name, columns, 0.6)
    if other is not None:
        return f"The table has no column {name!r}. Did you mean {other!r}?"
    if name in frame.index.names:
        return f"{name!r} is the index, not a column. `.reset_index()` makes it one."
    return f"The table has no column {name!r}. It has {listed(columns, 12)}."


def _by_rows(exc: BaseException) -> bool:
    """True where `.loc` or `.at` looked for a label among the rows."""
    for frame, _ in reversed(frames_of(exc)):
        names = frame.f_locals
        if type(names.get("self")).__name__.endswith("Indexer") and "axis" in names:
            return bool(names["axis"] == 0)
    return False


def _pandas_owner(exc: BaseException) -> Any:
    for frame, _ in frames_of(exc):
        if "/pandas/core/" not in frame.f_code.co_filename:
            continue
        owner = frame.f_locals.get("self")
        owner = getattr(owner, "obj", owner)  # .loc and group-by hold the frame as `obj`
        if hasattr(owner, "index") and hasattr(owner, "iloc"):
            return owner
    return None


def _merge_kinds(exc: ValueError, _names: Names) -> str | None:
    found = re.match(r"You are trying to merge on (\S+) and (\S+) columns", str(exc))
    if found is None:
        return None
    return (
        f"The columns to join by are of different kinds, {found[1]} and {found[2]}. Change one first: "
        f"`df[\"key\"] = df[\"key\"].astype(str)`."
    )


_AMBIGUOUS = (
    "A whole column is neither true nor false. Inside `[…]` write `&` for and, `|` for or, `~` for not, with "
    "parentheses around each comparison; in an `if` ask `.any()` or `.all()`."
)

_TEXT_COLUMN = (
    "The column holds text, and this works on numbers. Choose other columns, or pass "
    "`numeric_only=True`."
)

RULES: Rules = {
    "KeyError": [_column],
    "ValueError": [
        says("The truth value of a", "is ambiguous", hint=_AMBIGUOUS),
        says("The truth value of an array", hint=_AMBIGUOUS),
        _merge_kinds,
        says("Can only compare identically-labeled", hint="The two have different labels. Compare columns of one table, or use `.reset_index(drop=True)` on both."),
        says("cannot reindex on an axis with duplicate labels", hint="Some labels of the index occur twice: `.reset_index(drop=True)` gives new ones."),
        says("Length of values", "does not match length of index", hint="A new column needs as many values as the table has rows."),
        says("If using all scalar values, you must pass an index", hint="Put the values into lists, one list a column: `pd.DataFrame({\"a\": [1]})`."),
        says("All arrays must be of the same length", hint="All columns need the same number of values."),
        says("Columns must be same length as key", hint="There are more or fewer columns on the right than names on the left."),
        says("Length mismatch: Expected axis has", hint="There must be as many names as there are columns (or rows)."),
        says("cannot convert float NaN to integer", hint="Missing values are no whole numbers: use `.fillna(0)` first, or the type `\"Int64\"`."),
        says("annot convert non-finite values", hint="Missing values are no whole numbers: use `.fillna(0)` first, or the type `\"Int64\"`."),
        says("operands could not be broadcast together", hint="The two arrays have shapes that do not fit. Print their `.shape`."),
        says("No objects to concatenate", hint="The list for `pd.concat` is empty."),
        says("setting an array element with a sequence", hint="The lists in it have different lengths, so they make no table of numbers."),
        says("Unable to parse string", hint="One value is no number. `pd.to_numeric(…, errors=\"coerce\")` makes it missing instead."),
        says("cannot reshape array of size", hint="The new shape must have as many places as there are values."),
        says("Expected 2D array, got 1D array", hint="scikit-learn wants a table, even for one column: `df[[\"x\"]]` with two brackets."),
        says("Input", "contains NaN", hint="Some values are missing: use `.dropna()` or `.fillna(…)` first."),
        says("Found input variables with inconsistent numbers of samples", hint="X and y need the same number of rows."),
    ],
    "TypeError": [
        says("agg function failed", hint="Some columns hold text and cannot be added up: choose the columns first, or pass `numeric_only=True`."),
        says("Could not convert", "to numeric", hint="Some columns hold text: choose the columns with numbers, or pass `numeric_only=True`."),
        says("Cannot perform reduction", hint=_TEXT_COLUMN),
        says("does not support operation", hint=_TEXT_COLUMN),
        says("does not support reduction", hint=_TEXT_COLUMN),
        says("no numeric data to plot", hint="There are no numbers to draw. Are the columns text? `pd.to_numeric(…)` changes that."),
        says("Cannot compare tz-naive and tz-aware", hint="One side has a time zone, the other has not: `.dt.tz_localize(\"UTC\")` gives it one."),
        says("Invalid comparison between dtype=datetime64", hint="One side is a date, the other is not: use `pd.Timestamp(\"2026-01-31\")`."),
        says("Cannot perform", "with a dtyped", hint="`&` and `|` bind more tightly than `==` and `<`: put each comparison into parentheses."),
        says("unsupported operand type(s) for &", hint="`&` binds more tightly than `==` and `<`: put each comparison into parentheses."),
        says("unsupported operand type(s) for |", hint="`|` binds more tightly than `==` and `<`: put each comparison into parentheses."),
    ],
    "AttributeError": [
        says("Can only use .dt accessor", hint="The column holds text, not dates: `pd.to_datetime(df[\"column\"])` first."),
        says("Can only use .str accessor", hint="The column does not hold text: `.astype(str)` first."),
    ],
    "pandas.errors.MergeError": [
        says("No common columns", hint="The tables share no column name: say which belong together with `left_on=` and `right_on=`."),
        says("not unique", hint="Some keys occur several times, and `validate=` forbids that: look with `.duplicated()`."),
    ],
    "pandas.errors.ChainedAssignmentError": [
        always("`df[…][…] = …` changes a copy, and the table stays as it was. Write `df.loc[rows, column] = …`.")
    ],
    "pandas.errors.IndexingError": [
        says("Unalignable boolean", hint="The condition was made from another table: make it from the one it filters."),
        says("Too many indexers", hint="`.loc` and `.iloc` take rows and columns: `df.loc[rows, columns]`."),
    ],
    "pandas.errors.InvalidIndexError": [
        always("`[…]` takes a column, a list of columns or a condition. For rows and columns use `.loc[rows, columns]`.")
    ],
    "pandas.errors.EmptyDataError": [always("The file is empty.")],
    "pandas.errors.ParserError": [
        says("Expected", "saw", hint="A line has more fields than the first one. Is the separator right (`sep=\";\"`)? Does a text with commas lack quotes?")
    ],
    "pandas.errors.UndefinedVariableError": [
        always("`query` knows columns by name, and Python's names with `@` before them: `\"price > @limit\"`.")
    ],
    "pandas._libs.tslibs.parsing.DateParseError": [
        always("The text is no date that pandas can read. Give its form: `format=\"%d.%m.%Y\"`, or `errors=\"coerce\"` to make it missing.")
    ],
    "numpy.linalg.LinAlgError": [always("The matrix has no solution of this kind: its rows depend on each other.")],
    "sklearn.exceptions.NotFittedError": [always("The model has learned nothing yet: call `.fit(X, y)` first.")],
}
