"""The debugger: it would wait for commands inside the very program that must wait for it."""

from typing import Any, NoReturn

from .hook import on_import

NO_DEBUGGER = (
    "The debugger cannot stop a program in a browser tab. Show values with `print()`, or end the "
    "cell above this line and look at them in the next cell."
)


def install() -> None:
    """Mends pdb when it is imported; `breakpoint()` imports it."""
    on_import("pdb", _patch)


def _patch(module: Any) -> None:
    module.set_trace = _refuse
    module.Pdb.set_trace = _refuse


def _refuse(*_arguments: Any, **_options: Any) -> NoReturn:
    raise RuntimeError(NO_DEBUGGER)
