"""Apps that a server call named: `app.run()`, `uvicorn.run(app)` and their like.

Such a call would wait for requests for ever. Here it notes the app and returns: the gateway brings
the requests.
"""

import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from .. import sink
from ..namespace import notebook_of, program_of
from .discovery import NoApp, as_found, named
from .found import Found


@dataclass(frozen=True)
class Served:
    """An app on a port."""

    port: int
    found: Found
    variable: str | None
    """The name that the app has in the learner's namespace."""
    path: str | None
    """The import string that named it: "main:app"."""
    program: types.ModuleType | None = None
    """The program that served it, which stays alive with the app; None for a cell."""
    error: BaseException | None = None
    """What the program raised when it was started again: there is no app any more."""

    @property
    def is_project(self) -> bool:
        """Whether it is Django's handler, which is made anew after a change."""
        return self.found.framework == "Django" and self.variable is None and self.path is None

    def current(self, namespace: dict[str, Any]) -> Found:
        """The app; the one that has its name now, where a cell or a file made it anew.

        NoApp where it is gone; raises what the learner's files raise.
        """
        if self.error is not None:
            raise self.error
        if self.path is not None:
            return named(self.path)
        if self.is_project:
            return _project()
        names = namespace if self.program is None else vars(self.program)
        if self.variable is not None:
            newer = as_found(self.variable, names.get(self.variable))
            if newer is not None:
                return newer
        return self.found


# By the notebook's `__main__`: a check's own apps end with the check.
_served: WeakKeyDictionary[Any, dict[int, Served]] = WeakKeyDictionary()

announce: Callable[[str, str], None] = lambda _url, _name: None  # noqa: E731
"""Told address and name of each app that is served; the desk sets it."""

_quiet = False


@contextmanager
def quietly() -> Iterator[None]:
    """Server calls in the block say nothing: the app was there before."""
    global _quiet
    before, _quiet = _quiet, True
    try:
        yield
    finally:
        _quiet = before


def serve(app: object, host: str | None = None, port: int | str | None = None) -> None:
    """Notes that the app (or the import string of one) runs at this place, and says so."""
    number = int(port) if port else 8000
    main = sys.modules["__main__"]
    found = named(app) if isinstance(app, str) else _found(app, vars(main))
    variable = next((name for name, value in vars(main).items() if value is found.app), None)
    program = program_of(main)
    if program is not None:
        program.served = True
    note(
        main,
        Served(
            number,
            found,
            variable,
            app if isinstance(app, str) else None,
            None if program is None else main,
        ),
    )
    if _quiet:
        return
    shown = host if host and host not in ("0.0.0.0", "::", "127.0.0.1") else "localhost"
    url = f"http://{shown}:{number}/"
    sink.current.notice(
        f"{found.framework} app {found.name} is served in this tab at {url}. "
        f'Call it from any cell: requests.get("{url}").'
    )
    announce(url, found.name)


def note(main: types.ModuleType, served: Served) -> None:
    """Takes what is served into the list of the notebook that `main` belongs to."""
    listed = _served.setdefault(notebook_of(main), {})
    # The newest is the last.
    listed.pop(served.port, None)
    listed[served.port] = served


def ports(main: object) -> dict[int, Served]:
    """What is served, by port, the newest last."""
    return _served.get(main, {})


def apps(main: types.ModuleType) -> list[Found]:
    """The apps that are served, the newest first; without those that are broken now."""
    found = []
    for one in reversed(ports(main).values()):
        try:
            found.append(one.current(vars(main)))
        except Exception:  # whoever sends it a request is told
            continue
    return found


def _found(app: object, namespace: dict[str, Any]) -> Found:
    if "django.core.handlers.base" in sys.modules:
        from .django_app import is_handler

        if is_handler(app):
            return _project()
    name = next((name for name, value in namespace.items() if value is app), "app")
    found = as_found(name, app)
    if found is None:
        raise NoApp(f"{type(app).__name__} is no WSGI or ASGI app.")
    return found


def _project() -> Found:
    from .django_app import django_app

    found = django_app()
    if found is None:
        raise NoApp("The Django project's settings name no ROOT_URLCONF.")
    return found
