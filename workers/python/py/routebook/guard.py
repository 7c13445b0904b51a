"""Keeps the interpreter usable whatever a cell does to it."""

import builtins
import signal
import sys
from typing import Any

from . import sink


class Guard:
    """Remembers how the interpreter was, and mends after each run what a cell broke."""

    def __init__(self, recursion_limit: int) -> None:
        self._builtins = dict(builtins.__dict__)
        self._limit = recursion_limit
        self._streams = (sys.stdout, sys.stderr, sys.stdin)
        self._set_limit = sys.setrecursionlimit
        self._set_limit(recursion_limit)
        sys.setrecursionlimit = self._capped

    def _capped(self, limit: int, /) -> None:
        """Recursion through C code overflows the browser's stack, which nothing can catch."""
        if limit > self._limit:
            sink.current.notice(
                f"The recursion limit stays at {self._limit}: "
                "a browser tab has a smaller stack than a process of its own."
            )
        self._set_limit(min(limit, self._limit))

    def mend(self, namespace: dict[str, Any]) -> None:
        """Puts the built-in functions, the streams and Ctrl+C back."""
        current = builtins.__dict__
        for name, value in self._builtins.items():
            if current.get(name, current) is not value:
                current[name] = value
        sys.stdout, sys.stderr, sys.stdin = self._streams
        sys.setrecursionlimit = self._capped
        if sys.getrecursionlimit() > self._limit:
            self._set_limit(self._limit)
        if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        if "print" in namespace and not callable(namespace["print"]):
            del namespace["print"]
            sink.current.notice(
                "This cell gave the name print to a value that cannot be called. "
                "Routebook took the name back, so that print() works in the next cell."
            )
