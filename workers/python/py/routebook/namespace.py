"""The `__main__` module that cells run in, and those of programs that cells start."""

import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary, ref


def fresh_main() -> types.ModuleType:
    """A new `__main__`: a real module, since pickle and Pydantic look names up there."""
    main = types.ModuleType("__main__")
    main.__dict__["__builtins__"] = sys.modules["builtins"]
    from . import display

    main.__dict__["display"] = display.display
    return main


@contextmanager
def as_main(main: types.ModuleType) -> Iterator[dict[str, Any]]:
    """Makes the module `sys.modules["__main__"]` for the time being; yields its namespace."""
    before = sys.modules.get("__main__")
    sys.modules["__main__"] = main
    try:
        yield main.__dict__
    finally:
        if before is not None:
            sys.modules["__main__"] = before


class Program:
    """A program that a cell started, with a `__main__` of its own."""

    def __init__(self, notebook: types.ModuleType, again: Callable[[], object]) -> None:
        self._notebook = ref(notebook)
        self.again = again
        """Starts it once more."""
        self.served = False
        """Whether it has served an app, whose code goes on answering."""

    @property
    def notebook(self) -> types.ModuleType | None:
        """The `__main__` of the cell that started it."""
        return self._notebook()


_programs: WeakKeyDictionary[types.ModuleType, Program] = WeakKeyDictionary()


def program_of(main: types.ModuleType) -> Program | None:
    """The program that runs as this `__main__`; None for a notebook's own."""
    return _programs.get(main)


def notebook_of(main: types.ModuleType) -> types.ModuleType:
    """The `__main__` of the cells, where a program's was given too."""
    program = _programs.get(main)
    while program is not None and program.notebook is not None:
        main = program.notebook
        program = _programs.get(main)
    return main


def start_program(main: types.ModuleType, again: Callable[[], object]) -> Program:
    """Notes that the code which runs now starts a program as `main`."""
    program = _programs[main] = Program(sys.modules["__main__"], again)
    return program
