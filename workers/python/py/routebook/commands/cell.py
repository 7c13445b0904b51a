"""What a cell's lines of another language become: calls of these functions."""

import os
import re
import shlex
import sys
from collections.abc import Mapping

from .. import django_project
from . import run
from .line import parse

MODULE = "routebook.commands.cell"

_NAMES = re.compile(r"\{([A-Za-z_]\w*)\}|\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)")


def call_for(mark: str, rest: str) -> str | None:
    """Python in the place of a line such as `!flask run`; None where it cannot be run here."""
    if mark == "!":
        if parse(rest) is None:
            return None
        names = ", {**globals(), **locals()}" if _NAMES.search(rest) else ""
        return f"{_call('shell', rest)[:-1]}{names})"
    if mark == "%" and rest.split()[0] == "run":
        try:
            words = shlex.split(rest)[1:]
        except ValueError:
            return None
        if words[:1] == ["-m"]:
            return _call("run_program", words) if len(words) > 1 else None
        return _call("run_program", words) if words and not words[0].startswith("-") else None
    return None


def call_to_write(first_line: str, text: str) -> str | None:
    """Python in the place of a cell that begins with `%%writefile path`."""
    words = first_line.split()[1:]
    append = words[:1] == ["-a"]
    path = " ".join(words[append:]).strip("\"'")
    return _call("write_file", path, text, append) if path else None


def _call(function: str, *arguments: object) -> str:
    given = ", ".join(map(repr, arguments))
    return f"__import__({MODULE!r}, fromlist=[{function!r}]).{function}({given})"


def shell(line: str, names: Mapping[str, object] | None = None) -> None:
    """`!line`, in which `{name}` and `$name` stand for values of the cell, as in IPython."""

    def value(found: re.Match[str]) -> str:
        name = found[1] or found[2] or found[3]
        if names is not None and name in names:
            return str(names[name])
        return found[0] if found[1] else os.environ.get(name, "")

    run.shell(_NAMES.sub(value, line))


def run_program(words: list[str]) -> None:
    """`%run file arguments`: the program's names are the notebook's afterwards."""
    names = run.run_file(words)
    vars(sys.modules["__main__"]).update(names)


def write_file(path: str, text: str, append: bool) -> None:
    """`%%writefile path`"""
    folder = os.path.dirname(path)
    if folder:
        os.makedirs(folder, exist_ok=True)
    print(
        ("Appending to " if append else "Overwriting " if os.path.exists(path) else "Writing ")
        + path
    )
    with open(path, "a" if append else "w", encoding="utf-8") as file:
        file.write(text)
    django_project.forget()
