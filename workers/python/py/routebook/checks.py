"""What a check cell can say: `expect(value)…`, `expect_raises(…)`, and what its failure tells.

    client = app.test_client()
    expect(client.get("/items/3")).status(200).json_contains({"id": 3})
    expect(total([1, 2])).equals(3, because="the prices 1 and 2 add up to 3")

Plain `assert` works too: its message is the feedback.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .check_failed import CheckFailed

if TYPE_CHECKING:
    from .check_expectation import Expectation


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


def verdict_of(exc: BaseException) -> dict[str, Any]:
    """`{"message", "details"}` of a failed check, as in `src/shared/kernel.ts`."""
    from . import check_verdict

    return check_verdict.verdict_of(exc)
