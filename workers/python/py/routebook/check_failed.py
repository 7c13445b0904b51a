"""The exception by which a check says no."""

from collections.abc import Sequence

Details = Sequence[tuple[str, str]]
"""Lines such as ("Request", "GET /items/3"), ("Expected", "200"), ("Came", "404 NOT FOUND")."""

# Characters of one detail.
DETAIL_LIMIT = 2_000


class CheckFailed(AssertionError):
    """One sentence for the learner, and the details that belong to it."""

    def __init__(self, message: str, details: Details = ()) -> None:
        super().__init__(message)
        self.details = [(label, cut(value)) for label, value in details]


def cut(text: str) -> str:
    """The text, up to the length of a detail."""
    return text if len(text) <= DETAIL_LIMIT else text[:DETAIL_LIMIT] + "…"
