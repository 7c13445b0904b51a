"""How much a body may be, in either direction."""

import asyncio

BODY_LIMIT = 100_000_000
"""Bytes of a request's body, and bytes of an answer that the other side has not taken yet."""

WINDOW = 1_000_000
"""Bytes that an asynchronous app may be ahead of whoever reads its answer."""


class TooLarge(Exception):
    """A request's body passed BODY_LIMIT."""


class Unread(RuntimeError):
    """A synchronous app wrote more than BODY_LIMIT that nobody has taken."""


def too_large_sentence(limit: int | None = None) -> str:
    """What the answer 413 says."""
    bound = BODY_LIMIT if limit is None else limit
    return f"This body is too large: an app in a tab takes at most {bound:,} bytes."


class Window:
    """Bytes on their way to the reader: a writer that may wait is held back."""

    def __init__(self) -> None:
        self._ahead = 0
        self._open = False
        self._waiting: list[asyncio.Future[None]] = []

    def give(self, size: int) -> None:
        """Counts bytes sent. Unread where far too many wait."""
        self._ahead += size
        if self._ahead > BODY_LIMIT:
            raise Unread(
                f"The answer was stopped: {BODY_LIMIT:,} bytes of it wait to be read. "
                "A tab cannot keep more."
            )

    def take(self, size: int) -> None:
        """The reader took so many."""
        self._ahead -= size
        self._wake()

    def release(self) -> None:
        """Holds nobody back any more."""
        self._open = True
        self._wake()

    @property
    def full(self) -> bool:
        """True where the writer should wait."""
        return self._ahead > WINDOW and not self._open

    async def room(self) -> None:
        """Waits until there is room."""
        while self.full:
            waiting = asyncio.get_running_loop().create_future()
            self._waiting.append(waiting)
            await waiting

    def _wake(self) -> None:
        if self.full:
            return
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()
