"""Python values as JSON values, for eyes: environments, scopes and messages."""

from collections.abc import Iterable, Mapping
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


def shown(value: object, room: int = _TEXT) -> str:
    """The value as Python shows it, in about `room` characters; long ones end in "…".

    Nothing long is made to be cut: a megabyte in a parameter costs no more than its beginning.
    """
    if isinstance(value, (str, bytes, bytearray)):
        return repr(value) if len(value) <= room else repr(value[:room]) + "…"
    kind = type(value)
    if kind in _BRACKETS:
        first, last = _BRACKETS[kind]
        parts = _joined((shown(one, room // 4) for one in value), room)  # type: ignore[attr-defined]
        return first + parts + ("," if kind is tuple and len(value) == 1 else "") + last  # type: ignore[arg-type]
    if kind is dict:
        pairs = (f"{shown(key, 100)}: {shown(one, room // 4)}" for key, one in value.items())  # type: ignore[attr-defined]
        return "{" + _joined(pairs, room) + "}"
    try:
        text = repr(value)
    except Exception as error:  # a __repr__ of the learner's
        return f"<{kind.__name__}, whose repr() raised {type(error).__name__}>"
    return text if len(text) <= room else text[:room] + "…"


_BRACKETS: dict[type, tuple[str, str]] = {tuple: ("(", ")"), list: ("[", "]")}


def _joined(parts: Iterable[str], room: int) -> str:
    said: list[str] = []
    for part in parts:
        if room <= 0:
            said.append("…")
            break
        said.append(part)
        room -= len(part)
    return ", ".join(said)


def _shown(value: object) -> dict[str, str]:
    return {"repr": shown(value)}
