"""Python programs run in this process, as if each had one of its own."""

import importlib
import importlib.util
import os
import re
import sys
import tokenize
import types
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from .. import django_project, folder, interrupts, namespace

_SETTINGS = re.compile(r"""["']DJANGO_SETTINGS_MODULE["']\s*,\s*["']([\w.]+)["']""")
_OPTION = "--settings"
_VARIABLE = "DJANGO_SETTINGS_MODULE"


class CannotStart(Exception):
    """There is no such program; the message is what Python itself would say."""


@dataclass(frozen=True)
class Code:
    """What is to be run as `__main__`."""

    path: str | None
    """The file; None for code without one."""
    code: types.CodeType | None = None
    call: Callable[[], object] | None = None
    """Run in place of code: a program that is called as a function."""
    spec: Any = None
    """The module's spec, for `python -m`."""
    text: str = ""


def script(path: str) -> Code:
    """A file, as `python path` runs it."""
    whole = os.path.abspath(path)
    try:
        with tokenize.open(whole) as file:
            text = file.read()
    except OSError as error:
        number = 2 if isinstance(error, FileNotFoundError) else error.errno  # elsewhere than here
        said = f"[Errno {number}] {error.strerror}"
        raise CannotStart(f"python: can't open file '{whole}': {said}") from None
    return Code(whole, compile(text, whole, "exec", dont_inherit=True), text=text)


def module(name: str) -> Code:
    """A module, as `python -m name` runs it."""
    try:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.submodule_search_locations is not None:
            spec = importlib.util.find_spec(f"{name}.__main__")
    except ModuleNotFoundError as error:
        raise CannotStart(f"python: No module named {error.name}") from None
    code = None if spec is None else _code_of(spec)
    if spec is None or code is None:
        raise CannotStart(f"python: No module named {name}")
    return Code(spec.origin, code, spec=spec)


def _code_of(spec: Any) -> types.CodeType | None:
    get_code = getattr(spec.loader, "get_code", None)
    return None if get_code is None else get_code(spec.name)


def run(
    load: Callable[[], Code],
    arguments: list[str],
    again: Callable[[], object],
    environment: Mapping[str, str] | None = None,
    place: str | None = None,
) -> tuple[int, dict[str, Any]]:
    """Runs it to its end: its exit code, and its names.

    `arguments` are its `sys.argv`, `place` the folder that it imports from first. `again` starts it
    once more. Raises what it raises, and CannotStart.
    """
    main = types.ModuleType("__main__")
    vars(main)["__builtins__"] = sys.modules["builtins"]
    with _as_program(main, again, arguments, environment or {}, place or os.getcwd()) as fresh:
        found = load()
        if found.path is not None:
            vars(main)["__file__"] = found.path
        if found.spec is not None:
            vars(main).update(__spec__=found.spec, __package__=found.spec.parent)
            arguments[0] = found.path or arguments[0]
        fresh(_wanted_settings(arguments, found, environment or {}))
        return _ended(found, vars(main)), vars(main)


def _ended(found: Code, names: dict[str, Any]) -> int:
    """Runs the code; its exit code."""
    with interrupts.not_swallowed():
        try:
            if found.call is not None:
                found.call()
            elif found.code is not None:
                exec(found.code, names)
        except SystemExit as end:
            return _exit_code(end.code)
    return 0


@contextmanager
def _as_program(
    main: types.ModuleType,
    again: Callable[[], object],
    arguments: list[str],
    environment: Mapping[str, str],
    place: str,
) -> Iterator[Callable[[str | None], None]]:
    """A process's surroundings; all of it is put back, unless the program serves an app."""
    program = namespace.start_program(main, again)
    former = sys.modules["__main__"], sys.argv, list(sys.path), dict(os.environ), os.getcwd()
    setups, modules = django_project.setups, folder.loaded()
    away: django_project.Away | None = None

    def use_settings(wanted: str | None) -> None:
        """Makes room where the program is another project than the one that is set up."""
        nonlocal away
        if wanted is None:
            return
        current = django_project.settings_name()
        if _VARIABLE not in environment:
            os.environ.pop(_VARIABLE, None)
        if "django.conf" in sys.modules and wanted != current:
            away = django_project.put_away()

    django_project.forget()
    with warnings.catch_warnings():
        sys.modules["__main__"], sys.argv = main, arguments
        sys.path.insert(0, place)
        os.environ.update(environment)
        try:
            yield use_settings
        finally:
            sys.modules["__main__"], sys.argv = former[0], former[1]
            os.chdir(former[4])
            if not program.served:
                sys.path[:] = former[2]
                os.environ.clear()
                os.environ.update(former[3])
                if away is not None:
                    django_project.bring_back(away)
                django_project.forget()
                if setups == django_project.setups:
                    folder.restore_modules(modules)


def _wanted_settings(
    arguments: list[str], found: Code, environment: Mapping[str, str]
) -> str | None:
    """The settings that a Django program names; None for any other program."""
    named = _SETTINGS.search(found.text)
    if named is None and not (found.spec is not None and found.spec.name == "django.__main__"):
        return None
    for at, argument in enumerate(arguments):
        if argument == _OPTION and at + 1 < len(arguments):
            return arguments[at + 1]
        if argument.startswith(_OPTION + "="):
            return argument.removeprefix(_OPTION + "=")
    return environment.get(_VARIABLE) or (None if named is None else named[1])


def _exit_code(code: object) -> int:
    if code is None:
        return 0
    if isinstance(code, int):
        return code
    print(code, file=sys.stderr)
    return 1
