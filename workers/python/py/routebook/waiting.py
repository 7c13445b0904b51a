"""What waits for the learner or the clock: `input()`, `getpass()`, `time.sleep()`.

With JavaScript Promise Integration `run_sync` suspends Python while the page
goes on (https://pyodide.org/en/stable/usage/api/python-api/ffi.html). Where it
is missing, sleeping burns time, and `input()` takes lines typed beforehand.
"""

import builtins
import getpass
import json
import sys
import time
from collections.abc import Callable
from typing import Any

from . import interrupts, sink
from .streams import InputStream


class Waiting:
    """Installs blocking functions that can be interrupted.

    `host.input(prompt, password)` and `host.sleep(milliseconds)` return
    promises of JSON text: `{"kind": "line", "line": …}`, `{"kind": "end"}`,
    `{"kind": "slept"}` or `{"kind": "interrupt"}`. They resolve, never reject:
    the exception is raised here, on Python's own stack.

    `host` is set when the kernel starts: a memory image (image.py) holds the functions already, and
    nothing of JavaScript's.
    """

    def __init__(self, can_block: Callable[[], bool], run_sync: Callable[[Any], Any]) -> None:
        self.host: Any = None
        self._can_block = can_block
        self._run_sync = run_sync
        self.typed: list[str] = []

    def install(self) -> None:
        builtins.input = self.input
        getpass.getpass = self.getpass
        time.sleep = self.sleep
        sys.stdin = InputStream(self.input)

    def input(self, prompt: object = "", /) -> str:
        return self._ask(str(prompt), password=False)

    def getpass(self, prompt: str = "Password: ", stream: Any = None, **_options: Any) -> str:
        return self._ask(prompt, password=True)

    def sleep(self, seconds: float, /) -> None:
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        if self._can_block():
            reply = json.loads(self._run_sync(self.host.sleep(float(seconds) * 1000)))
            if reply["kind"] == "interrupt":
                interrupts.strike()
            return
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            pass

    def _ask(self, prompt: str, *, password: bool) -> str:
        if self.typed:
            line = self.typed.pop(0)
        elif self._can_block():
            reply = json.loads(self._run_sync(self.host.input(prompt, password)))
            if reply["kind"] == "interrupt":
                interrupts.strike()
            if reply["kind"] == "end":
                sink.current.stream("stdout", prompt + "\n")
                raise EOFError("end of input")
            line = reply["line"]
        else:
            sink.current.stream("stdout", prompt + "\n")
            raise EOFError(
                "input() cannot wait for you at this place. "
                "Write the lines under “Lines for input()” first, then run the cell again."
            )
        echo = "•" * len(line) if password else line
        sink.current.stream("stdout", f"{prompt}{echo}\n")
        return line
