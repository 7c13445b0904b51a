"""Apps that a server call named: `app.run()`, `uvicorn.run(app)` and their like.

Such a call would wait for requests for ever. Here it notes the app and returns: the gateway brings
the requests.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from .. import sink
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

    def current(self, namespace: dict[str, Any]) -> Found:
        """The app; the one that has its name now, where a cell or a file made it anew."""
        if self.path is not None:
            return named(self.path)
        if self.variable is not None:
            newer = as_found(self.variable, namespace.get(self.variable))
            if newer is not None:
                return newer
        return self.found


# By the `__main__` in whose code the call stood: a check's own apps end with the check.
_served: WeakKeyDictionary[Any, dict[int, Served]] = WeakKeyDictionary()

announce: Callable[[str, str], None] = lambda _url, _name: None  # noqa: E731
"""Told address and name of each app that is served; the desk sets it."""


def serve(app: object, host: str | None = None, port: int | str | None = None) -> None:
    """Notes that the app (or the import string of one) runs at this place, and says so."""
    number = int(port) if port else 8000
    main = sys.modules["__main__"]
    found = named(app) if isinstance(app, str) else _found(app, vars(main))
    variable = next((name for name, value in vars(main).items() if value is found.app), None)
    ports = _served.setdefault(main, {})
    # The newest is the last.
    ports.pop(number, None)
    ports[number] = Served(number, found, variable, app if isinstance(app, str) else None)
    shown = host if host and host not in ("0.0.0.0", "::", "127.0.0.1") else "localhost"
    url = f"http://{shown}:{number}/"
    sink.current.notice(
        f"{found.framework} app {found.name} is served in this tab at {url}. "
        f'Call it from any cell: requests.get("{url}").'
    )
    announce(url, found.name)


def ports(main: object) -> dict[int, Served]:
    """What is served, by port, the newest last."""
    return _served.get(main, {})


def _found(app: object, namespace: dict[str, Any]) -> Found:
    name = next((name for name, value in namespace.items() if value is app), "app")
    found = as_found(name, app)
    if found is None:
        raise NoApp(f"{type(app).__name__} is no WSGI or ASGI app.")
    return found
