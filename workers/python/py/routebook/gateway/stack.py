"""What a request goes through before it reaches a view, as far as the app tells."""

import sys
from collections.abc import Iterator
from typing import Any

from .found import Found, framework_of
from .named_code import dotted
from .trace import Trace

# Names under which a layer keeps the app within it, by convention.
_INNER = ("app", "application", "wsgi_app", "asgi_app", "inner", "_app")
_DEEPEST = 50


def tell_stack(found: Found, trace: Trace) -> None:
    """Completes `middleware` and `endpoint` of a trace; what the framework said itself is kept."""
    try:
        layers, app = unwrapped(found.app)
        known = framework_of(app)
        tell = _FRAMEWORKS.get(known[0]) if known else None
        names, endpoint = tell(app, trace.live) if tell else ([], None)
        trace.middleware[:0] = [*map(dotted, layers), *names]
        trace.endpoint = trace.endpoint or endpoint
    except Exception as error:  # the learner's objects answer as they like
        trace.note(f"What the request went through is not known ({type(error).__name__}).")


def unwrapped(app: Any) -> tuple[list[Any], Any]:
    """The layers around a framework's app, outermost first, and that app; the last one else."""
    layers: list[Any] = []
    while framework_of(app) is None and len(layers) < _DEEPEST:
        inner = inner_of(app)
        if inner is None:
            break
        layers.append(app)
        app = inner
    return layers, app


def inner_of(layer: Any) -> Any:
    """The app within a layer of middleware; None where it shows none."""
    attributes = getattr(layer, "__dict__", {})
    return next((value for name in _INNER if callable(value := attributes.get(name))), None)


def walk(layer: Any, end: Any) -> Iterator[Any]:
    """Layers from one down to `end`, which is left out, or to one that shows nothing within it."""
    for _ in range(_DEEPEST):
        if layer is None or layer is end:
            return
        yield layer
        layer = inner_of(layer)


def _starlette(app: Any, scope: Any) -> tuple[list[str], str | None]:
    layers = walk(getattr(app, "middleware_stack", None), app.router)
    endpoint = scope.get("endpoint")
    return [_starlette_name(one) for one in layers], None if endpoint is None else dotted(endpoint)


def _starlette_name(layer: Any) -> str:
    """`@app.middleware("http")` makes a class of a function: the function is what is known."""
    function = getattr(layer, "__dict__", {}).get("dispatch_func")
    own = getattr(function, "__self__", None) is layer
    return dotted(layer if function is None or own else function)


def _flask(app: Any, _environ: Any) -> tuple[list[str], str | None]:
    # Unless it was wrapped, `wsgi_app` is the class's own method.
    if "wsgi_app" not in vars(app):
        return [], None
    layers = walk(app.wsgi_app, None)
    return [dotted(one) for one in layers if getattr(one, "__self__", None) is not app], None


def _django(app: Any, live: Any) -> tuple[list[str], str | None]:
    handles = getattr(app, "_should_handle", None)  # static files go around all middleware
    path = live.get("PATH_INFO", live.get("path", ""))
    if handles is not None and handles(path):
        return [], "django.contrib.staticfiles.views.serve"
    settings = sys.modules["django.conf"].settings
    return [str(name) for name in settings.MIDDLEWARE], None


def _falcon(app: Any, live: Any) -> tuple[list[str], str | None]:
    layers = [dotted(one) for one in getattr(app, "_unprepared_middleware", ())]
    path = live.get("PATH_INFO", live.get("path", "/"))
    route = app._router.find(path)
    responders = route[1] if route else {}
    method = live.get("REQUEST_METHOD", live.get("method", "WEBSOCKET"))
    responder = dotted(responders.get(method))
    # Methods that a resource does not know get responders of Falcon's own.
    return layers, None if responder.startswith(("NoneType", "falcon.")) else responder


def _aiohttp(app: Any, _live: Any) -> tuple[list[str], str | None]:
    return [dotted(one) for one in app.middlewares], None


_FRAMEWORKS = {
    "FastAPI": _starlette,
    "Starlette": _starlette,
    "Flask": _flask,
    "Django": _django,
    "Falcon": _falcon,
    "aiohttp": _aiohttp,
}
