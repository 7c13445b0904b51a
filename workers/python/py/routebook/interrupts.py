"""When an interrupt may strike: only while the learner's own code runs.

The worker's side of the flag (`workers/python/interrupts.ts`) answers "no
interrupt" unless it is armed, so that Ctrl+C never lands in the runner.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn


def _nothing() -> None:
    pass


def _no_time() -> float:
    return 0


arm: Callable[[], None] = _nothing
disarm: Callable[[], None] = _nothing
overtime: Callable[[], float] = _no_time
"""Seconds after which a request was just stopped for computing so long; 0 if it was not."""


_depth = 0


@contextmanager
def armed() -> Iterator[None]:
    """The block is the learner's code. Blocks may overlap: a cell waits while a request runs."""
    global _depth
    _depth += 1
    arm()
    try:
        yield
    finally:
        _depth -= 1
        if _depth == 0:
            disarm()


struck = 0
"""Counts interrupts, for code that must know of one which others have caught."""


def strike(*_signal: Any) -> NoReturn:
    """Interrupts the learner's code here."""
    global struck
    struck += 1
    raise KeyboardInterrupt


@contextmanager
def not_swallowed() -> Iterator[None]:
    """Ends with KeyboardInterrupt where the block was interrupted and made something else of it.

    Command-line libraries turn Ctrl+C into an exit code; the cell that runs them has to stop.
    """
    before = struck
    former = signal.signal(signal.SIGINT, strike)
    try:
        yield
    except Exception, SystemExit:
        if struck == before:
            raise
    finally:
        signal.signal(signal.SIGINT, former)
    if struck != before:
        raise KeyboardInterrupt
