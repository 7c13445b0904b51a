"""Connections to the learner's app for clients that write HTTP themselves."""

import asyncio
import io
from http.client import parse_headers
from typing import Any

from ..gateway.collected import Collected
from ..gateway.discovery import NoApp
from ..gateway.local import ask, ask_async, assert_listening


class LocalSocket:
    """What `http.client` takes for a socket: the answer is made when it is read.

    ConnectionRefusedError, with a sentence, where no app is at that place.
    """

    def __init__(self, host: str, port: int) -> None:
        try:
            assert_listening(port)
        except NoApp as error:
            raise ConnectionRefusedError(str(error)) from None
        self._place = f"http://{host}:{port}"
        self._sent = bytearray()

    def sendall(self, data: Any, flags: int = 0) -> None:
        self._sent += bytes(data)

    def makefile(self, mode: str = "r", *_args: Any, **_options: Any) -> io.BytesIO:
        """The raw answer."""
        wanted = read_request(bytes(self._sent))
        self._sent.clear()
        if wanted is None:
            raise ConnectionError("The request was not complete.")
        method, target, headers, body = wanted
        return io.BytesIO(raw_answer(ask(method, self._place + target, headers, body)))

    def settimeout(self, timeout: float | None) -> None:
        """An app in the same tab answers when it answers."""

    def setsockopt(self, *_options: Any) -> None:
        """There is no socket to set."""

    def shutdown(self, how: int) -> None:
        """There is nothing to shut down."""

    def close(self) -> None:
        """Nothing is held open."""


class LocalTransport(asyncio.Transport):
    """What aiohttp's client takes for a connection."""

    def __init__(self, host: str, port: int, protocol: Any) -> None:
        super().__init__({"peername": (host, port)})
        self._place = f"http://{host}:{port}"
        self._protocol = protocol
        self._sent = bytearray()
        self._closed = False
        self._task: asyncio.Task[None] | None = None

    def write(self, data: Any) -> None:
        self._sent += bytes(data)
        wanted = read_request(bytes(self._sent))
        if wanted is not None:
            self._sent.clear()
            self._task = asyncio.ensure_future(self._answer(*wanted))

    def writelines(self, list_of_data: Any) -> None:
        self.write(b"".join(list_of_data))

    async def _answer(
        self, method: str, target: str, headers: list[tuple[str, str]], body: bytes
    ) -> None:
        try:
            answer = await ask_async(method, self._place + target, headers, body)
        except NoApp as error:
            self._end(ConnectionRefusedError(str(error)))
        except Exception as error:
            self._end(error)
        else:
            if not self._closed:
                self._protocol.data_received(raw_answer(answer))
                self._end(None)

    def _end(self, error: Exception | None) -> None:
        if not self._closed:
            self._closed = True
            self._protocol.connection_lost(error)

    def close(self) -> None:
        asyncio.get_running_loop().call_soon(self._end, None)

    abort = close

    def is_closing(self) -> bool:
        return self._closed

    def is_reading(self) -> bool:
        return True

    def pause_reading(self) -> None:
        """An answer comes in one piece."""

    resume_reading = pause_reading


def read_request(data: bytes) -> tuple[str, str, list[tuple[str, str]], bytes] | None:
    """Method, target, headers and body of a raw request; None where more has to come."""
    head, found, rest = data.partition(b"\r\n\r\n")
    if not found:
        return None
    line, _, fields = head.partition(b"\r\n")
    method, target, _ = line.decode("latin-1").split(" ", 2)
    headers = parse_headers(io.BytesIO(fields + b"\r\n\r\n"))
    length = headers.get("Content-Length")
    if "chunked" in headers.get("Transfer-Encoding", "").lower():
        body = _unchunked(rest)
    else:
        body = None if length is not None and len(rest) < int(length) else rest
    if body is None:
        return None
    kept = [(name, value) for name, value in headers.items() if name.lower() != "transfer-encoding"]
    return method, target, kept, body


def _unchunked(data: bytes) -> bytes | None:
    body = bytearray()
    while True:
        line, found, data = data.partition(b"\r\n")
        if not found:
            return None
        size = int(line.partition(b";")[0], 16)
        if size == 0:
            return bytes(body)
        if len(data) < size + 2:
            return None
        body += data[:size]
        data = data[size + 2 :]


def raw_answer(answer: Collected) -> bytes:
    """The answer as HTTP/1.1, at whose end the connection closes."""
    lines = [f"HTTP/1.1 {answer.status} {answer.reason}".encode("latin-1")]
    lines += [name + b": " + value for name, value in answer.headers]
    lines += [b"Connection: close", b"", b""]
    return b"\r\n".join(lines) + answer.body
