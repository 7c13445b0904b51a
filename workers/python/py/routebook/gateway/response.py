"""The answer on its way out: the rules that hold for WSGI and ASGI alike."""

import re
from http import HTTPStatus
from typing import Protocol

from .limits import Window
from .request import Headers, Request

_NAME = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+\Z")
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
# They describe one connection between two machines, and here is none (RFC 9110, 7.6.1).
HOP_BY_HOP = frozenset(
    {
        b"connection",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)


class BadAnswer(RuntimeError):
    """The app broke a rule of HTTP, WSGI or ASGI; the message says which, in a sentence."""


class Outlet(Protocol):
    """Where an answer goes."""

    def head(self, status: int, reason: str, headers: Headers) -> None:
        """Status line and headers; once, before all chunks."""

    def chunk(self, data: bytes) -> None:
        """A part of the body."""

    def end(self) -> None:
        """The answer is complete."""

    def fail(self, message: str) -> None:
        """The answer breaks off after its head."""


class Response:
    """Checks what the app sends, leaves out what must not be sent, and counts."""

    def __init__(self, request: Request, outlet: Outlet, window: Window) -> None:
        self._outlet = outlet
        self._head_only = request.method == "HEAD"
        self._declared: int | None = None
        self.window = window
        self.status: int | None = None
        self.headers: Headers = []
        self.size = 0
        """Bytes of body that the app produced and that belong to the answer."""
        self.ended = False

    @property
    def started(self) -> bool:
        return self.status is not None

    def start(self, status: int, headers: Headers, reason: str | None = None) -> None:
        """Sends the head. BadAnswer where a header cannot be sent."""
        check_headers(headers)
        self.headers = [pair for pair in headers if pair[0].lower() not in HOP_BY_HOP]
        self._declared = None if self._no_body(status) else _declared_length(headers)
        self.status = status
        self._outlet.head(status, reason if reason is not None else phrase(status), self.headers)

    def write(self, data: bytes) -> None:
        """Sends a part of the body; what exceeds the declared length is left out, as servers do."""
        if self._declared is not None:
            data = data[: self._declared - self.size]
        self.size += len(data)
        if not data or self.status is None or self._no_body(self.status) or self._head_only:
            return
        self.window.give(len(data))
        self._outlet.chunk(data)

    def end(self) -> None:
        """Ends it. BadAnswer where less came than was declared."""
        missing = (self._declared or 0) - self.size
        if missing > 0 and not self._head_only:
            raise BadAnswer(
                f"The header Content-Length promises {self._declared} bytes, and {self.size} came."
            )
        self.ended = True
        self._outlet.end()

    def fail(self, message: str) -> None:
        """Breaks off."""
        self.ended = True
        self._outlet.fail(message)

    def answer(self, status: int, text: str) -> None:
        """A whole answer of plain text, by the gateway itself."""
        body = text.encode("utf-8")
        self.start(status, [(b"content-type", b"text/plain; charset=utf-8")])
        self.write(body)
        self.end()

    def _no_body(self, status: int) -> bool:
        return status < 200 or status in (204, 304)


def check_headers(headers: Headers) -> None:
    """BadAnswer for names and values that would break the message apart (RFC 9110, 5.5)."""
    for name, value in headers:
        shown = name.decode("latin-1")
        if not _NAME.match(name):
            raise BadAnswer(f"{shown!r} is no name for a header.")
        if _CONTROL.search(value):
            raise BadAnswer(
                f"The header {shown} has a line break or another control character in its value. "
                "Text from outside must not get into headers unchecked (header injection)."
            )


def phrase(status: int) -> str:
    """The usual words for a status; nothing for an unknown one."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _declared_length(headers: Headers) -> int | None:
    for name, value in headers:
        if name.lower() == b"content-length":
            if not value.isdigit():
                raise BadAnswer(
                    f"Content-Length must be a number, not {value.decode('latin-1')!r}."
                )
            return int(value)
    return None
