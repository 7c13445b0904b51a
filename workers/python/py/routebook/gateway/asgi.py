"""The server's side of ASGI 3.0 for HTTP (https://asgi.readthedocs.io/en/latest/specs/www.html)."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote

from .limits import TooLarge
from .request import Headers, Request
from .response import BadAnswer, Response
from .trace import Trace

Message = dict[str, Any]
App = Callable[..., Awaitable[None]]

# With 2.3 an app listens for the end of a connection, and so notices it while it waits.
ASGI = {"version": "3.0", "spec_version": "2.3"}


# Messages to nobody within one turn of the loop, after which an app counts as one that never waits.
_MOST_DROPPED = 100


class Disconnected(OSError):
    """The app goes on sending although its reader has gone."""


def scope_of(request: Request, kind: str, state: dict[str, Any] | None, root_path: str) -> Message:
    """The scope of a request or a WebSocket."""
    scope: Message = {
        "type": kind,
        "asgi": ASGI,
        "http_version": "1.1",
        "server": (request.host, request.port),
        "client": ("127.0.0.1", 0),
        "scheme": request.scheme,
        "root_path": root_path,
        "path": root_path + unquote(request.path.decode("ascii").removeprefix(root_path)),
        "raw_path": request.path,
        "query_string": request.query,
        "headers": [(name.lower(), value) for name, value in request.headers],
    }
    if kind == "http":
        scope["method"] = request.method
    if state is not None:
        scope["state"] = state.copy()
    return scope


class HttpCall:
    """`receive` and `send` of one request."""

    def __init__(self, request: Request, response: Response, trace: Trace) -> None:
        self._body = request.body
        self._response = response
        self._trace = trace
        self._body_given = False
        self._over = asyncio.Event()
        self._gone = False
        self._dropped = 0

    def disconnect(self) -> None:
        """The reader went away."""
        self._gone = True
        # An app that waits to send goes on first: so it is in its own code when it is cancelled.
        self._response.window.release()
        self._over.set()

    async def receive(self) -> Message:
        """`http.request` until the body is given, then `http.disconnect` when all is over."""
        message: Message = {"type": "http.disconnect"}
        if self._body_given and not self._gone:
            await self._over.wait()
        elif not self._gone:
            body, more = await self._next_chunk()
            self._body_given = not more
            if not self._gone:
                message = {"type": "http.request", "body": body, "more_body": more}
        self._trace.message("receive", message)
        return message

    async def send(self, message: Message) -> None:
        """`http.response.start`, then `http.response.body` once or more."""
        if self._gone:
            self._drop()
            return
        self._trace.message("send", message)
        kind = message.get("type") if isinstance(message, dict) else None
        if not self._response.started:
            if kind != "http.response.start":
                raise BadAnswer(f"The first message is http.response.start, and {kind!r} came.")
            self._response.start(_status(message), headers_of(message))
            return
        if kind != "http.response.body":
            raise BadAnswer(f"After the start come messages http.response.body, and {kind!r} came.")
        if self._response.ended:
            raise BadAnswer("The answer is complete (more_body was False), and another part came.")
        self._response.write(_body(message))
        if message.get("more_body", False):
            await self._response.window.room()
            return
        self._over.set()
        self._response.end()

    def finish(self) -> None:
        """The app has returned: its answer has to be complete."""
        if self._gone or self._response.ended:
            return
        if not self._response.started:
            raise BadAnswer("The app returned without sending an answer.")
        raise BadAnswer("The app returned in the middle of its answer (more_body was True).")

    def _drop(self) -> None:
        """Lets a message for nobody fall, as uvicorn does; Disconnected (as of ASGI 2.4) for an app
        that would go on for ever because it never waits."""
        if self._dropped == _MOST_DROPPED:
            raise Disconnected("The client has gone.")
        if self._dropped == 0:
            asyncio.get_running_loop().call_soon(self._forget)
        self._dropped += 1

    def _forget(self) -> None:
        self._dropped = 0

    async def _next_chunk(self) -> tuple[bytes, bool]:
        if self._body.ended:
            return await self._read()
        chunk = asyncio.ensure_future(self._read())
        over = asyncio.ensure_future(self._over.wait())
        try:
            await asyncio.wait([chunk, over], return_when=asyncio.FIRST_COMPLETED)
            return chunk.result() if chunk.done() else (b"", False)
        finally:
            chunk.cancel()
            over.cancel()

    async def _read(self) -> tuple[bytes, bool]:
        try:
            return await self._body.chunk()
        except TooLarge as error:
            # Said by the gateway itself: a framework would make an error of its own of it.
            if not self._response.started:
                self._response.answer(413, str(error))
            self.disconnect()
            return b"", False


async def run_asgi(
    app: App,
    request: Request,
    response: Response,
    trace: Trace,
    listen: Callable[[Callable[[], None]], None],
    state: dict[str, Any] | None = None,
    root_path: str = "",
) -> None:
    """Runs the app to its end, background tasks included.

    `listen` gets what to call when the reader goes.
    """
    scope = scope_of(request, "http", state, root_path)
    trace.scope(scope)
    call = HttpCall(request, response, trace)
    listen(call.disconnect)
    try:
        result = await app(scope, call.receive, call.send)
    except Disconnected as error:
        # The frames are in a circle with the error: a generator in them would be closed only when
        # the collector comes by, and its `finally` is what ends a subscription.
        traceback.clear_frames(error.__traceback__)
        return
    if result is not None:
        raise BadAnswer(
            f"An ASGI app returns nothing, and this one returned {type(result).__name__}. "
            "It answers by `await send(…)`."
        )
    call.finish()


def headers_of(message: Message) -> Headers:
    """The message's headers. BadAnswer where they are not pairs of bytes."""
    pairs: Headers = []
    for pair in message.get("headers", ()):
        try:
            name, value = pair
        except (TypeError, ValueError) as error:
            raise BadAnswer(f"Each header is a pair (name, value), not {pair!r}.") from error
        if not isinstance(name, bytes) or not isinstance(value, bytes):
            raise BadAnswer(f"Name and value of a header are bytes in ASGI, and here is {pair!r}.")
        pairs.append((bytes(name), bytes(value)))
    return pairs


def _status(message: Message) -> int:
    status = message.get("status")
    if isinstance(status, bool) or not isinstance(status, int) or not 100 <= status <= 999:
        raise BadAnswer(f"The status is a number such as 200, not {status!r}.")
    return int(status)


def _body(message: Message) -> bytes:
    body = message.get("body", b"")
    if not isinstance(body, (bytes, bytearray, memoryview)):
        raise BadAnswer(
            f"A body is bytes in ASGI, and here is {type(body).__name__}. "
            'Encode text first: text.encode("utf-8").'
        )
    return bytes(body)
