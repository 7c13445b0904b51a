"""What happened while a request ran: `WireTrace` in `src/shared/http.ts`, for the request log."""

import io
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from .. import failures, sink, sources
from .plain_data import plain
from .request import Headers, Request

Json = dict[str, Any]

# Entries of each list that a trace keeps, and characters of printed text.
_KEPT = 200
_TEXT_KEPT = 20_000

current: ContextVar[Trace | None] = ContextVar("routebook_trace", default=None)
"""The trace of the request that the running code belongs to."""


class Trace:
    """Collects; `data()` gives all of it as JSON values."""

    def __init__(self, exchange: str, request: Request) -> None:
        self.exchange = exchange
        self.request = request
        self.app: Json | None = None
        self.error: BaseException | None = None
        self.response_body = bytearray()
        self._began = time.time() * 1000
        self._clock = time.perf_counter()
        self._environ: Json | None = None
        self._scope: Json | None = None
        self._messages: list[Json] = []
        self._logs: list[Json] = []
        self._output: list[Json] = []
        self._notes: list[str] = []
        self._room = _TEXT_KEPT
        self.errors = _Errors(self)

    @property
    def milliseconds(self) -> float:
        """Since the request came."""
        return (time.perf_counter() - self._clock) * 1000

    def environ(self, environ: Json) -> None:
        """The WSGI environment as the app gets it."""
        self._environ = plain(environ)

    def scope(self, scope: Json) -> None:
        """The ASGI scope as the app gets it."""
        self._scope = plain(scope)

    def message(self, direction: str, message: object) -> None:
        """An ASGI message that was received or sent."""
        if len(self._messages) < _KEPT:
            entry = {"at": self.milliseconds, "direction": direction, "message": plain(message)}
            self._messages.append(entry)

    def note(self, sentence: str) -> None:
        """Something that the learner should know and that is no error: a refused cookie."""
        self._notes.append(sentence)

    def log(self, record: logging.LogRecord) -> None:
        """A log record; the exception it carries counts as the request's failure."""
        if record.exc_info and record.exc_info[1] is not None:
            self.error = self.error or record.exc_info[1]
        if len(self._logs) >= _KEPT:
            return
        try:
            text = record.getMessage()
        except Exception as error:  # arguments that do not fit the text
            text = f"{record.msg!r} ({type(error).__name__}: {error})"
        entry = {"level": record.levelname, "logger": record.name, "message": text[:_TEXT_KEPT]}
        self._logs.append({"at": self.milliseconds, **entry})

    def write(self, name: str, text: str) -> None:
        """Text that the app printed."""
        kept = text[: self._room]
        self._room -= len(kept)
        if not kept:
            return
        last = self._output[-1] if self._output else None
        if last is not None and last["stream"] == name:
            last["text"] += kept
        else:
            self._output.append({"stream": name, "text": kept})

    def data(self, status: int | None, headers: Headers, size: int, state: str) -> Json:
        """All of it; `state` is "answered", "failed" or "disconnected"."""
        request = self.request
        error = self.error
        return {
            **self.start(),
            "state": state,
            "status": status,
            "ms": self.milliseconds,
            "app": self.app,
            "requestHeaders": pairs(request.headers),
            "responseHeaders": pairs(headers),
            "requestBytes": request.body.size,
            "responseBytes": size,
            "requestBody": request.body.beginning.decode("latin-1"),
            "responseBody": self.response_body.decode("latin-1"),
            "environ": self._environ,
            "scope": self._scope,
            "messages": self._messages,
            "logs": self._logs,
            "output": self._output,
            "notes": self._notes,
            "failure": None if error is None else failures.failure_of(error, sources.cells),
        }

    def start(self) -> Json:
        """What is known when the request begins (`WireStart`)."""
        request = self.request
        return {
            "exchange": self.exchange,
            "client": request.client,
            "origin": request.origin,
            "method": request.method,
            "url": request.url,
            "began": self._began,
        }


class _Errors(io.TextIOBase):
    """`wsgi.errors`."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"wsgi.errors takes text, not {type(text).__name__}")
        self._trace.write("stderr", text)
        return len(text)


@contextmanager
def collecting(trace: Trace) -> Iterator[None]:
    """The block's log records go to the trace; so does what it prints for the page's requests."""
    _hear_loggers()
    token = current.set(trace)
    divert: Callable[[str, str], None] | None = (
        trace.write if trace.request.origin == "page" else sink.diverted.get()
    )
    diverted = sink.diverted.set(divert)
    try:
        yield
    finally:
        sink.diverted.reset(diverted)
        current.reset(token)


_hears = False


def _hear_loggers() -> None:
    """Every logger tells the current trace.

    A handler at the root would do, but Flask and `logging.basicConfig` behave in another way
    where there is one.
    """
    global _hears
    if _hears:
        return
    _hears = True
    call_handlers = logging.Logger.callHandlers

    def heard(self: logging.Logger, record: logging.LogRecord) -> None:
        trace = current.get()
        if trace is not None:
            trace.log(record)
        call_handlers(self, record)

    logging.Logger.callHandlers = heard  # type: ignore[method-assign]


def pairs(headers: Headers) -> list[list[str]]:
    """Headers as text, each character one byte."""
    return [[name.decode("latin-1"), value.decode("latin-1")] for name, value in headers]
