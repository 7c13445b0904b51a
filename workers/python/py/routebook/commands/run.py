"""Runs the commands of a line."""

import io
import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

from .. import sink
from . import fastapi_cli, files, program
from .line import MODULES, PYTHON, Command, parse
from .program import CannotStart, Code

# Options of the interpreter that make no difference here; the second kind takes a value.
_FLAGS = ("-u", "-B", "-O", "-OO", "-q", "-s", "-S", "-E", "-I", "-d", "-v", "-b", "-P")
_WITH_VALUE = ("-W", "-X")


def shell(line: str) -> None:
    """Runs a line as a terminal would; the first command that fails ends it.

    What a Python program raises is raised here; any other failure is told in a sentence.
    """
    for command in parse(line) or ():
        code = execute(command)
        if code != 0:
            sink.current.notice(f"“{command.text}” ended with exit code {code}.")
            return


def execute(command: Command) -> int:
    """Runs one command; gives its exit code."""
    if command.output is None:
        return _execute(command)
    with redirect_stdout(io.StringIO()) as said:
        code = _execute(command)
    with open(command.output, "a" if command.append else "w", encoding="utf-8") as file:
        file.write(said.getvalue())
    return code


def _execute(command: Command) -> int:
    name, *arguments = command.words
    if name in files.TOOLS:
        return files.TOOLS[name](arguments)
    try:
        if PYTHON.match(name):
            return _python(command, arguments)
        if name in MODULES:
            return _module(command, MODULES[name], arguments)
        return _script(command, name, arguments)
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 2


def _python(command: Command, words: list[str]) -> int:
    while words:
        if words[0] in _FLAGS:
            words = words[1:]
        elif words[0] in _WITH_VALUE:
            words = words[2:]
        elif words[0].startswith(_WITH_VALUE):
            words = words[1:]
        else:
            break
    if not words:
        raise CannotStart("python: there is no terminal to type to; give it a file.")
    first, *rest = words
    if first in ("-V", "--version"):
        print(f"Python {sys.version.split()[0]}")
        return 0
    if first in ("-m", "-c") and not rest:
        raise CannotStart(f"python: argument expected for the {first} option")
    if first == "-m":
        return _module(command, rest[0], rest[1:])
    if first == "-c":
        code = compile(rest[0], "<string>", "exec", dont_inherit=True)
        return _run(command, lambda: Code(None, code, text=rest[0]), ["-c", *rest[1:]])
    if first.startswith("-"):
        raise CannotStart(f"python: unknown option {first}")
    return _script(command, first, rest)


def _script(command: Command, path: str, arguments: list[str]) -> int:
    place = os.path.dirname(os.path.abspath(path))
    return _run(command, lambda: program.script(path), [path, *arguments], place)


def _module(command: Command, name: str, arguments: list[str]) -> int:
    if name == "fastapi":
        # Its command is a package of its own, which would start a process for the server.
        return _run(
            command,
            lambda: Code(None, call=lambda: fastapi_cli.main(arguments)),
            [name, *arguments],
        )
    if name == "pytest":
        from . import tests

        return _run(
            command, lambda: Code(None, call=lambda: tests.main(arguments)), [name, *arguments]
        )
    return _run(command, lambda: program.module(name), [name, *arguments])


def _run(
    command: Command, load: Callable[[], Code], arguments: list[str], place: str | None = None
) -> int:
    code, _names = program.run(
        load, arguments, lambda: execute(command), dict(command.environment), place
    )
    return code


def run_file(words: list[str]) -> dict[str, Any]:
    """`%run file arguments` (or `-m module`): the names that the program leaves behind."""
    again = lambda: run_file(words)  # noqa: E731
    try:
        if words[0] == "-m":
            name, rest = words[1], words[2:]
            code, names = program.run(lambda: program.module(name), [name, *rest], again)
        else:
            path = words[0]
            place = os.path.dirname(os.path.abspath(path))
            code, names = program.run(lambda: program.script(path), list(words), again, None, place)
    except CannotStart as error:
        raise FileNotFoundError(str(error)) from None
    if code != 0:
        sink.current.notice(f"The program ended with exit code {code}.")
    return {name: value for name, value in names.items() if not name.startswith("__")}
