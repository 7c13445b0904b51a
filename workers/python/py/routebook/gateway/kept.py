"""Lists of a trace, which the app may not make endless."""

from collections import deque
from typing import Any

MOST = 200


class Kept:
    """The first entries and, where `last` says so, the last ones; what lies between is counted."""

    def __init__(self, one: str, many: str, last: int = 0) -> None:
        """`one` and `many` name what it lists: "statement", "statements"."""
        self._names = (one, many)
        self._first: list[Any] = []
        self._most_first = MOST - last
        self._last: deque[Any] = deque(maxlen=last)
        self.left_out = 0

    def add(self, entry: Any) -> None:
        """One more."""
        if len(self._first) < self._most_first:
            self._first.append(entry)
            return
        self.left_out += len(self._last) == self._last.maxlen
        self._last.append(entry)

    @property
    def full(self) -> bool:
        """True where a further entry would not be kept."""
        return self._last.maxlen == 0 and len(self._first) >= self._most_first

    def skip(self) -> None:
        """One more that nobody made an entry of, since it is full."""
        self.left_out += 1

    def entries(self) -> list[Any]:
        """What was kept, in order."""
        return [*self._first, *self._last]

    def note(self) -> list[str]:
        """A sentence for the learner, where something was left out."""
        if self.left_out == 0:
            return []
        said = (
            f"1 {self._names[0]} is"
            if self.left_out == 1
            else f"{self.left_out:,} {self._names[1]} are"
        )
        where = "between the first and the last" if self._last.maxlen else f"after the first {MOST}"
        return [f"{said} not shown, {where}."]
