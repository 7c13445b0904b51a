"""Modules whose files a memory image left empty."""

import importlib
import py_compile
import sys
from importlib.machinery import SourcelessFileLoader

import pytest
from routebook.hollow_files import fill_when_read


@pytest.fixture
def hollow(tmp_path, monkeypatch):
    """A module `hollow` of the pack `shell`, whose file is empty until it is filled."""
    source = tmp_path / "source.py"
    source.write_text("answer = 42")
    target = tmp_path / "hollow.pyc"
    target.write_bytes(b"")
    filled: list[str] = []

    def fill(pack: str) -> None:
        filled.append(pack)
        py_compile.compile(str(source), cfile=str(target))

    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(SourcelessFileLoader, "get_code", SourcelessFileLoader.get_code)
    fill_when_read({"hollow": "shell"}, fill)
    yield filled
    sys.modules.pop("hollow", None)


def test_an_empty_file_is_filled_when_its_module_is_read(hollow: list[str]) -> None:
    module = importlib.import_module("hollow")
    assert module.answer == 42
    assert hollow == ["shell"]


def test_a_file_that_is_whole_is_left_alone(hollow: list[str]) -> None:
    module = importlib.import_module("hollow")
    assert importlib.reload(module).answer == 42
    assert hollow == ["shell"]
