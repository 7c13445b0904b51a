"""The `__main__` module that cells run in."""

import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


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
