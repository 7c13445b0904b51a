"""What the app printed."""

import io
from typing import Any

# Characters of printed text that a trace keeps.
TEXT_KEPT = 20_000


class Printed:
    """Text by stream, in order and bounded."""

    def __init__(self) -> None:
        self.parts: list[dict[str, Any]] = []
        self._room = TEXT_KEPT

    def write(self, name: str, text: str) -> None:
        """More text of the stream."""
        kept = text[: self._room]
        self._room -= len(kept)
        if not kept:
            return
        last = self.parts[-1] if self.parts else None
        if last is not None and last["stream"] == name:
            last["text"] += kept
        else:
            self.parts.append({"stream": name, "text": kept})


class Errors(io.TextIOBase):
    """`wsgi.errors`."""

    def __init__(self, printed: Printed) -> None:
        self._printed = printed

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"wsgi.errors takes text, not {type(text).__name__}")
        self._printed.write("stderr", text)
        return len(text)
