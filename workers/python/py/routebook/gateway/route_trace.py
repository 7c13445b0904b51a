"""Frameworks that tell the running request which view they chose, while they still know."""

# Locals that nobody reads keep a frame out of the tracebacks of Django, Werkzeug and pytest.
# ruff: noqa: F841

import sys
from collections.abc import Callable, Iterator
from functools import wraps
from itertools import chain
from typing import Any

from . import current
from .named_code import dotted


def watch_flask(module: Any) -> None:
    """`flask.signals`: Flask forgets its request's view when it is done with it."""
    module.request_started.connect(_flask_started)


def _flask_started(app: Any, **_extra: Any) -> None:
    trace = current.trace.get()
    if trace is None:
        return
    request = sys.modules["flask"].request._get_current_object()
    view = app.view_functions.get(request.endpoint)
    trace.endpoint = None if view is None else dotted(view)
    if app.before_request_funcs or app.after_request_funcs:
        trace.middleware.extend(_flask_functions(app, request.blueprints))


def _flask_functions(app: Any, blueprints: list[str]) -> Iterator[str]:
    """The functions around the view, in the order in which Flask calls them."""
    for name in (None, *reversed(blueprints)):
        for before in app.before_request_funcs.get(name, ()):
            yield dotted(before)
    for name in chain(blueprints, (None,)):
        for after in reversed(app.after_request_funcs.get(name, ())):
            yield f"{dotted(after)} (after_request)"


def watch_django(module: Any) -> None:
    """`django.core.handlers.base`: the match is an attribute of a request that nobody hands out."""
    resolve: Callable[..., Any] = module.BaseHandler.resolve_request

    @wraps(resolve)
    def noted(self: Any, request: Any) -> Any:
        __traceback_hide__ = __tracebackhide__ = True
        match = resolve(self, request)
        trace = current.trace.get()
        if trace is not None:
            view = match.func
            # Views made of classes name their class: Django's own, REST framework's.
            kind = getattr(view, "view_class", None) or getattr(view, "cls", None)
            trace.endpoint = dotted(kind or view)
        return match

    module.BaseHandler.resolve_request = noted


def watch_aiohttp(module: Any) -> None:
    """`aiohttp.web_urldispatcher`: its protocol keeps the request for itself."""
    resolve: Callable[..., Any] = module.UrlDispatcher.resolve

    @wraps(resolve)
    async def noted(self: Any, request: Any) -> Any:
        match = await resolve(self, request)
        trace = current.trace.get()
        if trace is not None and match.http_exception is None:
            trace.endpoint = dotted(match.handler)
        return match

    module.UrlDispatcher.resolve = noted
