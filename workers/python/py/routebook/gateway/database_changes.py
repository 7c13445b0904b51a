"""What a request changes in the databases, looked at where it costs something only."""

import sys
from collections.abc import Callable
from typing import Any

from .request import Request


def watch(request: Request) -> Callable[[], list[dict[str, Any]]]:
    """Looks at the databases; calling the result says what has changed (`TableChange[]`).

    A check's requests are in no log, and a program without sqlite3 has no database.
    """
    if "sqlite3" not in sys.modules or request.client.startswith("check:"):
        return list
    from ..databases import changes

    token = changes.begin()
    return lambda: changes.since(token)
