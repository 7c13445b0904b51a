"""The server's side of WSGI (PEP 3333)."""

import asyncio
import io
import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any
from urllib.parse import unquote_to_bytes

from ..shims.portal import can_wait, wait_for
from .request import Headers, Request
from .response import BadAnswer, Response
from .trace import Trace

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | None
# Seconds of writing after which others get a turn: a reader may want to go away.
_SLICE = 0.02
_NO_PREFIX = {"CONTENT_TYPE", "CONTENT_LENGTH"}


def environ_of(request: Request, body: bytes, errors: Any, root_path: str = "") -> dict[str, Any]:
    """The environment: text is "native strings", each character one byte (PEP 3333)."""
    path = unquote_to_bytes(request.path).decode("latin-1")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": root_path,
        "PATH_INFO": path.removeprefix(root_path),
        "QUERY_STRING": request.query.decode("latin-1"),
        "RAW_URI": request.target,
        "REQUEST_URI": request.target,
        "SERVER_NAME": request.host,
        "SERVER_PORT": str(request.port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_SOFTWARE": "Routebook",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.input_terminated": True,
        "wsgi.errors": errors,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers:
        text = name.decode("latin-1")
        # "X_User" would pass for "X-User": servers leave such names out.
        if "_" in text:
            continue
        key = text.upper().replace("-", "_")
        if key not in _NO_PREFIX:
            key = "HTTP_" + key
        said = value.decode("latin-1")
        joint = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = environ[key] + joint + said if key in environ else said
    return environ


async def run_wsgi(
    app: Callable[..., Iterable[bytes]],
    request: Request,
    response: Response,
    trace: Trace,
    gone: Callable[[], bool],
    root_path: str = "",
) -> None:
    """Calls the app and sends what it gives. `gone()` turns true when nobody reads any more."""
    body = await request.body.whole()
    environ = environ_of(request, body, trace.errors, root_path)
    trace.environ(environ)
    call = _Call(response)
    result = app(environ, call.start_response)
    try:
        if not hasattr(result, "__iter__") or isinstance(result, str):
            raise BadAnswer(_wrong_result(result))
        turn = time.perf_counter() + _SLICE
        for part in result:
            call.send(part)
            if time.perf_counter() > turn or response.window.full:
                await _give_turn(response)
                turn = time.perf_counter() + _SLICE
                if gone():
                    return
        call.send_head()
        response.end()
    finally:
        close = getattr(result, "close", None)
        if close is not None:
            close()


async def _give_turn(response: Response) -> None:
    await asyncio.sleep(0)
    if response.window.full and can_wait():
        await response.window.room()


def _wait_in_write(response: Response) -> None:
    if response.window.full and can_wait():
        wait_for(response.window.room())


class _Call:
    """One call's `start_response` and `write`. Headers go out with the first bytes, not before."""

    def __init__(self, response: Response) -> None:
        self._response = response
        self._status: tuple[int, str] | None = None
        self._headers: Headers = []

    def start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: ExcInfo = None
    ) -> Callable[[bytes], None]:
        """PEP 3333: a second call needs `exc_info`, which is raised where the head is gone."""
        if exc_info is not None:
            try:
                if self._response.started:
                    raise exc_info[1].with_traceback(exc_info[2])
            finally:
                exc_info = None  # no cycle through this frame
        elif self._status is not None:
            raise BadAnswer(
                "start_response was called twice. After the first call it needs exc_info."
            )
        self._status = _status(status)
        self._headers = _headers(headers)
        return self.write

    def write(self, data: bytes) -> None:
        """The old way to send a body, which some apps need."""
        self.send(data)
        _wait_in_write(self._response)

    def send(self, part: object) -> None:
        if not isinstance(part, bytes):
            raise BadAnswer(
                f"A WSGI app gives its body as bytes, and this one gave {_kind(part)}. "
                'Encode text first: [text.encode("utf-8")].'
            )
        if self._status is None:
            raise BadAnswer("The app must call start_response before it gives the first bytes.")
        if part:
            self.send_head()
            self._response.write(part)

    def send_head(self) -> None:
        """Sends status and headers unless that was done."""
        if self._response.started:
            return
        if self._status is None:
            raise BadAnswer("The app ended without calling start_response.")
        status, reason = self._status
        self._response.start(status, self._headers, reason)


def _status(status: object) -> tuple[int, str]:
    if not isinstance(status, str):
        raise BadAnswer(f'The status is a text such as "200 OK", not {_kind(status)}.')
    code, _, reason = status.partition(" ")
    if len(code) != 3 or not code.isdigit() or code < "100":
        raise BadAnswer(
            f'The status begins with a number of three digits ("200 OK"), not {status!r}.'
        )
    if any(ord(character) < 32 or ord(character) == 127 for character in reason):
        raise BadAnswer("The status must not have line breaks or other control characters in it.")
    return int(code), reason


def _headers(headers: object) -> Headers:
    if not isinstance(headers, list):
        raise BadAnswer(f"The headers are a list of pairs, not {_kind(headers)}.")
    pairs: Headers = []
    for pair in headers:
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise BadAnswer(f"Each header is a pair (name, value), not {pair!r}.")
        name, value = pair
        if not isinstance(name, str) or not isinstance(value, str):
            raise BadAnswer(f"Name and value of a header are texts, and here is {pair!r}.")
        try:
            pairs.append((name.encode("latin-1"), value.encode("latin-1")))
        except UnicodeEncodeError as error:
            raise BadAnswer(
                f"The header {name} has characters beyond Latin-1: {value!r}."
            ) from error
    return pairs


def _wrong_result(result: object) -> str:
    said = _kind(result)
    return f"A WSGI app returns an iterable of bytes such as [b'Hello'], not {said}."


def _kind(value: object) -> str:
    return "None" if value is None else f"{type(value).__name__} ({value!r:.60})"
