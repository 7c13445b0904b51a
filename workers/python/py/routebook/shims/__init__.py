"""Making libraries at home in a tab: no threads, processes, sockets, debugger, or hashing in C.

Each module here mends one thing. What belongs to the standard library's core
is mended at once; everything else when it is first imported.
"""

from . import (
    browser,
    debugger,
    environment,
    flask_debug,
    flask_setup,
    hashes,
    local_clients,
    processes,
    servers,
    sockets,
    starlette_setup,
    threads,
    traces,
    web_loop,
)

_installed = False


def install() -> None:
    """Installs all shims, once. `time.sleep` and `input` must have their final form before."""
    global _installed
    if _installed:
        return
    _installed = True
    for shim in (environment, hashes, processes, sockets, threads, web_loop, browser, debugger):
        shim.install()
    for late in (servers, local_clients, traces, flask_setup, flask_debug, starlette_setup):
        late.install()
