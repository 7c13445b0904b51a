"""Requests from inside Python, as `requests` and its like send them."""

from collections.abc import Iterable

from .collected import Collected, collect, collect_async
from .here import gateway
from .request import Body, Request, make_request


def assert_listening(port: int) -> None:
    """NoApp where no app is on that port."""
    gateway().app_at(port, "python")


def ask(method: str, url: str, headers: Iterable[tuple[str, str]], body: bytes) -> Collected:
    """The app's answer. NoApp where none is there, BrokenOff where the answer is not whole."""
    return collect(gateway(), _request(method, url, headers, body))


async def ask_async(
    method: str, url: str, headers: Iterable[tuple[str, str]], body: bytes
) -> Collected:
    """The same, awaited."""
    return await collect_async(gateway(), _request(method, url, headers, body))


def _request(method: str, url: str, headers: Iterable[tuple[str, str]], body: bytes) -> Request:
    # The libraries keep their own cookies, so no client is named.
    return make_request(method, url, headers, Body(body), origin="python")
