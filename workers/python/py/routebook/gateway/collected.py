"""An answer that is collected whole, for clients inside Python."""

from . import limits
from .gateway import Gateway
from .request import Headers, Request
from .watch import Watch


class BrokenOff(ConnectionError):
    """The answer ended before it was complete; the message says why."""


class Collected:
    """An outlet that keeps everything."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._body = bytearray()
        self.status = 0
        self.reason = ""
        self.headers: Headers = []
        self.broken: str | None = None
        self.raised: BaseException | None = None
        """What the app raised, even where it answered."""

    @property
    def body(self) -> bytes:
        return bytes(self._body)

    def head(self, status: int, reason: str, headers: Headers) -> None:
        self.status, self.reason, self.headers = status, reason, headers

    def chunk(self, data: bytes) -> None:
        self._body += data
        if len(self._body) > limits.BODY_LIMIT:
            raise limits.Unread(f"The answer is longer than {limits.BODY_LIMIT:,} bytes.")
        self._watch.window.take(len(data))

    def end(self) -> None:
        """It is complete."""

    def fail(self, message: str) -> None:
        self.broken = message


def collect(gateway: Gateway, request: Request) -> Collected:
    """The answer to a request. NoApp where nobody answers, BrokenOff for half an answer."""
    watch = Watch()
    answer = Collected(watch)
    answer.raised = gateway.run(request, answer, watch)
    return _whole(answer)


async def collect_async(gateway: Gateway, request: Request) -> Collected:
    """The same in the running loop."""
    gateway.app_at(request.port, request.origin)
    watch = Watch()
    answer = Collected(watch)
    try:
        answer.raised = await gateway.exchange(request, answer, watch)
    except BaseException:
        watch.leave()
        raise
    return _whole(answer)


def _whole(answer: Collected) -> Collected:
    if answer.broken is not None:
        raise BrokenOff(answer.broken)
    return answer
