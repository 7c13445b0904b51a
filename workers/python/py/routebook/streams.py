"""`sys.stdout`, `sys.stderr` and `sys.stdin` of the learner's program."""

import io
from collections.abc import Callable
from typing import Any

from . import sink


class OutputStream(io.TextIOBase):
    """Text goes straight to the sink, in the order in which it was written to both streams."""

    encoding = "utf-8"
    errors = "backslashreplace"
    newlines = None

    def __init__(self, name: str) -> None:
        self._name = name
        self.buffer = _ByteStream(self)

    @property
    def name(self) -> str:
        return f"<{self._name}>"

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        raise io.UnsupportedOperation("fileno")

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        stream = sink.diverted.get() or sink.current.stream
        stream(self._name, text)
        return len(text)

    def reconfigure(self, **_options: Any) -> None:
        """Accepted as by `io.TextIOWrapper`; there is nothing to configure."""

    def close(self) -> None:
        """The streams of a notebook stay open: a closed one would silence every later cell."""


class _ByteStream(io.RawIOBase):
    """`sys.stdout.buffer`: bytes shown as UTF-8."""

    def __init__(self, text: OutputStream) -> None:
        self._text = text

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        block = bytes(data)
        self._text.write(block.decode("utf-8", "backslashreplace"))
        return len(block)


class InputStream(io.TextIOBase):
    """`sys.stdin`: each line is asked for as `input()` does."""

    encoding = "utf-8"
    name = "<stdin>"

    def __init__(self, ask: Callable[[str], str]) -> None:
        self._ask = ask

    def readable(self) -> bool:
        return True

    def isatty(self) -> bool:
        """A person answers, as at a terminal: programs may ask (`createsuperuser`)."""
        return True

    def fileno(self) -> int:
        raise io.UnsupportedOperation("fileno")

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        try:
            line = self._ask("") + "\n"
        except EOFError:
            return ""
        return line if size is None or size < 0 else line[:size]

    def read(self, size: int = -1, /) -> str:  # type: ignore[override]
        if size is not None and size >= 0:
            return self.readline(size)
        return "".join(iter(self.readline, ""))

    def __next__(self) -> str:
        line = self.readline()
        if not line:
            raise StopIteration
        return line
