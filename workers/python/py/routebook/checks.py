"""What a check cell can say: `expect(value)…`, `expect_raises(…)`, and what its failure tells.

    expect(client.get("/items/3")).status(200).json_contains({"id": 3})
    expect(total([1, 2])).equals(3, because="the prices 1 and 2 add up to 3")

`client` sends requests to the app that the learner defined, whatever it is written with; another
visitor is `client("Bob")`. Plain `assert` works too: its message is the feedback.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

from .check_failed import CheckFailed

if TYPE_CHECKING:
    from .check_expectation import Expectation
    from .gateway.app_client import AppClient


def expect(value: object) -> Expectation:
    """A value, a callable or an HTTP response, ready to be asked: `expect(x).equals(3)`."""
    from .check_expectation import Expectation  # not needed before the first check

    return Expectation(value)


@contextmanager
def expect_raises(
    *kinds: type[Exception], match: str | None = None, because: str | None = None
) -> Iterator[None]:
    """The block has to raise one of `kinds`, with `match` somewhere in its message.

    with expect_raises(ValidationError): Item(price="free")
    """
    wanted = " or ".join(kind.__name__ for kind in kinds) or "an exception"
    try:
        yield
    except Exception as error:
        if kinds and not isinstance(error, kinds):
            raise CheckFailed(
                because or f"This should raise {wanted}, and it raised another exception.",
                [("Expected", wanted), ("Came", f"{type(error).__name__}: {error}")],
            ) from error
        if match is not None and match not in str(error):
            raise CheckFailed(
                because or f"The message of the {type(error).__name__} is not the expected one.",
                [("Expected", f"… {match} …"), ("Came", str(error)[:2_000])],
            ) from None
        return
    raise CheckFailed(
        because or f"This should raise {wanted}, and nothing was raised.",
        [("Expected", wanted), ("Came", "no exception")],
    )


def names() -> dict[str, Callable[..., Any] | type]:
    """What a check's namespace gets on top of the learner's names."""
    return {"expect": expect, "expect_raises": expect_raises, "CheckFailed": CheckFailed}


def offer(namespace: dict[str, Any]) -> None:
    """Gives the namespace `client` and `app_client` where the learner has no such names."""
    namespace.setdefault("app_client", app_client)
    namespace.setdefault("client", app_client())


def app_client(app: object = None) -> AppClient | LazyClient:
    """A client of the app, whatever it is written with; without one, of the learner's app."""
    return LazyClient() if app is None else _make_client(app)


class LazyClient:
    """The client of the learner's app; the gateway is imported when it is first used."""

    _made: AppClient | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client(), name)

    def __call__(self, name: str) -> AppClient:
        """The visitor of that name, with cookies of their own."""
        return self._client()(name)

    def _client(self) -> AppClient:
        if self._made is None:
            self._made = _make_client(None)
        return self._made


def _make_client(app: object) -> AppClient:
    from .gateway import app_client as clients

    return clients.app_client(app)


async def finish(main: ModuleType) -> None:
    """Shuts down the apps that a check's requests have started."""
    here = sys.modules.get("routebook.gateway.here")
    if here is not None:
        await here.close(main)


def verdict_of(exc: BaseException) -> dict[str, Any]:
    """`{"message", "details"}` of a failed check, as in `src/shared/kernel.ts`."""
    from . import check_verdict

    return check_verdict.verdict_of(exc)
