"""An event loop of its own inside the one that runs: asynchronous code waited for synchronously.

Elsewhere `TestClient` and `async_to_sync` run a loop in a second thread. Here
the running loop is put aside, another one runs until the result is there, and
the first is put back. Python alone does it, so it works in every browser; but
what only the browser's own loop can bring, such as a promise of JavaScript's,
never comes to a private loop.
"""

import asyncio
import time
from asyncio import events, tasks
from collections.abc import Awaitable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

NEVER_COMES = (
    "This code waits for something that cannot come while it is called synchronously. "
    "Call it with `await` instead."
)


class PrivateLoop(asyncio.BaseEventLoop):
    """A loop without files and sockets: only callbacks, timers and tasks."""

    def __init__(self) -> None:
        super().__init__()
        # The base class asks its selector to wait for the next timer.
        self._selector = self

    def run(self, coroutine: Awaitable[Any]) -> Any:
        """The awaitable's result. RuntimeError with a sentence where it can never come."""
        with outside():
            return self.run_until_complete(coroutine)

    def finish(self) -> None:
        """Cancels what is left, as `asyncio.run` does, and closes the loop."""
        left = asyncio.all_tasks(self)
        for task in left:
            task.cancel()
        if left:
            self.run(asyncio.wait(left))
        self.run(self.shutdown_asyncgens())
        self.close()

    def select(self, timeout: float | None) -> list[Any]:
        """Waits until the next timer is due; None means that there is nothing to wait for."""
        if timeout is None:
            raise RuntimeError(NEVER_COMES)
        if timeout > 0:
            time.sleep(timeout)
        return []

    def _process_events(self, event_list: list[Any]) -> None:
        pass

    def _write_to_self(self) -> None:
        pass


def run_private(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Runs a coroutine in a loop that is made for it."""
    loop = PrivateLoop()
    try:
        return loop.run(coroutine)
    finally:
        loop.finish()


@contextmanager
def outside() -> Iterator[None]:
    """The block sees no running loop and no current task."""
    loop = events._get_running_loop()
    task = _swap(loop, None)
    events._set_running_loop(None)
    try:
        yield
    finally:
        events._set_running_loop(loop)
        _swap(loop, task)


@contextmanager
def inside(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """The block sees `loop` as the running one, whatever runs around it."""
    with outside():
        events._set_running_loop(loop)
        try:
            yield
        finally:
            events._set_running_loop(None)


def _swap(loop: asyncio.AbstractEventLoop | None, task: Any) -> Any:
    return None if loop is None else tasks._swap_current_task(loop, task)  # type: ignore[attr-defined]
