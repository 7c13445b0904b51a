"""Starlette and FastAPI in a notebook: cells that run again add to an app that lives on.

A route that is added twice would never be reached, since the first one wins. Here a route takes the
place of the one that an earlier run of the same cell had added for the same path and methods; an
included router that of the one with a path in common. Middleware and exception handlers may come
after the first request: the stack is built anew for the next one.
"""

from typing import Any

from .hook import on_import
from .reruns import is_earlier, running

_ADDING = ("add_route", "add_websocket_route", "mount", "host")
_ADDING_TO_API = ("add_api_route", "add_api_websocket_route", "include_router")


def install() -> None:
    """Mends both when they are imported."""
    on_import("starlette.routing", lambda module: _patch_router(module.Router, _ADDING))
    on_import("fastapi.routing", lambda module: _patch_router(module.APIRouter, _ADDING_TO_API))
    on_import("starlette.applications", _patch_app)


def _patch_router(router: Any, methods: tuple[str, ...]) -> None:
    for name in methods:
        setattr(router, name, _replacing(getattr(router, name)))


def _replacing(add: Any) -> Any:
    def add_route(self: Any, *args: Any, **options: Any) -> None:
        add(self, *args, **options)
        _take_place(self.routes, running())

    add_route.__name__ = add.__name__
    return add_route


def _take_place(routes: list[Any], now: str | None) -> None:
    """Puts the newest route where the first of those is which it replaces."""
    new = routes[-1]
    new._routebook_run = now
    answers = _answers(new)
    former = [
        place
        for place, route in enumerate(routes[:-1])
        if is_earlier(getattr(route, "_routebook_run", None), now)
        and type(route) is type(new)
        and not answers.isdisjoint(_answers(route))
    ]
    if former:
        routes[former[0]] = routes.pop()
        for place in reversed(former[1:]):
            del routes[place]


def _answers(route: Any) -> set[tuple[str, str]]:
    """Pairs of path and method to which a route answers."""
    included = getattr(route, "original_router", None)
    if included is not None:
        prefix = str(getattr(route.include_context, "prefix", ""))
        inner = [pair for one in included.routes for pair in _answers(one)]
        return {(prefix + path, method) for path, method in inner}
    place = getattr(route, "host", None) or getattr(route, "path", "")
    return {(str(place), method) for method in getattr(route, "methods", None) or ("",)}


def _patch_app(module: Any) -> None:
    add_handler = module.Starlette.add_exception_handler

    def add_middleware(self: Any, middleware_class: Any, *args: Any, **options: Any) -> None:
        """Adds a middleware, in place of the one that an earlier run of the cell had added."""
        from starlette.middleware import Middleware

        new = Middleware(middleware_class, *args, **options)
        new._routebook_run = running()  # type: ignore[attr-defined]
        self.user_middleware[:] = [one for one in self.user_middleware if not _is_again(one, new)]
        self.user_middleware.insert(0, new)
        self.middleware_stack = None

    def add_exception_handler(self: Any, key: Any, handler: Any) -> None:
        add_handler(self, key, handler)
        self.middleware_stack = None

    module.Starlette.add_middleware = add_middleware
    module.Starlette.add_exception_handler = add_exception_handler


def _is_again(former: Any, new: Any) -> bool:
    if not is_earlier(getattr(former, "_routebook_run", None), new._routebook_run):
        return False
    return _identity(former) == _identity(new)


def _identity(middleware: Any) -> tuple[str, str | None]:
    """A middleware's class and, for `@app.middleware("http")`, its function."""
    dispatch = middleware.kwargs.get("dispatch")
    name = getattr(middleware.cls, "__qualname__", repr(middleware.cls))
    return name, getattr(dispatch, "__qualname__", None)
