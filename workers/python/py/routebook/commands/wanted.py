"""What commands will import, so that it can be loaded before they run."""

import os

from ..imports import imported_modules
from .line import MODULES, PYTHON, parse


def modules_wanted(mark: str, rest: str) -> list[str]:
    """Modules that a line's programs import first; [] where that is not known."""
    if mark == "%":
        words = rest.split()
        return _python(words[1:]) if words[0] == "run" else []
    return [
        name
        for command in (parse(rest) if mark == "!" else None) or ()
        for name in _of(list(command.words))
    ]


def _of(words: list[str]) -> list[str]:
    if PYTHON.match(words[0]):
        return _python(words[1:])
    if words[0] in MODULES:
        return [MODULES[words[0]]]
    return _of_file(words[0])


def _python(words: list[str]) -> list[str]:
    while words and words[0].startswith("-") and words[0] not in ("-m", "-c"):
        words = words[1:]
    if len(words) > 1 and words[0] == "-m":
        return [words[1].partition(".")[0]]
    if len(words) > 1 and words[0] == "-c":
        return imported_modules(words[1])
    return _of_file(words[0]) if words else []


def _of_file(path: str) -> list[str]:
    try:
        if not os.path.isfile(path):
            return []
        with open(path, encoding="utf-8") as file:
            return imported_modules(file.read())
    except OSError, ValueError:
        return []
