"""`app.run()`, `uvicorn.run()`, `runserver`: they would wait for requests that cannot come.

Programs end in such a call, so it must not fail: it says how to call the app, and returns.
"""

from collections.abc import Callable
from typing import Any

from .. import sink
from .hook import on_import


def install() -> None:
    """Mends each server when it is imported."""
    on_import("flask.app", lambda module: _replace(module.Flask, "run", "app.test_client()"))
    on_import("werkzeug.serving", _patch_werkzeug)
    on_import("uvicorn", _patch_uvicorn)
    on_import("wsgiref.simple_server", _patch_wsgiref)
    on_import("django.core.management.commands.runserver", _patch_runserver)
    on_import(
        "aiohttp.web", lambda module: _replace(module, "run_app", "aiohttp.test_utils.TestClient")
    )


def tell(client: str) -> None:
    """Says why nothing is served."""
    sink.current.notice(
        f"In a tab there is no port to listen on; call the app with its test client: {client}."
    )


def _replace(owner: Any, name: str, client: str) -> None:
    def run(*_arguments: Any, **_options: Any) -> None:
        """Serves nothing, and says so."""
        tell(client)

    setattr(owner, name, run)


def _patch_werkzeug(module: Any) -> None:
    _replace(module, "run_simple", "werkzeug.test.Client(app)")


def _patch_uvicorn(module: Any) -> None:
    _replace(module, "run", "TestClient(app)")

    async def serve(_self: Any, *_arguments: Any, **_options: Any) -> None:
        tell("TestClient(app)")

    module.Server.serve = serve
    _replace(module.Server, "run", "TestClient(app)")


class _QuietServer:
    """What `make_server` returns: it never gets a request, and ends at once."""

    def __init__(self, say: Callable[[], None]) -> None:
        self._say = say

    def serve_forever(self, *_arguments: Any) -> None:
        self._say()

    def handle_request(self) -> None:
        self._say()

    def shutdown(self) -> None:
        pass

    server_close = shutdown

    def __enter__(self) -> _QuietServer:
        return self

    def __exit__(self, *_details: object) -> None:
        pass


def _patch_wsgiref(module: Any) -> None:
    def make_server(*_arguments: Any, **_options: Any) -> _QuietServer:
        """A server that says that it cannot serve."""
        return _QuietServer(lambda: tell("app(environ, start_response)"))

    module.make_server = make_server


def _patch_runserver(module: Any) -> None:
    _replace(module.Command, "handle", "django.test.Client()")
