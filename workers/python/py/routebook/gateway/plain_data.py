"""Python values as JSON values, for eyes: environments, scopes and messages."""

from collections.abc import Mapping
from typing import Any

_DEPTH = 6
_ITEMS = 200
_TEXT = 2_000


def plain(value: object, depth: int = 0) -> Any:
    """The value in JSON's terms: bytes as `{"bytes": text}`, others as `{"repr": text}`."""
    if value is None or isinstance(value, (bool, int, str)):
        return value if not isinstance(value, str) else value[:_TEXT]
    if isinstance(value, float):
        return value if value - value == 0 else _shown(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"bytes": bytes(value[:_TEXT]).decode("latin-1"), "size": len(value)}
    if depth < _DEPTH:
        if isinstance(value, Mapping):
            return {str(key): plain(item, depth + 1) for key, item in list(value.items())[:_ITEMS]}
        if isinstance(value, (list, tuple)):
            return [plain(item, depth + 1) for item in value[:_ITEMS]]
    return _shown(value)


def _shown(value: object) -> dict[str, str]:
    try:
        return {"repr": repr(value)[:_TEXT]}
    except Exception as error:  # a __repr__ of the learner's
        return {"repr": f"<{type(value).__name__}, whose repr() raised {type(error).__name__}>"}
