"""Threads run inline: what would go to a thread runs at once, on the caller's stack.

A tab's Python has one thread. A FastAPI `def` endpoint, Django's sync views
under ASGI, `asyncio.to_thread` and thread pools only want the work done, and
that can be had without a thread. A bare `threading.Thread` promises to run
beside the caller; that cannot be had, and a sentence says so.
"""

import asyncio
import concurrent.futures
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from .hook import on_import
from .portal import can_wait, patch_from_thread, wait_for
from .private_loop import run_private

NO_THREADS = (
    "A browser tab runs Python in a single thread, so this thread cannot start. "
    "Call the function directly, or write it as `async def` and use asyncio."
)


def install() -> None:
    """Mends asyncio, thread pools and threads now, anyio and asgiref when they are imported."""
    threading.Thread.start = _refuse_start  # type: ignore[method-assign]
    asyncio.to_thread = _to_thread
    asyncio.threads.to_thread = _to_thread
    _patch_loop()
    on_import("concurrent.futures.thread", _patch_pool)
    on_import("anyio.to_thread", _patch_to_thread)
    on_import("anyio.from_thread", patch_from_thread)
    on_import("asgiref.sync", _patch_asgiref)


def _refuse_start(_thread: threading.Thread) -> None:
    raise RuntimeError(NO_THREADS)


async def _to_thread(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    # Others get their turn, as they would while a thread works.
    await asyncio.sleep(0)
    return function(*args, **kwargs)


class InlineExecutor(concurrent.futures.Executor):
    """A ThreadPoolExecutor whose `submit` does the work before it returns."""

    def __init__(
        self,
        max_workers: int | None = None,
        thread_name_prefix: str = "",
        initializer: Callable[..., object] | None = None,
        initargs: tuple[Any, ...] = (),
        **_options: Any,
    ) -> None:
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        self._max_workers = max_workers or 1
        self._closed = False
        if initializer is not None:
            initializer(*initargs)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Runs the function now; the future that comes back is done."""
        if self._closed:
            raise RuntimeError("cannot schedule new futures after shutdown")
        return _done(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._closed = True


def _done(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_running_or_notify_cancel()
    try:
        future.set_result(function(*args, **kwargs))
    except Exception as error:
        future.set_exception(error)
    return future


def _patch_pool(module: Any) -> None:
    module.ThreadPoolExecutor = InlineExecutor
    concurrent.futures.ThreadPoolExecutor = InlineExecutor  # type: ignore[misc]


def _patch_loop() -> None:
    """`loop.run_in_executor` runs inline; `asyncio.run` works in every browser."""
    asyncio.BaseEventLoop.run_in_executor = _run_in_executor  # type: ignore[assignment,method-assign]
    try:
        from pyodide.webloop import WebLoop
    except ImportError:  # ordinary CPython, in tests
        return
    WebLoop.run_in_executor = _run_in_executor
    asyncio.run = asyncio.runners.run = _run

    run_until_complete = WebLoop.run_until_complete

    def run(self: Any, future: Any) -> Any:
        if can_wait() or not asyncio.iscoroutine(future):
            return run_until_complete(self, future)
        return run_private(future)

    WebLoop.run_until_complete = run


def _run(main: Any, *, debug: bool | None = None, loop_factory: Any = None) -> Any:
    """`asyncio.run`. Its loop is the one that runs already, or a private one."""
    if not asyncio.iscoroutine(main):
        raise ValueError(f"a coroutine was expected, got {main!r}")
    return wait_for(main)


def _run_in_executor(
    loop: asyncio.AbstractEventLoop,
    executor: Executor | None,
    function: Callable[..., Any],
    *args: Any,
) -> asyncio.Future[Any]:
    future = _done(function, *args) if executor is None else executor.submit(function, *args)
    return asyncio.wrap_future(future, loop=loop)


def _patch_to_thread(module: Any) -> None:
    async def run_sync(function: Callable[..., Any], *args: Any, **_options: Any) -> Any:
        """Runs the function here and now; the limiter has nothing to limit."""
        await asyncio.sleep(0)
        return function(*args)

    module.run_sync = run_sync


def _patch_asgiref(module: Any) -> None:
    """`sync_to_async` runs inline; `async_to_sync` waits where the browser lets Python wait."""

    async def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        await asyncio.sleep(0)
        return self.func(*args, **kwargs)

    module.SyncToAsync.__call__ = call

    def call_async(self: Any, *args: Any, **kwargs: Any) -> Any:
        return wait_for(self.awaitable(*args, **kwargs))

    module.AsyncToSync.__call__ = call_async
