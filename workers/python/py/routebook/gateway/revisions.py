"""Whether a name still stands for the same app."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import ref

from .found import Found

Holder = Callable[[], Any]


@dataclass
class _Known:
    app: Holder
    routes: Holder | None
    """The module with Django's URL patterns; None until it was seen."""
    number: int


class Revisions:
    """Numbers the objects that names have stood for, and keeps none of them alive if it can."""

    def __init__(self) -> None:
        self._last = 0
        self._known: dict[str, _Known] = {}

    def of(self, found: Found) -> int:
        """Another number than before where the name now stands for another object.

        Django's URL patterns count too: imported anew they are another app under an old handler.
        """
        routes = _routes(found)
        known = self._known.get(found.name)
        if known is None or known.app() is not found.app or _replaced(known, routes):
            self._last += 1
            known = self._known[found.name] = _Known(_hold(found.app), None, self._last)
        if routes is not None and known.routes is None:
            known.routes = _hold(routes)
        return known.number


def _replaced(known: _Known, routes: object) -> bool:
    """Patterns that are not imported yet, before or now, say nothing."""
    return routes is not None and known.routes is not None and known.routes() is not routes


def _routes(found: Found) -> object:
    if found.framework != "Django":
        return None
    settings = getattr(sys.modules.get("django.conf"), "settings", None)
    # Settings that were not read yet would be read now, and the learner's file may raise.
    if settings is None or not settings.configured:
        return None
    return sys.modules.get(str(getattr(settings, "ROOT_URLCONF", None)))


def _hold(value: Any) -> Holder:
    try:
        return ref(value)
    except TypeError:  # no weak reference to it is possible, and an id alone may come again
        return lambda: value
