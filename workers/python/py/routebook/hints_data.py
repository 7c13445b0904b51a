"""Hints for pandas, numpy and scikit-learn, by what their messages say."""

from .hint_tools import Rules, always, says

_AMBIGUOUS = (
    "A whole column is neither true nor false. Inside `[…]` write `&` for and, `|` for or, `~` for"
    " not, with parentheses around each comparison; in an `if` ask `.any()` or `.all()`."
)

_MISSING_INTEGER = (
    'Missing values are no whole numbers: use `.fillna(0)` first, or the type `"Int64"`.'
)
_BINDS = "`&` and `|` bind more tightly than `==` and `<`: put each comparison into parentheses."
_TEXT_COLUMN = (
    "The column holds text, and this works on numbers. Choose other columns, or pass "
    "`numeric_only=True`."
)

RULES: Rules = {
    "ValueError": [
        says("The truth value of a", "is ambiguous", hint=_AMBIGUOUS),
        says("The truth value of an array", hint=_AMBIGUOUS),
        says(
            "Can only compare identically-labeled",
            hint=(
                "The two have different labels. Compare columns of one table, or use"
                " `.reset_index(drop=True)` on both."
            ),
        ),
        says(
            "cannot reindex on an axis with duplicate labels",
            hint="Some labels of the index occur twice: `.reset_index(drop=True)` gives new ones.",
        ),
        says(
            "Length of values",
            "does not match length of index",
            hint="A new column needs as many values as the table has rows.",
        ),
        says(
            "If using all scalar values, you must pass an index",
            hint='Put the values into lists, one list a column: `pd.DataFrame({"a": [1]})`.',
        ),
        says(
            "All arrays must be of the same length",
            hint="All columns need the same number of values.",
        ),
        says(
            "Columns must be same length as key",
            hint="There are more or fewer columns on the right than names on the left.",
        ),
        says(
            "Length mismatch: Expected axis has",
            hint="There must be as many names as there are columns (or rows).",
        ),
        says(
            "cannot convert float NaN to integer",
            hint=_MISSING_INTEGER,
        ),
        says(
            "annot convert non-finite values",
            hint=_MISSING_INTEGER,
        ),
        says(
            "operands could not be broadcast together",
            hint="The two arrays have shapes that do not fit. Print their `.shape`.",
        ),
        says("No objects to concatenate", hint="The list for `pd.concat` is empty."),
        says(
            "setting an array element with a sequence",
            hint="The lists in it have different lengths, so they make no table of numbers.",
        ),
        says(
            "Unable to parse string",
            hint=(
                'One value is no number. `pd.to_numeric(…, errors="coerce")` makes it missing'
                " instead."
            ),
        ),
        says(
            "cannot reshape array of size",
            hint="The new shape must have as many places as there are values.",
        ),
        says(
            "Expected 2D array, got 1D array",
            hint='scikit-learn wants a table, even for one column: `df[["x"]]` with two brackets.',
        ),
        says(
            "Input",
            "contains NaN",
            hint="Some values are missing: use `.dropna()` or `.fillna(…)` first.",
        ),
        says(
            "Found input variables with inconsistent numbers of samples",
            hint="X and y need the same number of rows.",
        ),
    ],
    "TypeError": [
        says(
            "agg function failed",
            hint=(
                "Some columns hold text and cannot be added up: choose the columns first, or pass"
                " `numeric_only=True`."
            ),
        ),
        says(
            "Could not convert",
            "to numeric",
            hint=(
                "Some columns hold text: choose the columns with numbers, or pass"
                " `numeric_only=True`."
            ),
        ),
        says("Cannot perform reduction", hint=_TEXT_COLUMN),
        says("does not support operation", hint=_TEXT_COLUMN),
        says("does not support reduction", hint=_TEXT_COLUMN),
        says(
            "no numeric data to plot",
            hint=(
                "There are no numbers to draw. Are the columns text? `pd.to_numeric(…)` changes"
                " that."
            ),
        ),
        says(
            "Cannot compare tz-naive and tz-aware",
            hint=(
                'One side has a time zone, the other has not: `.dt.tz_localize("UTC")` gives it'
                " one."
            ),
        ),
        says(
            "Invalid comparison between dtype=datetime64",
            hint='One side is a date, the other is not: use `pd.Timestamp("2026-01-31")`.',
        ),
        says(
            "Cannot perform",
            "with a dtyped",
            hint=_BINDS,
        ),
        says(
            "unsupported operand type(s) for &",
            hint=_BINDS,
        ),
        says(
            "unsupported operand type(s) for |",
            hint=_BINDS,
        ),
    ],
    "AttributeError": [
        says(
            "Can only use .dt accessor",
            hint='The column holds text, not dates: `pd.to_datetime(df["column"])` first.',
        ),
        says(
            "Can only use .str accessor",
            hint="The column does not hold text: `.astype(str)` first.",
        ),
    ],
    "pandas.errors.MergeError": [
        says(
            "No common columns",
            hint=(
                "The tables share no column name: say which belong together with `left_on=` and"
                " `right_on=`."
            ),
        ),
        says(
            "not unique",
            hint=(
                "Some keys occur several times, and `validate=` forbids that: look with"
                " `.duplicated()`."
            ),
        ),
    ],
    "pandas.errors.ChainedAssignmentError": [
        always(
            "`df[…][…] = …` changes a copy, and the table stays as it was. Write `df.loc[rows,"
            " column] = …`."
        )
    ],
    "pandas.errors.IndexingError": [
        says(
            "Unalignable boolean",
            hint="The condition was made from another table: make it from the one it filters.",
        ),
        says(
            "Too many indexers",
            hint="`.loc` and `.iloc` take rows and columns: `df.loc[rows, columns]`.",
        ),
    ],
    "pandas.errors.InvalidIndexError": [
        always(
            "`[…]` takes a column, a list of columns or a condition. For rows and columns use"
            " `.loc[rows, columns]`."
        )
    ],
    "pandas.errors.EmptyDataError": [always("The file is empty.")],
    "pandas.errors.ParserError": [
        says(
            "Expected",
            "saw",
            hint=(
                'A line has more fields than the first one. Is the separator right (`sep=";"`)?'
                " Does a text with commas lack quotes?"
            ),
        )
    ],
    "pandas.errors.UndefinedVariableError": [
        always(
            "`query` knows columns by name, and Python's names with `@` before them: `\"price >"
            ' @limit"`.'
        )
    ],
    "pandas._libs.tslibs.parsing.DateParseError": [
        always(
            'The text is no date that pandas can read. Give its form: `format="%d.%m.%Y"`, or'
            ' `errors="coerce"` to make it missing.'
        )
    ],
    "numpy.linalg.LinAlgError": [
        says("must be square", hint="The matrix needs as many rows as columns."),
        always("The matrix has no solution of this kind: its rows depend on each other."),
    ],
    "sklearn.exceptions.NotFittedError": [
        always("The model has learned nothing yet: call `.fit(X, y)` first.")
    ],
}
