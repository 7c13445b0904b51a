"""The request that the running code belongs to."""

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .trace import Trace

trace: ContextVar[Trace | None] = ContextVar("routebook_trace", default=None)
"""Its trace; None for code that runs for no request. What records asks here first."""
