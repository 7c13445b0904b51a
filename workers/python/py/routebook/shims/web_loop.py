"""The browser's event loop beside private ones.

Code that a private loop runs may be suspended (`time.sleep`, `input`): then
the browser's loop goes on, and has to find itself as the running one; and what
JavaScript promises has to be bound to it, or it would never come.
"""

import asyncio
import builtins
import functools
import getpass
import time
from asyncio import events
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from .private_loop import inside


def install() -> None:
    """Mends the browser's loop and the functions that wait, if Python runs in Pyodide."""
    loop = events._get_running_loop()
    try:
        from pyodide.webloop import WebLoop
    except ImportError:  # ordinary CPython, in tests
        return
    if not isinstance(loop, WebLoop):
        return
    _keep_running(WebLoop)
    time.sleep = _on(loop, time.sleep)
    builtins.input = _on(loop, builtins.input)
    getpass.getpass = _on(loop, getpass.getpass)


def _on(loop: asyncio.AbstractEventLoop, function: Callable[..., Any]) -> Any:
    """The function, called with the browser's loop as the running one."""

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if events._get_running_loop() is loop:
            return function(*args, **kwargs)
        with inside(loop):
            return function(*args, **kwargs)

    return call


def _keep_running(web_loop: Any) -> None:
    """Every callback of the browser's loop runs with it as the running loop.

    asyncio gives a KeyboardInterrupt or SystemExit to whoever awaits the task in which it was
    raised, and raises it once more to end the loop. This loop's callbacks are called by JavaScript:
    there it would end the worker, with all that the learner has.
    """
    call_later: Callable[..., Any] = web_loop.call_later

    def wrapped(
        self: Any, delay: float, callback: Callable[..., Any], *args: Any, context: Any = None
    ) -> Any:
        def run(*given: Any) -> Any:
            with suppress(KeyboardInterrupt, SystemExit):
                if events._get_running_loop() is self:
                    return callback(*given)
                with inside(self):
                    return callback(*given)

        return call_later(self, delay, run, *args, context=context)

    web_loop.call_later = wrapped
