"""What the gateway's tests share: a namespace with apps, and answers as values."""

import asyncio
import types
from collections.abc import Callable, Iterable
from typing import Any

from routebook.gateway.collected import BrokenOff, Collected, collect, collect_async
from routebook.gateway.gateway import Gateway
from routebook.gateway.request import Body, make_request
from routebook.gateway.watch import Watch
from routebook.shims.private_loop import PrivateLoop

Pairs = Iterable[tuple[str, str]]
BASE = "http://localhost:8000"


class Bench:
    """A gateway to the apps in a namespace of its own, and what it told the request log."""

    def __init__(self, app: object = None, **names: Any) -> None:
        self.main = types.ModuleType("__main__")
        vars(self.main).update(names)
        if app is not None:
            vars(self.main)["app"] = app
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.gateway = Gateway(lambda: self.main, lambda kind, data: self.told.append((kind, data)))

    @property
    def trace(self) -> dict[str, Any]:
        """What the log knows of the last request that ended."""
        return [data for kind, data in self.told if kind == "request-ended"][-1]

    def ask(
        self,
        method: str,
        path: str,
        headers: Pairs = (),
        body: bytes = b"",
        client: str = "",
        **options: Any,
    ) -> Collected:
        """Sends a request and waits; `collected.broken` is set where the answer broke off."""
        request = make_request(method, BASE + path, headers, Body(body), client=client, **options)
        watch = Watch()
        answer = Collected(watch)
        answer.raised = self.gateway.run(request, answer, watch)
        return answer

    def get(self, path: str = "/", **options: Any) -> Collected:
        return self.ask("GET", path, **options)


class Wire:
    """The page's end of a WebSocket."""

    def __init__(self) -> None:
        self.heard: list[Any] = []

    def open(self, protocol: str | None, headers: Any) -> None:
        self.heard.append(("open", protocol))

    def message(self, data: str | bytes) -> None:
        self.heard.append(data)

    def closed(self, code: int, reason: str, status: int | None) -> None:
        self.heard.append(("closed", code, reason, status))


def header(answer: Collected, name: str) -> list[str]:
    """All values of a header."""
    return [
        value.decode("latin-1")
        for key, value in answer.headers
        if key.decode("latin-1").lower() == name.lower()
    ]


def in_loop(work: Callable[[], Any]) -> Any:
    """The result of a coroutine function, run in a loop of its own."""
    loop = PrivateLoop()
    try:
        return loop.run(work())
    finally:
        loop.finish()


async def turns(count: int = 20) -> None:
    """Lets other tasks go on."""
    for _ in range(count):
        await asyncio.sleep(0)


__all__ = ["Bench", "BrokenOff", "Wire", "collect", "collect_async", "header", "in_loop", "turns"]
