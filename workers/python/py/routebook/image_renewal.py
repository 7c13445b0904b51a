"""What an image has frozen and each start must have anew, above all sources of random numbers.

A library that keeps something of its own is named here with what renews it. tests/python/
test_image_audit.py looks through everything that images import and finds what is missing.
"""

import ctypes
import gc
import hashlib
import itertools
import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

_generators: list[Any] = []


class Seeds:
    """Seeds for many generators out of one source of entropy: none tells anything of another."""

    def __init__(self, entropy: bytes) -> None:
        self._entropy = entropy
        self._count = itertools.count()

    def take(self) -> bytes:
        """64 bytes, other ones at each call."""
        number = next(self._count).to_bytes(4, "little")
        return hashlib.blake2b(number, key=self._entropy[:64]).digest()

    def words(self) -> list[int]:
        """The same as numbers of 32 bits."""
        taken = self.take()
        return [int.from_bytes(taken[at : at + 4], "little") for at in range(0, len(taken), 4)]


def generators() -> Iterator[Any]:
    """All objects that make pseudo-random numbers, wherever they are kept."""
    kinds: list[type] = [random.Random]
    numpy_random: Any = sys.modules.get("numpy.random")
    if numpy_random is not None:
        kinds += [numpy_random.RandomState, numpy_random.BitGenerator]
    for one in gc.get_objects():
        # The type is asked, never the object: proxies answer isinstance for what they stand for.
        if issubclass(type(one), tuple(kinds)) and not issubclass(type(one), random.SystemRandom):
            yield one


def find_generators() -> None:
    """Notes them before the image is written: looking for them takes longer than a start may."""
    _generators[:] = generators()


def renew(entropy: bytes, now_ms: float) -> None:
    """Seeds every generator anew, and renews what libraries keep. See `image.thaw`."""
    seeds = Seeds(entropy)
    for one in _generators:
        _seed(one, seeds)
    # The functions of the module are this one's; it is there whether found before or not.
    random.seed(seeds.take())
    for name, renewal in RENEWALS.items():
        module = sys.modules.get(name)
        if module is not None:
            renewal(module, now_ms)


def _seed(generator: Any, seeds: Seeds) -> None:
    if isinstance(generator, random.Random):
        generator.seed(seeds.take())
        return
    # numpy's own: a RandomState takes a seed if it stands on the classic generator, and drops the
    # normal deviate it kept; every other one stands on a BitGenerator, which is noted as well.
    with suppress(TypeError):
        if hasattr(generator, "seed"):
            generator.seed(seeds.words())
        else:
            generator.state = type(generator)(seeds.words()).state


def _tempfile(module: Any, _now_ms: float) -> None:
    module._name_sequence = None
    module.tempdir = None


def _uuid(module: Any, _now_ms: float) -> None:
    for name in ("_node", "_last_timestamp", "_last_timestamp_v6", "_last_timestamp_v7"):
        setattr(module, name, None)
    module._last_counter_v7 = 0


def _logging(module: Any, now_ms: float) -> None:
    # Nanoseconds: `%(relativeCreated)d` counts from here.
    module._startTime = int(now_ms * 1e6)


def _multiprocessing(module: Any, _now_ms: float) -> None:
    module.current_process().authkey = os.urandom(32)


def _sqlite(_module: Any, _now_ms: float) -> None:
    """SQLite seeds its generator when it first needs one; a call for no bytes makes it forget.

    https://sqlite.org/c3ref/randomness.html
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).sqlite3_randomness(0, None)


RENEWALS: dict[str, Callable[[Any, float], None]] = {
    "_sqlite3": _sqlite,
    "logging": _logging,
    "multiprocessing.process": _multiprocessing,
    "tempfile": _tempfile,
    "uuid": _uuid,
}
"""By module: what `thaw` calls with the module and the time, where it is imported."""
