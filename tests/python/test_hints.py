"""Hints, row by row: code that goes wrong, and words of the sentence that explains it.

The rows stand in `hint_rows`: blocks divided by `---`, each with the words after `> ` and the code
below. A first block `> setup` goes before the code of all others. The exceptions are raised by the
real libraries.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hint_rows import (
    django_rows,
    fastapi_rows,
    flask_rows,
    jinja2_rows,
    pandas_rows,
    pydantic_rows,
    python_rows,
    sqlalchemy_rows,
    sqlite3_rows,
)
from routebook import hints, sources
from routebook.failures import failure_of
from running import raised


def rows(text: str) -> list[Any]:
    """The rows of one text as parameters (code, words)."""
    blocks = [block.strip("\n").partition("\n") for block in text.split("\n---\n")]
    setup = "".join(code + "\n" for words, _, code in blocks if words == "> setup")
    return [
        pytest.param(setup + code, words.removeprefix("> "), id=words.removeprefix("> ")[-60:])
        for words, _, code in blocks
        if words != "> setup"
    ]


def hint(code: str, **names: Any) -> str:
    """The hint that the code's exception gets; "" where there is none."""
    error = raised(code, {"__name__": "__main__", **names})
    return failure_of(error, sources.cells)["hint"] or ""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with few files, and few packages."""
    (tmp_path / "data.csv").write_text("a\n1\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "deep.csv").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(hints, "_known_modules", ("flask", "pandas", "yaml", "sklearn"))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("code", "words"), rows(python_rows.ROWS))
def test_python(code: str, words: str) -> None:
    assert words in hint(code)


@pytest.mark.parametrize(("code", "words"), rows(flask_rows.ROWS))
def test_flask(code: str, words: str) -> None:
    import_module("flask")
    assert words in hint(code)


@pytest.mark.parametrize(("code", "words"), rows(jinja2_rows.ROWS))
def test_jinja(code: str, words: str) -> None:
    import_module("jinja2")
    assert words in hint(code)


@pytest.mark.parametrize(("code", "words"), rows(pydantic_rows.ROWS))
def test_pydantic(code: str, words: str) -> None:
    import_module("pydantic")
    assert words in hint(code)


@pytest.mark.parametrize(("code", "words"), rows(fastapi_rows.ROWS))
def test_fastapi(code: str, words: str) -> None:
    import_module("fastapi")
    assert words in hint(code)


@pytest.mark.parametrize(("code", "words"), rows(sqlite3_rows.ROWS))
def test_sqlite(code: str, words: str) -> None:
    import_module("sqlite3")
    assert words in hint(code)


@pytest.mark.parametrize(("code", "words"), rows(sqlalchemy_rows.ROWS))
def test_sqlalchemy(code: str, words: str) -> None:
    import_module("sqlalchemy")
    assert words in hint(code)


@pytest.mark.parametrize(("code", "words"), rows(django_rows.ROWS))
def test_django(code: str, words: str) -> None:
    import_module("django")
    assert words in hint(code)


@pytest.mark.parametrize(("code", "words"), rows(pandas_rows.ROWS))
def test_pandas(code: str, words: str) -> None:
    import_module("pandas")
    assert words in hint(code)


@pytest.mark.filterwarnings("ignore")
def test_missing_await() -> None:
    async def f() -> int:
        return 1

    assert "put `await` before" in hint("f() + 1", f=f)
    assert "put `await` before" in hint("f()['a']", f=f)
    run = "async def g():\n    await 3\ng().send(None)"
    assert "Leave `await` out" in hint(run)


def test_asyncio_run_in_a_notebook() -> None:
    error = RuntimeError("asyncio.run() cannot be called from a running event loop")
    assert "write `await main()`" in (hints.hint_for(error, {}) or "")


def test_an_error_that_explains_itself_gets_no_hint() -> None:
    assert hints.hint_for(ValueError("The price must not be negative."), {}) is None
    assert hints.hint_for(AssertionError("one is not two"), {}) is None


def test_a_rule_that_fails_has_no_answer() -> None:
    class Odd(KeyError):
        @property
        def args(self) -> Any:  # type: ignore[override]
            raise RuntimeError

    assert hints.hint_for(Odd("x"), {}) is None
