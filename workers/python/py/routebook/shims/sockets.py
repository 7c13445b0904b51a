"""Sockets: a tab has none. Emscripten's pretend to work and then stay silent for ever."""

import errno
from typing import Any, NoReturn

from .hook import on_import

NO_LISTENING = (
    "A browser tab has no port to listen on. Call the app directly, with its test client: "
    "`app.test_client()` for Flask, `TestClient(app)` for FastAPI, `Client()` for Django."
)
NO_CONNECTING = (
    "A browser tab cannot open a connection to another computer. Use a file of the lesson, "
    "SQLite in place of a database server, or a test client for an app of your own."
)


def install() -> None:
    """Mends socket when it is imported."""
    on_import("socket", _patch)


def _refuse_listening(*_arguments: Any, **_options: Any) -> NoReturn:
    raise OSError(errno.EACCES, NO_LISTENING)


def _refuse_connecting(*_arguments: Any, **_options: Any) -> NoReturn:
    raise ConnectionRefusedError(errno.ECONNREFUSED, NO_CONNECTING)


def _patch(module: Any) -> None:
    base = module.socket

    class socket(base):  # type: ignore[misc,valid-type]
        """A socket that can be made, and says what it cannot do."""

        bind = listen = accept = _refuse_listening
        connect = connect_ex = sendto = _refuse_connecting

    module.socket = module.SocketType = socket
    module.create_server = _refuse_listening
    module.create_connection = _refuse_connecting
    # Names of this computer do not need a network.
    look_up = module.getaddrinfo

    def getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:
        if host in (None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0"):
            return look_up(host, *arguments, **options)
        raise module.gaierror(module.EAI_NONAME, NO_CONNECTING)

    module.getaddrinfo = getaddrinfo
