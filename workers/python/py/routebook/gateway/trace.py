"""What happened while a request ran: `WireTrace` in `src/shared/http.ts`, for the request log."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from .. import failures, sink, sources
from . import current
from .kept import Kept
from .plain_data import plain
from .printed import TEXT_KEPT, Errors, Printed
from .request import Headers, Request

Json = dict[str, Any]


class Trace:
    """Collects; `data()` gives all of it as JSON values."""

    def __init__(self, exchange: str, request: Request) -> None:
        self.exchange = exchange
        self.request = request
        self.app: Json | None = None
        self.error: BaseException | None = None
        self.response_body = bytearray()
        self.live: Json = {}
        """The environment or scope itself: frameworks leave there what they chose."""
        self.middleware: list[str] = []
        self.endpoint: str | None = None
        self.changes: list[Json] = []
        self.queries = Kept("statement", "statements")
        self.at_end: list[Callable[[], None]] = []
        """Called once all is over, for what is known only then."""
        self._began = time.time() * 1000
        self._clock = time.perf_counter()
        self._took: float | None = None
        self._environ: Json | None = None
        self._scope: Json | None = None
        self._messages = Kept("message", "messages", last=100)
        self._logs = Kept("log record", "log records")
        self._templates = Kept("template", "templates")
        self._notes: list[str] = []
        self._printed = Printed()
        self.errors = Errors(self._printed)
        self.write = self._printed.write

    @property
    def milliseconds(self) -> float:
        """Since the request came."""
        return (time.perf_counter() - self._clock) * 1000

    def over(self) -> None:
        """The app is done: what the log itself still does is none of its time."""
        self._took = self.milliseconds

    def environ(self, environ: Json) -> None:
        """The WSGI environment as the app gets it."""
        self.live = environ
        self._environ = plain(environ)

    def scope(self, scope: Json) -> None:
        """The ASGI scope as the app gets it."""
        self.live = scope
        self._scope = plain(scope)

    def message(self, direction: str, message: object) -> None:
        """An ASGI message that was received or sent."""
        entry = {"at": self.milliseconds, "direction": direction, "message": plain(message)}
        self._messages.add(entry)

    def template(self, name: str | None, engine: str) -> None:
        """A template that is rendered; None is the name of a mere text."""
        entry = {"at": self.milliseconds, "name": name or "<string>", "engine": engine}
        self._templates.add(entry)

    def note(self, sentence: str) -> None:
        """Something that the learner should know and that is no error: a refused cookie."""
        self._notes.append(sentence)

    def log(self, record: logging.LogRecord) -> None:
        """A log record; the exception it carries counts as the request's failure."""
        if record.exc_info and record.exc_info[1] is not None:
            self.error = self.error or record.exc_info[1]
        try:
            text = record.getMessage()
        except Exception as error:  # arguments that do not fit the text
            text = f"{record.msg!r} ({type(error).__name__}: {error})"
        entry = {"level": record.levelname, "logger": record.name, "message": text[:TEXT_KEPT]}
        self._logs.add({"at": self.milliseconds, **entry})

    def data(self, status: int | None, headers: Headers, size: int, state: str) -> Json:
        """All of it; `state` is "answered", "failed" or "disconnected"."""
        for work in self.at_end:
            work()
        request, error = self.request, self.error
        lists = (self.queries, self._templates, self._messages, self._logs)
        return {
            **self.start(),
            "state": state,
            "status": status,
            "ms": self.milliseconds if self._took is None else self._took,
            "app": self.app,
            "requestHeaders": pairs(request.headers),
            "responseHeaders": pairs(headers),
            "requestBytes": request.body.size,
            "responseBytes": size,
            "requestBody": request.body.beginning.decode("latin-1"),
            "responseBody": self.response_body.decode("latin-1"),
            "environ": self._environ,
            "scope": self._scope,
            "messages": self._messages.entries(),
            "logs": self._logs.entries(),
            "output": self._printed.parts,
            "queries": self.queries.entries(),
            "templates": self._templates.entries(),
            "middleware": self.middleware,
            "endpoint": self.endpoint,
            "changes": self.changes,
            "notes": [*self._notes, *(note for one in lists for note in one.note())],
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


@contextmanager
def collecting(trace: Trace) -> Iterator[None]:
    """The block's log records go to the trace; so does what it prints for the page's requests."""
    _hear_loggers()
    token = current.trace.set(trace)
    divert: Callable[[str, str], None] | None = (
        trace.write if trace.request.origin == "page" else sink.diverted.get()
    )
    diverted = sink.diverted.set(divert)
    try:
        yield
    finally:
        sink.diverted.reset(diverted)
        current.trace.reset(token)


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
        trace = current.trace.get()
        if trace is not None:
            trace.log(record)
        call_handlers(self, record)

    logging.Logger.callHandlers = heard  # type: ignore[method-assign]


def pairs(headers: Headers) -> list[list[str]]:
    """Headers as text, each character one byte."""
    return [[name.decode("latin-1"), value.decode("latin-1")] for name, value in headers]
