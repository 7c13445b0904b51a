"""What the Python tests share."""

from collections.abc import Iterator
from typing import Any

import pytest
from routebook import sink


class Recorder:
    """A sink that keeps what it is given."""

    def __init__(self) -> None:
        self.events: list[tuple[Any, ...]] = []

    def stream(self, name: str, text: str) -> None:
        self.events.append(("stream", name, text))

    def display(
        self, bundle: dict[str, Any], display_id: str | None, update: bool, result: bool
    ) -> None:
        self.events.append(("display", bundle, display_id, update, result))

    def clear(self, wait: bool) -> None:
        self.events.append(("clear", wait))

    def notice(self, text: str) -> None:
        self.events.append(("notice", text))

    @property
    def bundles(self) -> list[dict[str, Any]]:
        return [event[1] for event in self.events if event[0] == "display"]

    @property
    def notices(self) -> list[str]:
        return [event[1] for event in self.events if event[0] == "notice"]


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    """The current sink for one test."""
    before, sink.current = sink.current, Recorder()
    try:
        yield sink.current
    finally:
        sink.current = before
