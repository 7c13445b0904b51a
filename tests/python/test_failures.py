"""Exceptions as values for the page."""

import json
import linecache
from typing import Any

import pytest
from routebook import checks, failures, sources
from running import raised


def failure(code: str, names: dict[str, Any] | None = None, **where: Any) -> dict[str, Any]:
    result = failures.failure_of(raised(code, names, **where), sources.cells)
    json.dumps(result)
    assert set(result) == {"type", "message", "frames", "hidden", "hint", "traceback"}
    return result


def test_a_frame_tells_cell_line_columns_and_source() -> None:
    result = failure("def f(x):\n    return 1 + x / 0\n\nf(2)\n")
    assert result["type"] == "ZeroDivisionError"
    assert result["message"] == "division by zero"
    assert result["frames"] == [
        {
            "cell": "id of cell 3",
            "file": "cell 3",
            "line": 4,
            "columns": [0, 4],
            "function": "<module>",
            "source": "f(2)",
        },
        {
            "cell": "id of cell 3",
            "file": "cell 3",
            "line": 2,
            "columns": [15, 20],
            "function": "f",
            "source": "    return 1 + x / 0",
        },
    ]
    assert result["hidden"] == 0
    assert result["traceback"].startswith("Traceback (most recent call last):\n")
    assert '  File "cell 3", line 4, in <module>\n    f(2)\n' in result["traceback"]
    assert result["traceback"].endswith("ZeroDivisionError: division by zero\n")
    assert "running.py" not in result["traceback"]


def test_columns_count_characters_not_bytes() -> None:
    (frame,) = failure('"äöü€" + "\U0001d4b3" + 1')["frames"]
    assert frame["columns"] == [0, 16]


def test_columns_of_several_lines_end_with_the_line() -> None:
    (frame,) = failure("x = (1 +\n  None)")["frames"]
    assert frame["columns"] == [5, 8]


def test_frames_of_libraries_are_counted_and_cut() -> None:
    result = failure("import json\njson.loads('{')")
    assert [frame["line"] for frame in result["frames"]] == [2]
    assert result["hidden"] >= 2
    assert "json/decoder" in result["traceback"]


def test_a_library_that_calls_back_keeps_the_frames_on_both_sides() -> None:
    result = failure("import functools\nfunctools.reduce(lambda a, b: a / b, [1, 0])\n")
    assert [frame["function"] for frame in result["frames"]] == ["<module>", "<lambda>"]


def test_files_of_the_working_folder_are_the_learners() -> None:
    filename = "/home/learner/app/models.py"
    text = "def save():\n    raise KeyError('id')\n"
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    names: dict[str, Any] = {}
    exec(compile(text, filename, "exec"), names)
    result = failure("save()", names)
    assert result["frames"][1]["cell"] is None
    assert result["frames"][1]["file"] == "app/models.py"
    assert result["frames"][1]["source"] == "    raise KeyError('id')"
    assert 'File "app/models.py", line 2, in save' in result["traceback"]


def test_without_learners_frames_the_last_one_is_kept() -> None:
    try:
        json.loads("{")
    except ValueError as error:
        result = failures.failure_of(error, {})
    (frame,) = result["frames"]
    assert frame["cell"] is None
    assert frame["function"] == "raw_decode"


@pytest.mark.parametrize(
    ("code", "line", "columns", "message"),
    [
        ("x = 1\nif x\n    pass\n", 2, [4, 5], "expected ':'"),
        ("print(1", 1, [5, 6], "'(' was never closed"),
        ("def f():\nreturn 1\n", 2, [0, 6], "expected an indented block"),
        ("x = 'abc\n", 1, [4, 5], "unterminated string literal"),
        ("é = 1 1\n", 1, [6, 7], "invalid syntax"),
    ],
)
def test_a_syntax_error_has_a_frame(code: str, line: int, columns: list[int], message: str) -> None:
    result = failure(code)
    (frame,) = result["frames"]
    assert (frame["cell"], frame["line"], frame["columns"]) == ("id of cell 3", line, columns)
    assert frame["source"] == code.split("\n")[line - 1]
    assert result["message"].startswith(message)
    assert "(<cell" not in result["message"]
    assert 'File "cell 3", line' in result["traceback"]
    assert result["hidden"] == 0


def test_causes_are_in_the_traceback_and_in_the_hint() -> None:
    code = "try:\n    {}['a']\nexcept KeyError as e:\n    raise ValueError('no a') from e\n"
    result = failure(code)
    assert result["message"] == "no a"
    assert "KeyError: 'a'" in result["traceback"]
    assert "direct cause" in result["traceback"]
    assert result["hint"] == "It was caused by KeyError: 'a' (cell 3, line 2)."


def test_an_error_in_an_except_block_tells_the_first_one() -> None:
    result = failure("try:\n    1 / 0\nexcept ZeroDivisionError:\n    int('x')\n")
    assert "It happened while handling another error: ZeroDivisionError" in result["hint"]


def test_a_group_names_its_members() -> None:
    code = "raise ExceptionGroup('two', [ValueError('a'), TypeError('b')])"
    result = failure(code)
    assert result["message"] == "two (2 sub-exceptions)\nValueError: a\nTypeError: b"
    assert "ValueError: a" in result["traceback"]


def test_recursion_is_collapsed_and_bounded() -> None:
    result = failure("def f(n):\n    return f(n + 1)\nf(0)\n")
    assert result["type"] == "RecursionError"
    assert len(result["frames"]) <= 40
    assert "repeated" in result["traceback"]
    assert len(result["traceback"]) < 21_000


def test_mutual_recursion_is_bounded_too() -> None:
    result = failure("def f(n):\n    return g(n)\ndef g(n):\n    return f(n)\nf(0)\n")
    assert len(result["traceback"]) < 21_000


@pytest.mark.parametrize(
    ("code", "type_", "message"),
    [
        ("raise ValueError('x' * 10**7)", "ValueError", None),
        ("raise MemoryError", "MemoryError", ""),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", ""),
        ("raise SystemExit(3)", "SystemExit", "3"),
        ("class Mine(BaseException): pass\nraise Mine('own')", "Mine", "own"),
        (
            "class Odd(Exception):\n    def __str__(self): raise ValueError\nraise Odd",
            "Odd",
            "(str() of this exception raised ValueError)",
        ),
        (
            (
                "class Odder(Exception):\n    def __getattribute__(self, n): raise"
                " OSError(n)\nraise Odder"
            ),
            "Odder",
            None,
        ),
    ],
)
def test_unusual_exceptions(code: str, type_: str, message: str | None) -> None:
    result = failure(code)
    assert result["type"] == type_
    assert len(result["message"]) < 10_100
    assert len(result["traceback"]) < 21_000
    if message is not None:
        assert result["message"] == message


def test_the_page_learns_how_much_of_a_message_is_missing() -> None:
    assert failure("raise ValueError('x' * 15_000)")["message"].endswith(
        "… 5,000 characters not shown"
    )


def test_frames_of_this_package_are_neither_shown_nor_counted() -> None:
    result = failure("expect(1).equals(2)", checks.names())
    assert [frame["line"] for frame in result["frames"]] == [1]
    assert result["hidden"] == 0
    assert result["traceback"].count('File "') == 1


def test_notes_belong_to_the_message() -> None:
    code = 'error = ValueError("no")\nerror.add_note("Falsifying example: f(x=0)")\nraise error'
    assert failure(code)["message"] == "no\nFalsifying example: f(x=0)"
    assert failure('error = ValueError("no")\nerror.__notes__ = 5\nraise error')["message"] == "no"
    bare = 'error = ValueError()\nerror.add_note("Falsifying example: f(x=0)")\nraise error'
    assert failure(bare)["message"] == "Falsifying example: f(x=0)"
