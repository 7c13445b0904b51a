"""aiohttp's WebSockets: frames of RFC 6455, spoken to the protocol object that aiohttp makes.

Frames are written and read by the `websockets` library's protocol without sockets
(https://websockets.readthedocs.io/en/stable/howto/sansio.html).
"""

import asyncio
from typing import Any

from .aiohttp_app import AiohttpLife
from .asgi import Disconnected
from .asgi_socket import SocketCall
from .request import Request

# The frames' library writes these itself.
_OWN = frozenset({b"host", b"connection", b"upgrade", b"content-length"})
# Codes that never stand in a close frame (RFC 6455, 7.4.1).
_NOT_SENT = (1005, 1006, 1015)


async def run_aiohttp_socket(
    life: AiohttpLife, request: Request, protocols: list[str], call: SocketCall
) -> None:
    """Runs one WebSocket of an aiohttp application to its end."""
    wire = _Wire(request, protocols)
    protocol = life.connection()
    wire.join(protocol)
    await call.receive()  # websocket.connect
    inwards = asyncio.ensure_future(_inwards(wire, call))
    try:
        wire.flush()
        await _outwards(wire, call)
    except Disconnected:
        # The page has gone and said so; the application hears of it by the close frame.
        await inwards
    finally:
        inwards.cancel()
        wire.lose()


async def _inwards(wire: _Wire, call: SocketCall) -> None:
    """From the page to the application."""
    while True:
        message = await call.receive()
        if message["type"] == "websocket.receive":
            if message.get("text") is not None:
                wire.frames.send_text(message["text"].encode())
            else:
                wire.frames.send_binary(message["bytes"])
            wire.flush()
            continue
        code = message.get("code", 1001)
        wire.leave(None if code in _NOT_SENT else code, message.get("reason") or "")
        return


async def _outwards(wire: _Wire, call: SocketCall) -> None:
    """From the application to the page, until one of them has closed."""
    from websockets.frames import Close, Frame, Opcode

    parts: list[bytes] = []
    kind = Opcode.TEXT
    while (event := await wire.events.get()) is not None:
        if not isinstance(event, Frame):
            if event.status_code != 101:
                call.end(1006, event.reason_phrase, event.status_code)
                return
            accepted = {"type": "websocket.accept", "subprotocol": wire.frames.subprotocol}
            await call.send(accepted)
        elif event.opcode is Opcode.CLOSE:
            close = Close.parse(event.data)
            closing = {"type": "websocket.close", "code": close.code, "reason": close.reason}
            await call.send(closing)
            return
        elif event.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
            if event.opcode is not Opcode.CONT:
                kind = event.opcode
            parts.append(bytes(event.data))
            if event.fin:
                data, parts = b"".join(parts), []
                said = {"text": data.decode()} if kind is Opcode.TEXT else {"bytes": data}
                await call.send({"type": "websocket.send", **said})
    call.end(1006, "The application closed the connection.", 500)


class _Wire(asyncio.Transport):
    """The connection: takes what the server writes and reads it as frames."""

    def __init__(self, request: Request, protocols: list[str]) -> None:
        from websockets.client import ClientProtocol
        from websockets.uri import parse_uri

        super().__init__({"peername": ("127.0.0.1", 0), "sockname": (request.host, request.port)})
        uri = parse_uri(f"ws://{request.host}:{request.port}{request.target}")
        self.frames = ClientProtocol(uri, subprotocols=protocols or None, max_size=None)
        self.events: asyncio.Queue[Any] = asyncio.Queue()
        self._protocol: Any = None
        handshake = self.frames.connect()
        for name, value in request.headers:
            if name.lower() not in _OWN and not name.lower().startswith(b"sec-websocket-"):
                handshake.headers[name.decode("latin-1")] = value.decode("latin-1")
        self.frames.send_request(handshake)

    def join(self, protocol: Any) -> None:
        """The server's end."""
        self._protocol = protocol
        protocol.connection_made(self)

    def flush(self) -> None:
        """Hands the server what the page's end has to say."""
        for data in self.frames.data_to_send():
            if self._protocol is None:
                return
            if data:
                self._protocol.data_received(data)
            else:
                self.lose()

    def leave(self, code: int | None, reason: str) -> None:
        """Says goodbye."""
        if not self.frames.close_expected() and self._protocol is not None:
            self.frames.send_close(code, reason if code is not None else "")
            self.flush()

    def lose(self) -> None:
        """The connection is gone, for both ends."""
        protocol, self._protocol = self._protocol, None
        if protocol is not None:
            protocol.connection_lost(None)
            self.events.put_nowait(None)

    def write(self, data: Any) -> None:
        if self._protocol is None:
            return
        self.frames.receive_data(bytes(data))
        for event in self.frames.events_received():
            self.events.put_nowait(event)
        self.flush()

    def writelines(self, list_of_data: Any) -> None:
        self.write(b"".join(list_of_data))

    def close(self) -> None:
        self.lose()

    abort = close

    def is_closing(self) -> bool:
        return self._protocol is None

    def pause_reading(self) -> None:
        """Frames come one by one, and are read."""

    resume_reading = pause_reading

    def is_reading(self) -> bool:
        return not self.is_closing()

    def get_write_buffer_size(self) -> int:
        return 0

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Nothing is buffered here."""

    def get_protocol(self) -> Any:
        return self._protocol

    def set_protocol(self, protocol: Any) -> None:
        """The server's end stays the same for WebSockets."""
