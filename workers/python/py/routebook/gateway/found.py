"""An app that was found, and what it is."""

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Interface = Literal["wsgi", "asgi", "aiohttp"]

# Class, by module and name → framework and interface. Subclasses come before their bases.
_KNOWN: tuple[tuple[str, str, str, Interface], ...] = (
    ("flask", "Flask", "Flask", "wsgi"),
    ("fastapi", "FastAPI", "FastAPI", "asgi"),
    ("starlette.applications", "Starlette", "Starlette", "asgi"),
    ("falcon.asgi", "App", "Falcon", "asgi"),
    ("falcon", "App", "Falcon", "wsgi"),
    ("aiohttp.web", "Application", "aiohttp", "aiohttp"),
    ("django.core.handlers.wsgi", "WSGIHandler", "Django", "wsgi"),
    ("django.core.handlers.asgi", "ASGIHandler", "Django", "asgi"),
    ("socketio", "ASGIApp", "Socket.IO", "asgi"),
    ("socketio", "WSGIApp", "Socket.IO", "wsgi"),
)


@dataclass(frozen=True)
class Found:
    """An app and how to call it."""

    name: str
    """By which the learner knows it: "app", "main:app", "mysite.settings"."""
    framework: str
    """ "Flask", "FastAPI", …; "WSGI" or "ASGI" for a plain callable."""
    interface: Interface
    app: Callable[..., Any]

    def data(self) -> dict[str, Any]:
        """`AppCandidate` of `src/shared/http.ts`."""
        return {"name": self.name, "framework": self.framework, "interface": self.interface}


def framework_of(value: object) -> tuple[str, Interface] | None:
    """Framework and interface of an app object; None for anything else. Imports nothing."""
    if isinstance(value, type):
        return None
    for module_name, class_name, framework, interface in _KNOWN:
        kind = getattr(sys.modules.get(module_name), class_name, None)
        if isinstance(kind, type) and isinstance(value, kind):
            return framework, interface
    return None


def as_found(name: str, value: object) -> Found | None:
    """The value as an app, a plain callable included; None where it can be none."""
    known = framework_of(value)
    if known is not None:
        return Found(name, known[0], known[1], value)  # type: ignore[arg-type]
    interface = interface_of(value)
    return None if interface is None else Found(name, interface.upper(), interface, value)  # type: ignore[arg-type]


def interface_of(value: object) -> Interface | None:
    """ "asgi" for what takes (scope, receive, send), "wsgi" for (environ, start_response)."""
    if not callable(value):
        return None
    try:
        parameters = inspect.signature(value).parameters.values()
    except TypeError, ValueError:
        return None
    by_place = [
        one for one in parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)
    ]
    needed = sum(one.default is one.empty for one in by_place)
    spread = any(one.kind is one.VAR_POSITIONAL for one in parameters)
    call = value if inspect.isroutine(value) else type(value).__call__
    awaited = inspect.iscoroutinefunction(call)
    if needed == 3 and not isinstance(value, type):
        return "asgi"
    if awaited:
        return "asgi" if spread else None
    if needed == 2 or (spread and needed <= 2):
        return "wsgi"
    return None
