"""Data frames as grids."""

import json
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from routebook import bundles, grids

np: Any = import_module("numpy")
pd: Any = import_module("pandas")


def show(value: Any) -> dict[str, Any]:
    bundle = bundles.bundle_of(value)
    json.dumps(bundle, allow_nan=False)
    assert "text/html" not in bundle
    return bundle[grids.GRID_MIME]


def ask(
    handle: dict[str, Any],
    sort: list[tuple[str, bool]] | None = None,
    filters: list[tuple[Any, ...]] | None = None,
    start: int = 0,
    end: int = 100,
) -> dict[str, Any]:
    return {
        "id": handle["id"],
        "start": start,
        "end": end,
        "sort": [{"column": column, "descending": down} for column, down in sort or []],
        "filters": [
            {"column": one[0], "operator": one[1], "value": one[2], "to": (*one, None)[3]}
            for one in filters or []
        ],
    }


def column(handle: dict[str, Any], number: int, **wanted: Any) -> list[Any]:
    """A column of the answer; 0 is the index."""
    answer = grids.query(ask(handle, **wanted))
    json.dumps(answer, allow_nan=False)
    assert answer["total"] >= len(answer["rows"])
    return [row[number] for row in answer["rows"]]


def test_the_handle_tells_columns_and_head() -> None:
    handle = show(
        pd.DataFrame({"n": [1, 2], "t": ["a", "b"]}, index=pd.Index(["x", "y"], name="key"))
    )
    assert handle["rows"] == 2
    assert handle["hiddenColumns"] == 0
    assert handle["columns"] == [
        {"id": "i0", "name": "key", "dtype": "str", "kind": "text", "isIndex": True},
        {"id": "0", "name": "n", "dtype": "int64", "kind": "number", "isIndex": False},
        {"id": "1", "name": "t", "dtype": "str", "kind": "text", "isIndex": False},
    ]
    assert handle["head"] == [["x", 1, "a"], ["y", 2, "b"]]


def test_plain_text_comes_along() -> None:
    text = bundles.bundle_of(pd.DataFrame({"n": range(100_000)}))["text/plain"]
    assert "[100000 rows x 1 columns]" in text
    assert len(text.splitlines()) < 30


def test_later_changes_do_not_show() -> None:
    frame = pd.DataFrame({"n": [1, 2]})
    handle = show(frame)
    frame.loc[0, "n"] = 99
    frame["m"] = 1
    assert column(handle, 1) == [1, 2]


def test_a_series_is_a_grid_of_one_column() -> None:
    assert [one["name"] for one in show(pd.Series([1], name="price"))["columns"]] == ["", "price"]
    assert show(pd.Series([1]))["columns"][1]["name"] == "value"


def test_values_that_json_cannot_carry() -> None:
    frame = pd.DataFrame(
        {
            "float": [1.5, np.nan, np.inf],
            "big": [2**60, 1, -(2**60)],
            "when": pd.to_datetime(["2026-01-02 03:04:05", None, "2026-01-03"], format="ISO8601"),
            "day": pd.to_datetime(["2026-01-02", None, "2026-01-03"]),
            "zone": pd.to_datetime(["2026-01-02", None, "2026-01-03"]).tz_localize("Europe/Berlin"),
            "mixed": [{"a": [1]}, Decimal("1.10"), date(2026, 1, 2)],
            "null": pd.array([1, None, 3], dtype="Int64"),
            "span": pd.to_timedelta(["1 day", None, "2 hours"]),
            "period": pd.PeriodIndex(["2026-01", "2026-02", "2026-03"], freq="M"),
            "kind": pd.Categorical(["b", None, "a"]),
        }
    )
    handle = show(frame)
    rows = handle["head"]
    assert rows[0] == [
        0, 1.5, "1152921504606846976", "2026-01-02 03:04:05", "2026-01-02", "2026-01-02",
        "{'a': [1]}", 1, "1 days 00:00:00", "2026-01", "b",
    ]  # fmt: skip
    assert rows[1] == [1, None, 1, None, None, None, "1.10", None, None, "2026-02", None]
    assert rows[2][1] == "inf"
    assert rows[2][6] == "2026-01-02"
    kinds = [one["kind"] for one in handle["columns"]]
    assert kinds == [
        "number", "number", "number", "datetime", "datetime", "datetime",
        "other", "number", "other", "other", "text",
    ]  # fmt: skip
    for number in range(len(kinds)):  # nothing raises, whatever the column holds
        identity = handle["columns"][number]["id"]
        for down in (False, True):
            column(handle, number, sort=[(identity, down)])
        for operator in ("contains", "equals", "lessThan", "blank", "notBlank", "inRange"):
            column(handle, number, filters=[(identity, operator, "1", "2")])


def test_sorting_puts_missing_values_last_and_is_stable() -> None:
    handle = show(pd.DataFrame({"n": [2, np.nan, 1, 2], "t": ["b", "a", None, "a"]}))
    assert column(handle, 0, sort=[("0", False)]) == [2, 0, 3, 1]
    assert column(handle, 0, sort=[("0", True)]) == [0, 3, 2, 1]
    assert column(handle, 0, sort=[("0", True), ("1", False)]) == [3, 0, 2, 1]
    assert column(handle, 2, sort=[("1", False)]) == ["a", "a", "b", None]


def test_mixed_values_sort_as_text() -> None:
    handle = show(pd.DataFrame({"m": [10, "b", None, "1", {"a": 1}]}))
    assert column(handle, 1, sort=[("0", False)]) == ["1", 10, "b", "{'a': 1}", None]


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        (("0", "greaterThan", "1"), [2, 3]),
        (("0", "lessThanOrEqual", 2), [0, 2]),
        (("0", "equals", "2"), [2]),
        (("0", "notEqual", 2), [0, 1, 3]),
        (("0", "inRange", 1, 2), [0, 2]),
        (("0", "blank", None), [1]),
        (("0", "greaterThan", "many"), []),
        (("1", "contains", "A"), [0, 2]),
        (("1", "notContains", "a"), [1, 3]),
        (("1", "startsWith", "AP"), [0]),
        (("1", "endsWith", "t"), [2]),
        (("1", "equals", "APPLE"), [0]),
        (("1", "blank", None), [1, 3]),
        (("1", "notBlank", None), [0, 2]),
        (("2", "equals", "2026-01-02"), [0, 1]),
        (("2", "greaterThan", "2026-01-02"), [2]),
        (("2", "lessThanOrEqual", "2026-01-02"), [0, 1]),
        (("2", "inRange", "2026-01-02", "2026-01-05"), [0, 1, 2]),
        (("2", "lessThan", "no day"), []),
        (("3", "equals", "true"), [0, 2]),
        (("4", "contains", "one"), [0]),
    ],
)
def test_filters(wanted: tuple[Any, ...], rows: list[int]) -> None:
    frame = pd.DataFrame(
        {
            "n": [1, np.nan, 2, 3],
            "t": ["apple", "", "bat", None],
            "d": pd.to_datetime(
                ["2026-01-02", "2026-01-02 12:00", "2026-01-05 01:00", None], format="ISO8601"
            ),
            "b": [True, False, True, False],
            "c": pd.Categorical(["one", "two", "two", "two"]),
        }
    )
    assert column(show(frame), 0, filters=[wanted]) == rows


def test_filters_know_time_zones() -> None:
    times = pd.to_datetime(["2026-01-01 23:30", "2026-01-02 22:30"], utc=True).tz_convert(
        "Europe/Berlin"
    )
    handle = show(pd.DataFrame({"d": times}))
    assert column(handle, 0, filters=[("0", "equals", "2026-01-02")]) == [0, 1]
    assert column(handle, 0, filters=[("0", "lessThan", "2026-01-02T00:00:00Z")]) == [0]


def test_filter_and_sort_together_and_paging() -> None:
    handle = show(pd.DataFrame({"n": range(1000)}))
    wanted = ask(handle, [("0", True)], [("0", "greaterThanOrEqual", 500)], 10, 13)
    assert grids.query(wanted) == {"rows": [[989, 989], [988, 988], [987, 987]], "total": 500}
    assert grids.query(ask(handle, start=998, end=2000))["rows"] == [[998, 998], [999, 999]]


def test_a_million_rows_are_sorted_once() -> None:
    import time

    handle = show(pd.DataFrame({"n": np.arange(1_000_000)[::-1]}))
    grids.query(ask(handle, [("0", False)], end=10))
    start = time.perf_counter()
    for page in range(20):
        at = page * 50_000
        assert grids.query(ask(handle, [("0", False)], start=at, end=at + 100))["rows"][0][1] == at
    assert time.perf_counter() - start < 1


def test_levels_and_duplicate_names() -> None:
    rows = pd.MultiIndex.from_product([["a", "b"], [1, 2]], names=["letter", None])
    columns = pd.MultiIndex.from_tuples([("price", "mean"), ("price", "max"), ("count", "")])
    handle = show(pd.DataFrame(np.arange(12).reshape(4, 3), index=rows, columns=columns))
    assert [one["name"] for one in handle["columns"]] == [
        "letter", "", "price · mean", "price · max", "count",
    ]  # fmt: skip
    assert handle["head"][1] == ["a", 2, 3, 4, 5]
    twice = show(pd.DataFrame([[1, 2]], columns=["x", "x"]))
    assert twice["head"] == [[0, 1, 2]]
    assert column(twice, 2, sort=[("1", True)]) == [2]


def test_wide_and_empty_frames() -> None:
    handle = show(pd.DataFrame(np.zeros((3, 500))))
    assert len(handle["columns"]) == 201
    assert handle["hiddenColumns"] == 300
    assert show(pd.DataFrame())["head"] == []
    empty = show(pd.DataFrame({"a": []}))
    assert grids.query(ask(empty, [("0", True)], [("0", "contains", "x")])) == {
        "rows": [],
        "total": 0,
    }


def test_csv() -> None:
    handle = show(pd.DataFrame({"n": [1, 2], "t": ['say "a"', "b,c"]}))
    assert grids.csv(ask(handle)) == 'n,t\n1,"say ""a"""\n2,"b,c"\n'
    assert grids.csv(ask(handle, [("0", True)], [("1", "contains", "b")])) == 'n,t\n2,"b,c"\n'
    named = show(pd.DataFrame({"n": [1]}, index=["x"]))
    assert grids.csv(ask(named)) == ",n\nx,1\n"


def test_old_frames_are_let_go() -> None:
    first = show(pd.DataFrame({"n": [1]}))
    for _ in range(grids.MAX_FRAMES):
        show(pd.DataFrame({"n": [2]}))
    with pytest.raises(LookupError, match="Run its cell again"):
        grids.query(ask(first))


def test_a_styler_keeps_its_html() -> None:
    import_module("jinja2")
    bundle = bundles.bundle_of(pd.DataFrame({"n": [1]}).style)
    assert "text/html" in bundle
    assert grids.GRID_MIME not in bundle
