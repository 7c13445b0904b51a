"""An answer on its way out, noted in the trace and in the client's jar."""

from .jar import Jar
from .request import BODY_KEPT, Headers
from .response import Outlet
from .trace import Trace


class Recorder:
    """An outlet before another one. `jar` is that of the request's client; None is no jar."""

    def __init__(self, jar: Jar | None, trace: Trace, outlet: Outlet) -> None:
        self._jar = jar
        self._trace = trace
        self._outlet = outlet

    def head(self, status: int, reason: str, headers: Headers) -> None:
        for name, value in headers:
            if self._jar is not None and name.lower() == b"set-cookie":
                refused = self._jar.store(self._trace.request, value.decode("latin-1"))
                if refused:
                    self._trace.note(refused)
        self._outlet.head(status, reason, headers)

    def chunk(self, data: bytes) -> None:
        room = BODY_KEPT - len(self._trace.response_body)
        if room > 0:
            self._trace.response_body += data[:room]
        self._outlet.chunk(data)

    def end(self) -> None:
        self._outlet.end()

    def fail(self, message: str) -> None:
        self._outlet.fail(message)
