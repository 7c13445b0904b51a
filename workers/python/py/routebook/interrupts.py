"""When an interrupt may strike: only while the learner's own code runs.

The worker's side of the flag (`workers/python/interrupts.ts`) answers "no
interrupt" unless it is armed, so that Ctrl+C never lands in the runner.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


def _nothing() -> None:
    pass


arm: Callable[[], None] = _nothing
disarm: Callable[[], None] = _nothing


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
