"""aiohttp's applications: its own server protocol, on a transport that is no socket.

aiohttp has no interface below HTTP itself, so the request is written out as HTTP/1.1, given to the
protocol object that aiohttp makes for each connection, and what that writes is read again.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from .request import Request
from .response import Response


class AiohttpLife:
    """One application, started; the counterpart of ASGI's lifespan."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._runner: Any = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def start(self) -> None:
        """Runs the application's startup, once."""
        if self._runner is None:
            from aiohttp import web

            runner = web.AppRunner(self._app, handle_signals=False, access_log=None)
            await runner.setup()
            self._runner = runner
            self._loop = asyncio.get_running_loop()

    async def stop(self) -> bool:
        """Runs its shutdown and cleanup; False where it lives in another loop."""
        if self._runner is None:
            return True
        if self._loop is not asyncio.get_running_loop():
            return False
        await self._runner.cleanup()
        return True

    def connection(self) -> Any:
        """A new protocol object, as for an accepted connection."""
        return self._runner.server()


async def run_aiohttp(
    life: AiohttpLife,
    request: Request,
    response: Response,
    listen: Callable[[Callable[[], None]], None],
) -> None:
    """Sends the request through the application and passes on what comes."""
    import h11

    body = await request.body.whole()
    reader = h11.Connection(our_role=h11.CLIENT)
    head = h11.Request(method=request.method, target=request.target, headers=request.headers)
    message = reader.send(head) or b""
    message += reader.send(h11.Data(data=body)) or b"" if body else b""
    message += reader.send(h11.EndOfMessage()) or b""
    protocol = life.connection()
    transport = _Transport(reader, response, request)
    listen(lambda: _leave(transport, protocol))
    protocol.connection_made(transport)
    try:
        protocol.data_received(message)
        await transport.finished
    finally:
        transport.closed = True
        protocol.connection_lost(None)


def _leave(transport: _Transport, protocol: Any) -> None:
    transport.stop()
    protocol.connection_lost(None)


class _Transport(asyncio.Transport):
    """Takes what the server writes, and reads it as HTTP."""

    def __init__(self, reader: Any, response: Response, request: Request) -> None:
        super().__init__({"peername": ("127.0.0.1", 0), "sockname": (request.host, request.port)})
        self._reader = reader
        self._response = response
        self.closed = False
        self.finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def write(self, data: Any) -> None:
        if self.closed or self.finished.done():
            return
        try:
            self._reader.receive_data(bytes(data))
            self._read()
        except Exception as error:
            self.finished.set_exception(error)

    def writelines(self, list_of_data: Any) -> None:
        self.write(b"".join(list_of_data))

    def close(self) -> None:
        if not self.closed and not self.finished.done():
            self.closed = True
            self._reader.receive_data(b"")
            self._read()
            self.stop()

    abort = close

    def stop(self) -> None:
        """Nothing more is read."""
        if not self.finished.done():
            self.finished.set_result(None)

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None:
        """There is one request, and it is read."""

    resume_reading = pause_reading

    def is_reading(self) -> bool:
        return not self.closed

    def get_write_buffer_size(self) -> int:
        return 0

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Nothing is buffered here."""

    def get_protocol(self) -> Any:
        return None

    def set_protocol(self, protocol: Any) -> None:
        """The protocol does not change: WebSockets come another way."""

    def _read(self) -> None:
        import h11

        while True:
            event = self._reader.next_event()
            if isinstance(event, h11.Response):
                headers = [(bytes(name), bytes(value)) for name, value in event.headers.raw_items()]
                self._response.start(
                    event.status_code, headers, bytes(event.reason).decode("latin-1")
                )
            elif isinstance(event, h11.Data):
                self._response.write(bytes(event.data))
            elif isinstance(event, h11.EndOfMessage):
                self._response.end()
                self.stop()
                return
            elif not isinstance(event, h11.InformationalResponse):
                return
