"""Which run of which cell a definition belongs to.

In a notebook a cell is run again and again, while the app that it speaks to lives on. What a cell
defined in an earlier run, its next run defines anew; what it defines twice in one run is a mistake.
"""

import inspect
import sys
from typing import Any

from ..sources import cells


def running() -> str | None:
    """The file name of the run that is under way; None where no cell runs.

    The outermost frame tells it: a cell may call functions of other cells.
    """
    frame = sys._getframe(1)
    found = None
    while frame is not None:
        if frame.f_code.co_filename in cells:
            found = frame.f_code.co_filename
        frame = frame.f_back  # type: ignore[assignment]
    return found


def is_earlier(former: str | None, now: str | None) -> bool:
    """Whether both are runs of one cell, and not the same one."""
    if former is None or now is None or former == now:
        return False
    return former in cells and now in cells and cells[former][0] == cells[now][0]


def defined_in(function: object) -> str | None:
    """The file name under which a function was compiled."""
    code = getattr(inspect.unwrap(function), "__code__", None)  # type: ignore[arg-type]
    return None if code is None else code.co_filename  # type: ignore[no-any-return]


def forget_earlier(functions: list[Any], new: object) -> None:
    """Takes out what an earlier run of the same cell had put in under the same name."""
    run, name = defined_in(new), getattr(new, "__qualname__", None)
    functions[:] = [
        one
        for one in functions
        if getattr(one, "__qualname__", None) != name or not is_earlier(defined_in(one), run)
    ]
