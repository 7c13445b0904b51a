"""Packages that load themselves."""

import sys

import pytest
from routebook import imports, sources
from routebook.imports import PackFinder, imported_modules


@pytest.mark.parametrize(
    ("code", "modules"),
    [
        ("import flask", ["flask"]),
        ("import os.path as p, sys", ["os", "os.path", "sys"]),
        ("from google import protobuf", ["google", "google.protobuf"]),
        ("from google.protobuf.internal import x", ["google", "google.protobuf"]),
        ("def f():\n    import pandas", ["pandas"]),
        ("from . import sibling", []),
        ("def (", []),
    ],
)
def test_imported_modules(code: str, modules: list[str]) -> None:
    assert imported_modules(code) == modules


@pytest.fixture
def loaded(tmp_path, monkeypatch):
    """A finder of one pack, which appears in a folder when it is loaded; yields what was."""
    names: list[str] = []

    def load(pack: str) -> None:
        names.append(pack)
        (tmp_path / f"{pack}.py").write_text("")

    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, PackFinder({"large": "large"}, load)])
    monkeypatch.setattr(imports, "PROBED", frozenset({"large"}))
    yield names
    sys.modules.pop("large", None)


def by_learner(code: str) -> None:
    exec(compile(code, sources.register("a", "cell 1", 1, code), "exec"), {})


def test_an_import_loads_its_pack_once(loaded: list[str]) -> None:
    by_learner("import large, sys\ndel sys.modules['large']\nimport large")
    assert loaded == ["large"]


def test_a_library_that_only_looks_around_loads_nothing(loaded: list[str]) -> None:
    probe = "try:\n    import large\nexcept ImportError:\n    pass\n"
    by_learner(f"exec(compile({probe!r}, '/lib/site-packages/library.py', 'exec'), {{}})")
    assert loaded == []


def test_a_library_that_the_learner_calls_gets_what_it_needs(loaded: list[str]) -> None:
    library: dict[str, object] = {"__name__": "library"}
    source = "def plot():\n    import large\n"
    exec(compile(source, "/lib/site-packages/library.py", "exec"), library)
    code = "plot()"
    exec(compile(code, sources.register("a", "cell 1", 2, code), "exec"), library)
    assert loaded == ["large"]
