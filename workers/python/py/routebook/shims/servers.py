"""`app.run()`, `uvicorn.run()`, `runserver`: the app is served in the tab, and the program goes on.

Such a call would wait for requests for ever. Here it tells the gateway which app answers, and
returns, so that the cell ends.
"""

import os
import re
import sys
from typing import Any

from .hook import on_import


def install() -> None:
    """Mends each server when it is imported."""
    on_import("flask.app", _patch_flask)
    on_import("werkzeug.serving", _patch_werkzeug)
    on_import("uvicorn", _patch_uvicorn)
    on_import("wsgiref.simple_server", _patch_wsgiref)
    on_import("django.core.management.commands.runserver", _patch_runserver)
    on_import("aiohttp.web", _patch_aiohttp)


def serve(app: object, host: str | None = None, port: int | str | None = None) -> None:
    """Tells the gateway, which is imported no sooner."""
    from ..gateway.served import serve as serve_app

    serve_app(app, host, port)


def _patch_flask(module: Any) -> None:
    def run(
        self: Any, host: Any = None, port: Any = None, debug: Any = None, *_args: Any, **_: Any
    ) -> None:
        """Serves the app in the tab and returns."""
        if debug is not None:
            self.debug = bool(debug)
        serve(self, host, port or 5000)

    module.Flask.run = run


def _patch_werkzeug(module: Any) -> None:
    def run_simple(
        hostname: str, port: int, application: Any, *_args: Any, **_options: Any
    ) -> None:
        """Serves the app in the tab and returns."""
        serve(application, hostname, port)

    module.run_simple = run_simple


def _patch_uvicorn(module: Any) -> None:
    def run(app: Any, *, host: Any = None, port: Any = None, **options: Any) -> None:
        """Serves the app in the tab and returns."""
        _serve_asgi(app, host, port, bool(options.get("factory")))

    def run_command(app: Any, *, app_dir: str | None = None, **options: Any) -> None:
        if app_dir is not None and os.path.abspath(app_dir) not in sys.path:
            sys.path.insert(0, os.path.abspath(app_dir))
        run(app, **options)

    def run_server(self: Any, *_args: Any, **_options: Any) -> None:
        config = self.config
        _serve_asgi(config.app, config.host, config.port, bool(config.factory))

    async def serve_server(self: Any, *_args: Any, **_options: Any) -> None:
        run_server(self)

    module.run = run
    module.Server.run = run_server
    module.Server.serve = serve_server
    # The package names its command line "main"; the module of that name calls its own `run`.
    sys.modules["uvicorn.main"].run = run_command  # type: ignore[attr-defined]


def _serve_asgi(app: Any, host: Any, port: Any, factory: bool) -> None:
    if factory:
        app = f"{app}()" if isinstance(app, str) else app()
    serve(app, host, port or 8000)


class _Server:
    """What `make_server` returns: it serves in the tab as soon as it should serve."""

    def __init__(self, host: str, port: int, app: Any) -> None:
        self.server_address = (host, port)
        self.server_name, self.server_port = host or "localhost", port
        self._app = app

    def get_app(self) -> Any:
        return self._app

    def set_app(self, application: Any) -> None:
        self._app = application

    def serve_forever(self, *_arguments: Any) -> None:
        serve(self._app, *self.server_address)

    def handle_request(self) -> None:
        self.serve_forever()

    def shutdown(self) -> None:
        pass

    server_close = shutdown

    def __enter__(self) -> _Server:
        return self

    def __exit__(self, *_details: object) -> None:
        pass


def _patch_wsgiref(module: Any) -> None:
    def make_server(host: str, port: int, app: Any, *_args: Any, **_options: Any) -> _Server:
        """A server whose requests come from the tab."""
        return _Server(host, port, app)

    module.make_server = make_server


def _patch_runserver(module: Any) -> None:
    def handle(self: Any, *_args: Any, **options: Any) -> None:
        """Serves the project in the tab and returns."""
        from ..gateway.django_app import django_app

        place = re.fullmatch(r"(?:(.+):)?(\d+)", str(options.get("addrport") or "8000"))
        found = django_app()
        if found is None or place is None:
            raise module.CommandError("The project has no ROOT_URLCONF, or the port is no number.")
        if not options.get("skip_checks"):
            self.check(display_num_errors=True)
        self.check_migrations()
        serve(found.app, place[1], place[2])

    module.Command.handle = handle


def _patch_aiohttp(module: Any) -> None:
    def run_app(app: Any, *, host: Any = None, port: Any = None, **_options: Any) -> None:
        """Serves the app in the tab and returns."""
        _serve_aiohttp(app, host, port)

    async def start(self: Any) -> None:
        _serve_aiohttp(self._runner.app, self._host, self._port)

    module.run_app = run_app
    module.TCPSite.start = start


def _serve_aiohttp(app: Any, host: Any, port: Any) -> None:
    serve(app, host if isinstance(host, str) else None, port or 8080)
