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


@contextmanager
def armed() -> Iterator[None]:
    arm()
    try:
        yield
    finally:
        disarm()
