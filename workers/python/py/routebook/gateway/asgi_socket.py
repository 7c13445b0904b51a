"""The server's side of ASGI 3.0 for WebSockets."""

import asyncio
from typing import Any, Protocol

from .asgi import App, Disconnected, Message, headers_of, scope_of
from .request import Headers, Request
from .response import BadAnswer, check_headers
from .trace import Trace

_NORMAL, _AWAY, _ERROR = 1000, 1001, 1011


class SocketOutlet(Protocol):
    """Where a WebSocket's messages go."""

    def open(self, protocol: str | None, headers: Headers) -> None:
        """The app accepted it."""

    def message(self, data: str | bytes) -> None:
        """The app sent something."""

    def closed(self, code: int, reason: str, status: int | None) -> None:
        """It is over; `status` is that of the HTTP answer where the app never accepted it."""


class SocketCall:
    """`receive` and `send` of one WebSocket."""

    def __init__(self, outlet: SocketOutlet, trace: Trace) -> None:
        self._outlet = outlet
        self._trace = trace
        self._incoming: asyncio.Queue[Message] = asyncio.Queue()
        self._incoming.put_nowait({"type": "websocket.connect"})
        self.accepted = False
        self.over = False
        self.status: int | None = None
        """Of the answer to the handshake: 101 where the app accepted it."""
        self.headers: Headers = []
        self.sent = 0
        """Bytes that the app sent."""

    def say(self, data: str | bytes) -> None:
        """The other side sent something."""
        kind = "text" if isinstance(data, str) else "bytes"
        self._incoming.put_nowait({"type": "websocket.receive", kind: data})

    def leave(self, code: int = _AWAY, reason: str = "") -> None:
        """The other side closed it."""
        if self.over:
            return
        self.over = True
        self._incoming.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self._outlet.closed(code, reason, None)

    async def receive(self) -> Message:
        """The next message; after the end `websocket.disconnect`."""
        message = await self._incoming.get()
        self._trace.message("receive", message)
        return message

    async def send(self, message: Message) -> None:
        """`websocket.accept`, `websocket.send`, `websocket.close`."""
        self._trace.message("send", message)
        kind = message.get("type") if isinstance(message, dict) else None
        if self.over:
            raise Disconnected("The WebSocket is closed.")
        if kind == "websocket.close":
            self.end(message.get("code", _NORMAL), message.get("reason") or "", 403)
        elif not self.accepted:
            if kind != "websocket.accept":
                raise BadAnswer(f"The app must accept or close the WebSocket first; {kind!r} came.")
            headers = headers_of(message)
            check_headers(headers)
            self.accepted = True
            self.status, self.headers = 101, headers
            self._outlet.open(message.get("subprotocol"), headers)
        elif kind == "websocket.send":
            data = _data(message)
            self.sent += len(data.encode() if isinstance(data, str) else data)
            self._outlet.message(data)
        else:
            raise BadAnswer(f"On an open WebSocket come websocket.send and .close, not {kind!r}.")

    def end(self, code: int, reason: str, status: int) -> None:
        """Closes it from the app's side; `status` is for a WebSocket that was never accepted."""
        if self.over:
            return
        self.over = True
        if self.accepted:
            self._outlet.closed(code, reason, None)
            self._incoming.put_nowait({"type": "websocket.disconnect", "code": code})
        else:
            self.status = status
            self._outlet.closed(1006, reason, status)


async def run_socket(
    app: App,
    request: Request,
    protocols: list[str],
    call: SocketCall,
    trace: Trace,
    state: dict[str, Any] | None,
) -> None:
    """Runs the app until it returns. Raises what it raises, after the WebSocket was closed."""
    scope = scope_of(request, "websocket", state, "")
    scope["subprotocols"] = protocols
    trace.scope(scope)
    try:
        await app(scope, call.receive, call.send)
    except Disconnected:
        return
    except BaseException:
        call.end(_ERROR, "", 500)
        raise
    if not call.accepted and not call.over:
        call.end(_ERROR, "", 500)
        raise BadAnswer("The app returned without accepting or closing the WebSocket.")
    call.end(_NORMAL, "", 500)


def _data(message: Message) -> str | bytes:
    text, data = message.get("text"), message.get("bytes")
    if isinstance(text, str):
        return text
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data)
    raise BadAnswer(f"websocket.send carries text (str) or bytes, and here is {message!r:.200}.")
