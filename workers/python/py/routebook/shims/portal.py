"""Synchronous code that waits for asynchronous code: `TestClient`, `async_to_sync` and others."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import Any

from .private_loop import PrivateLoop, run_private


def can_wait() -> bool:
    """True where the browser's loop runs, and lets Python wait for it at this place."""
    try:
        from pyodide.ffi import can_run_sync
    except ImportError:  # ordinary CPython, in tests
        return False
    return bool(can_run_sync()) and not isinstance(asyncio.get_running_loop(), PrivateLoop)


def wait_for(awaitable: Awaitable[Any]) -> Any:
    """The result of an awaitable, for synchronous code.

    The browser's loop brings it where JavaScript Promise Integration is there, else a private loop.
    """
    if can_wait():
        from pyodide.ffi import run_sync

        # A task of its own: libraries look for the current task.
        return run_sync(asyncio.ensure_future(awaitable))
    return run_private(_awaited(lambda: awaitable))


async def _awaited(func: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    result = func(*args, **kwargs)
    return await result if inspect.isawaitable(result) else result


class Portal:
    """`anyio.from_thread.BlockingPortal` without the thread: its loop runs while a call waits."""

    def __init__(self) -> None:
        self._loop = PrivateLoop()
        self._tasks: list[asyncio.Task[Any]] = []

    def call(self, func: Callable[..., Any], *args: Any) -> Any:
        """Calls the function inside the loop, and awaits what it returns if need be."""
        return self._loop.run(_awaited(func, *args))

    def start_task_soon(
        self, func: Callable[..., Any], *args: Any, name: str | None = None
    ) -> Future[Any]:
        """Starts the function as a task, which goes on during later calls."""
        return _TaskFuture(self._loop, self._start(_awaited(func, *args), name))

    def start_task(
        self, func: Callable[..., Any], *args: Any, name: str | None = None
    ) -> tuple[Future[Any], Any]:
        """Starts the function and waits until it has called `task_status.started(value)`."""
        status = _TaskStatus(self._loop)
        task = self._start(_awaited(func, *args, task_status=status), name)
        self._loop.run(_first(status.future, task))
        if not status.future.done():
            task.result()
            raise RuntimeError("Task exited without calling task_status.started()")
        return _TaskFuture(self._loop, task), status.future.result()

    @contextmanager
    def wrap_async_context_manager(
        self, manager: AbstractAsyncContextManager[Any]
    ) -> Iterator[Any]:
        """The asynchronous context manager as a plain one."""
        entered: asyncio.Future[Any] = self._loop.create_future()
        leave = asyncio.Event()

        async def hold() -> None:
            # One task enters and leaves: anyio's cancel scopes belong to a task.
            async with manager as value:
                entered.set_result(value)
                await leave.wait()

        task = self._start(hold(), None)
        self._loop.run(_first(entered, task))
        if not entered.done():
            task.result()
        try:
            yield entered.result()
        finally:
            leave.set()
            self._loop.run(task)

    async def stop(self, cancel_remaining: bool = False) -> None:
        """Waits for the tasks that are left, or cancels them."""
        for task in self._tasks:
            if cancel_remaining:
                task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def close(self, cancel_remaining: bool) -> None:
        """Ends the portal and its loop."""
        try:
            self._loop.run(self.stop(cancel_remaining))
        finally:
            self._loop.finish()

    def _start(self, coroutine: Any, name: str | None) -> asyncio.Task[Any]:
        task = self._loop.create_task(coroutine, name=name)
        self._tasks.append(task)
        return task


class _TaskStatus:
    """What a task gets to say that it has started."""

    def __init__(self, loop: PrivateLoop) -> None:
        self.future: asyncio.Future[Any] = loop.create_future()

    def started(self, value: Any = None) -> None:
        if not self.future.done():
            self.future.set_result(value)


class _TaskFuture(Future[Any]):
    """A task's result for synchronous code: asking for it runs the loop until it is there."""

    def __init__(self, loop: PrivateLoop, task: asyncio.Task[Any]) -> None:
        super().__init__()
        self._loop, self._task = loop, task
        self.set_running_or_notify_cancel()
        task.add_done_callback(self._settle)

    def _settle(self, task: asyncio.Task[Any]) -> None:
        if task.cancelled():
            self.set_exception(asyncio.CancelledError())
        elif (error := task.exception()) is not None:
            self.set_exception(error)
        else:
            self.set_result(task.result())

    def cancel(self) -> bool:
        return self._task.cancel()

    def result(self, timeout: float | None = None) -> Any:
        self._wait(timeout)
        return super().result(0)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        self._wait(timeout)
        return super().exception(0)

    def _wait(self, timeout: float | None) -> None:
        if not self.done():
            self._loop.run(asyncio.wait([self._task], timeout=timeout))


async def _first(*futures: asyncio.Future[Any]) -> None:
    await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)


@contextmanager
def start_blocking_portal(*_arguments: Any, **_options: Any) -> Iterator[Portal]:
    """`anyio.from_thread.start_blocking_portal`; backend and options make no difference."""
    portal = Portal()
    try:
        yield portal
    except BaseException:
        portal.close(cancel_remaining=True)
        raise
    portal.close(cancel_remaining=False)


def patch_from_thread(module: Any) -> None:
    """Gives anyio the portal; `from_thread.run` waits in the same way."""
    module.start_blocking_portal = start_blocking_portal
    module.run = lambda func, *args, **_options: wait_for(_awaited(func, *args))
    module.run_sync = lambda func, *args, **_options: func(*args)
