"""Where output goes: the one door from Python to the page.

The runner sets `current`; display code and shims write to it. The four calls
mirror the events of `src/shared/kernel.ts`.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Protocol


class Sink(Protocol):
    """What the worker hands in."""

    def stream(self, name: str, text: str) -> None:
        """Text for "stdout" or "stderr"."""

    def display(
        self, bundle: dict[str, Any], display_id: str | None, update: bool, result: bool
    ) -> None:
        """A MIME bundle (JSON values only; binary types as base64 text)."""

    def clear(self, wait: bool) -> None:
        """Forget this run's outputs, at once or when the next one comes."""

    def notice(self, text: str) -> None:
        """A sentence from Routebook itself."""


class NullSink:
    """Drops everything: for cells that are run silently before a check."""

    def stream(self, name: str, text: str) -> None:
        pass

    def display(
        self, bundle: dict[str, Any], display_id: str | None, update: bool, result: bool
    ) -> None:
        pass

    def clear(self, wait: bool) -> None:
        pass

    def notice(self, text: str) -> None:
        pass


diverted: ContextVar[Callable[[str, str], None] | None] = ContextVar("diverted", default=None)
"""Takes stream text in place of `current`, for code that belongs to no cell."""

current: Sink = NullSink()
