"""Whether somebody still waits for an answer."""

from collections.abc import Callable

from . import limits


class Watch:
    """Tells a running request that its reader has gone."""

    def __init__(self) -> None:
        self.window = limits.Window()
        self._gone = False
        self._listeners: list[Callable[[], None]] = []

    def gone(self) -> bool:
        return self._gone

    def listen(self, listener: Callable[[], None]) -> None:
        """Calls the listener when the reader goes, or now if that has happened."""
        if self._gone:
            listener()
        else:
            self._listeners.append(listener)

    def leave(self) -> None:
        """The reader goes."""
        if not self._gone:
            self._gone = True
            for listener in self._listeners:
                listener()
