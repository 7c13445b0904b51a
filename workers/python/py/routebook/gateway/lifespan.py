"""ASGI's lifespan: startup before the first request, shutdown when the app is replaced."""

import asyncio
from typing import Any

from .asgi import ASGI, App, Message

TASK_NAME = "routebook gateway: lifespan"


class StartupFailed(RuntimeError):
    """The app said lifespan.startup.failed; the message is its own."""


class Lifespan:
    """One app's life in the loop in which it was started."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._events: asyncio.Queue[Message] = asyncio.Queue()
        self._started: asyncio.Future[None] | None = None
        self._task: asyncio.Task[None] | None = None
        self.state: dict[str, Any] = {}

    async def start(self) -> None:
        """Starts it unless it has started. Raises what the app raised after startup.failed.

        As servers do by default, an app that raises before it has said anything about its startup
        counts as one that knows no lifespan.
        """
        loop = asyncio.get_running_loop()
        if self._started is None:
            self._started = loop.create_future()
            self._task = loop.create_task(self._live(self._started), name=TASK_NAME)
            # An app that a cell has replaced goes with its task when memory is tidied up, at any
            # time: asyncio would say so in the middle of another cell's output.
            self._task._log_destroy_pending = False  # type: ignore[attr-defined]
            self._events.put_nowait({"type": "lifespan.startup"})
        if not self._started.done() and self._started.get_loop() is loop:
            await asyncio.shield(self._started)
        elif self._started.done():
            self._started.result()

    async def stop(self) -> bool:
        """Tells the app to shut down and waits for it; False where it lives in another loop."""
        if self._task is None or self._task.done():
            return True
        if self._task.get_loop() is not asyncio.get_running_loop():
            return False
        self._events.put_nowait({"type": "lifespan.shutdown"})
        await asyncio.wait([self._task])
        return True

    async def _live(self, started: asyncio.Future[None]) -> None:
        failed: list[str] = []

        async def send(message: Message) -> None:
            kind = message["type"]
            if kind == "lifespan.startup.complete":
                started.set_result(None)
            elif kind == "lifespan.startup.failed":
                failed.append(message.get("message", ""))

        scope = {"type": "lifespan", "asgi": ASGI, "state": self.state}
        try:
            await self._app(scope, self._events.get, send)
        except BaseException as error:
            if started.done():
                if isinstance(error, Exception):
                    _tell(error)
                    return
                raise
            if failed:
                started.set_exception(error)
            else:
                started.set_result(None)
            if not isinstance(error, Exception):
                raise
            return
        if not started.done():
            if failed:
                started.set_exception(StartupFailed(failed[0] or "The app could not start."))
            else:
                started.set_result(None)


def _tell(error: Exception) -> None:
    """An error while the app shuts down: nobody waits for it."""
    from .. import failures, sink

    text = failures.message_of(error)
    sink.current.notice(f"The app failed while it shut down. {type(error).__name__}: {text}")
