"""`display(…)`: showing values from the middle of a cell.

The calls follow `IPython.display`; everything leaves through the sink. The
runner takes what it needs for showing values from here.
"""

import itertools
from typing import Any

from . import sink
from .bundles import Bundle, bundle_of
from .figures import flush_figures
from .ipython_alias import install_ipython_alias

__all__ = [
    "DisplayHandle",
    "bundle_of",
    "clear_output",
    "display",
    "flush_figures",
    "install_ipython_alias",
    "update_display",
]

_ids = itertools.count(1)


class DisplayHandle:
    """An output that can be replaced later: what `display(…, display_id=…)` returns."""

    def __init__(self, display_id: str) -> None:
        self.display_id = display_id

    def display(self, value: object) -> None:
        """Shows `value` as a further output under this id."""
        _show(value, self.display_id, update=False)

    def update(self, value: object) -> None:
        """Replaces what is shown under this id."""
        _show(value, self.display_id, update=True)

    def __repr__(self) -> str:
        return f"<DisplayHandle display_id={self.display_id}>"


def display(
    *values: object,
    display_id: str | bool | None = None,
    update: bool = False,
    clear: bool = False,
    raw: bool = False,
    **_ignored: Any,
) -> DisplayHandle | None:
    """Shows each value in its richest form.

    `display_id` names the output (True invents a name), `update=True` replaces the output of
    that name, `clear=True` empties the cell's output first, `raw=True` takes MIME bundles as
    they are. Returns a handle where there is an id.
    """
    if update and display_id in (None, True, False):
        raise TypeError("display(update=True) needs the display_id of the output to replace.")
    if display_id is True:
        display_id = f"display-{next(_ids)}"
    name = display_id if isinstance(display_id, str) else None
    if clear:
        clear_output(wait=True)
    for value in values:
        if raw and isinstance(value, dict):
            sink.current.display(bundle_of(_Raw(value)), name, update, False)
        else:
            _show(value, name, update)
    return DisplayHandle(name) if name is not None else None


def update_display(value: object, *, display_id: str, **named: Any) -> None:
    """Replaces the output that was shown under `display_id`."""
    display(value, display_id=display_id, update=True, **named)


def clear_output(wait: bool = False) -> None:
    """Empties the output of the running cell; with `wait`, when the next output comes."""
    sink.current.clear(bool(wait))


class _Raw:
    """A ready bundle that still goes through the bounds."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        return self._bundle

    def __repr__(self) -> str:
        return ""


def _show(value: object, display_id: str | None, update: bool) -> None:
    sink.current.display(bundle_of(value), display_id, update, False)
