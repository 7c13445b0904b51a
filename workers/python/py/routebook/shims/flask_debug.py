"""Flask's debug mode: Werkzeug's page with the traceback, as its development server shows it.

Only the page: its console would run commands inside the very program that must answer them.
"""

from contextlib import nullcontext
from typing import Any
from weakref import WeakKeyDictionary

from .hook import on_import

# App → the same with Werkzeug's debugger around it.
_debugged: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()


def install() -> None:
    """Mends both when they are imported."""
    on_import("flask.app", _patch_flask)
    on_import("werkzeug.debug", _patch_debugger)


def _patch_flask(module: Any) -> None:
    call = module.Flask.__call__

    def call_debugged(self: Any, environ: Any, start_response: Any) -> Any:
        # A test client's call goes on raising what the view raised.
        if self.debug and environ.get("SERVER_SOFTWARE") == "Routebook":
            return _with_debugger(self)(environ, start_response)
        return call(self, environ, start_response)

    module.Flask.__call__ = call_debugged


def _with_debugger(app: Any) -> Any:
    found = _debugged.get(app)
    if found is None:
        from werkzeug.debug import DebuggedApplication

        found = _debugged[app] = DebuggedApplication(_noted(app.wsgi_app), evalex=False)
    return found


def _noted(wsgi_app: Any) -> Any:
    """The app; what it raises is noted for the log before the debugger makes a page of it."""
    from ..gateway import current

    def call(environ: Any, start_response: Any) -> Any:
        __traceback_hide__ = True  # noqa: F841
        try:
            return wsgi_app(environ, start_response)
        except Exception as error:
            trace = current.trace.get()
            if trace is not None:
                trace.error = trace.error or error
            raise

    return call


def _patch_debugger(module: Any) -> None:
    module.Value = _Value


class _Value:
    """`multiprocessing.Value`, which there is none of where there is but one process."""

    def __init__(self, _type: str) -> None:
        self.value = 0

    def get_lock(self) -> Any:
        return nullcontext()
