"""Looks through a prepared image for what `thaw` ought to renew and does not.

`begin` is called in a fresh interpreter, before `routebook.image.prepare`; `findings` after it. A
finding is a place from which another start of the same image would read the same random numbers, or
the time at which the image was made. The monotonic clock should stand at an odd number: what lies
between its readings is taken for one.
"""

import datetime
import os
import random
import sys
import time
from collections.abc import Iterator
from types import FrameType, ModuleType
from typing import Any

# Places that stay as they are, each with its reason.
KEPT: dict[str, str] = {}

# Modules that draw entropy while an image is made, and why nothing of it stays.
DRAWING: dict[str, str] = {
    "importlib._bootstrap": "numpy's legacy generator, which is seeded anew",
    "multiprocessing.process": "the key with which processes know each other, which is made anew",
    "opentelemetry.context": "names of keys, which have to differ within one process only",
}

_WAYS = {"random", "secrets", "tempfile", "uuid"}
_DEPTH = 4
_drawn: dict[str, list[bytes]] = {}
_began: dict[str, float] = {}


def begin() -> None:
    """Notes the time, and from now on who draws entropy from the system."""
    # Pyodide's own boot, a moment ago, has imported some modules already.
    _began["time"], _began["monotonic"] = time.time() - 60, time.monotonic() - 60
    real = os.urandom

    def urandom(size: int, /) -> bytes:
        drawn = real(size)
        _drawn.setdefault(_caller(), []).append(drawn)
        return drawn

    os.urandom = urandom
    random._urandom = urandom


def _caller() -> str:
    """The module that wants entropy, by whatever way it gets it."""
    frame: FrameType | None = sys._getframe(2)
    name = "?"
    while frame is not None:
        name = frame.f_globals.get("__name__", "?")
        if name not in _WAYS:
            break
        frame = frame.f_back
    return name


def findings() -> list[str]:
    """What stays the same over a thaw and should not; empty where all is well."""
    from routebook import image

    drew = sorted(_drawn.keys() - DRAWING.keys())
    image.thaw(b"one" * 20, {}, time.time() * 1000)
    before = dict(_suspects())
    image.thaw(b"another" * 10, {}, time.time() * 1000 + 5000)
    after = dict(_suspects())
    frozen = [
        f"{path}: {what[0]}"
        for path, what in before.items()
        if after.get(path) == what and path not in KEPT
    ]
    return sorted(frozen) + [f"{caller} draws entropy" for caller in drew]


def _suspects() -> Iterator[tuple[str, tuple[str, object]]]:
    kinds = _generator_kinds()
    seen: set[int] = set()
    for name, module in list(sys.modules.items()):
        if isinstance(module, ModuleType) and name != __name__:
            for key, value in list(vars(module).items()):
                yield from _look(f"{name}.{key}", value, kinds, seen, _DEPTH)


def _look(
    path: str, value: object, kinds: tuple[type, ...], seen: set[int], depth: int
) -> Iterator[tuple[str, tuple[str, object]]]:
    what = _suspicion(value, kinds)
    if what is not None:
        yield path, what
    if depth == 0 or id(value) in seen or issubclass(type(value), ModuleType):
        return
    seen.add(id(value))
    for name, part in _parts(value):
        yield from _look(f"{path}{name}", part, kinds, seen, depth - 1)


def _parts(value: object) -> list[tuple[str, object]]:
    """What an object holds, without running any code of its class."""
    kind = type(value)
    if kind in (list, tuple, set, frozenset):
        return [(f"[{index}]", part) for index, part in enumerate(value)]  # type: ignore[arg-type]
    if kind is dict:
        return [(f"[{key!r}]" if type(key) is str else "[…]", part) for key, part in value.items()]  # type: ignore[attr-defined]
    try:
        names = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return []
    return [(f".{key}", part) for key, part in list(names.items()) if type(key) is str]


def _generator_kinds() -> tuple[type, ...]:
    numpy: Any = sys.modules.get("numpy.random")
    if numpy is None:
        return (random.Random,)
    return random.Random, numpy.RandomState, numpy.Generator, numpy.BitGenerator


def _suspicion(value: object, kinds: tuple[type, ...]) -> tuple[str, object] | None:
    kind = type(value)
    if issubclass(kind, kinds) and not issubclass(kind, random.SystemRandom):
        return "a generator", _state(value)
    if kind in (int, float):
        return _time(value)  # type: ignore[arg-type]
    if kind in (datetime.date, datetime.datetime):
        today = datetime.date.today().timetuple()[:3]
        return ("today", value) if value.timetuple()[:3] == today else None  # type: ignore[attr-defined]
    if issubclass(kind, (bytes, str)) and _is_drawn(value):  # type: ignore[arg-type]
        return "entropy", value
    return None


def _state(generator: Any) -> str:
    if isinstance(generator, random.Random):
        return repr(generator.getstate())
    state = getattr(generator, "bit_generator", generator)
    return repr(getattr(state, "state", None) or generator.get_state())


def _time(value: float) -> tuple[str, object] | None:
    for clock, now in (("time", time.time()), ("monotonic", time.monotonic())):
        for unit in (1, 1e3, 1e6, 1e9):
            if _began[clock] * unit <= value <= now * unit:
                return f"the {clock} at which it was made", value
    return None


def _is_drawn(value: bytes | str) -> bool:
    if len(value) < 8:
        return False
    for drawn in (one for several in _drawn.values() for one in several if len(one) >= 8):
        if drawn in value if isinstance(value, bytes) else drawn.hex() in value:
            return True
    return False
